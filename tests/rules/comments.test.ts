/** No edit of a channel rule loses a comment, wherever in the code the comment is. */
import * as parser from '@typescript-eslint/parser';
import fc from 'fast-check';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { BUILT_RULES, type RuleId } from '../../src/core/catalog/index.js';
import { lint } from './rule-tester.js';

const HEAD = "import * as grpc from '@grpc/grpc-js';\n";
const CREDENTIALS = 'grpc.credentials.createInsecure()';

/** One for each shape that an edit has to find its place in. */
const SHAPES = [
  `export const a = new grpc.Client('shop:1', ${CREDENTIALS});`,
  `export const b = new grpc.Client('shop:1', ${CREDENTIALS}, {});`,
  `export const c = new grpc.Client('shop:1', ${CREDENTIALS}, { 'grpc.keepalive_time_ms': 60_000 });`,
  `export const d = new grpc.Client('shop:1', ${CREDENTIALS}, { ...shared, 'grpc.enable_retries': 1 });`,
  `export const e = new grpc.Client('shop:1', ${CREDENTIALS}, {\n  'grpc.keepalive_time_ms': 1_200_000,\n  'grpc.keepalive_permit_without_calls': true,\n});`,
  `export const f = new grpc.Client('shop:1', ${CREDENTIALS}, { 'grpc.keepalive_time': 60_000 });`,
];

const rules = BUILT_RULES.filter(({ language }) => language === 'js').map(({ id }) => id as RuleId);

/** The gaps between the tokens of a text, as offsets. */
function findGaps(code: string): number[] {
  const linter = new Linter();
  linter.verify(code, [{ files: ['**/*.ts'], languageOptions: { parser: parser } }], 'file.ts');
  return linter.getSourceCode().ast.tokens.map(({ range }) => range[0]);
}

function applyEdit(code: string, { range, text }: { range: [number, number]; text: string }): string {
  return code.slice(0, range[0]) + text + code.slice(range[1]);
}

describe.each(rules)('an edit of %s', (id) => {
  it('keeps every comment', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SHAPES),
        fc.array(fc.nat(), { minLength: 1, maxLength: 3 }),
        fc.constantFrom('/* kept */', '// kept\n'),
        (shape, places, comment) => {
          const plain = `${HEAD}const shared = { 'grpc.max_receive_message_length': 1 };\n${shape}\n`;
          const gaps = findGaps(plain);
          const chosen = [...new Set(places.map((place) => gaps[place % gaps.length] ?? 0))].sort((a, b) => b - a);
          const code = chosen.reduce((text, at) => text.slice(0, at) + comment + text.slice(at), plain);
          const messages = lint(id, { code });
          const edits = messages.flatMap(({ fix, suggestions }) => [
            ...(fix ? [fix] : []),
            ...(suggestions ?? []).map((suggestion) => suggestion.fix),
          ]);
          for (const edit of edits) {
            expect(applyEdit(code, edit).split('kept')).toHaveLength(chosen.length + 1);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
