/** Prints one table of all hosts, from the results of the tests that ran. */
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import type { Row } from './row.js';

const HEADER = ['host', 'version', 'beside', 'checked', 'result'] as const;

const RESULTS = { passed: 'ok', failed: 'FAILED', skipped: 'not run', pending: 'not run' } as const;

function resultOf(test: TestCase): string {
  const { state } = test.result();
  if (state !== 'skipped') return RESULTS[state];
  // A host that could not be installed skips its tests: that is a failure, not a choice.
  for (let parent: TestSuite | TestModule = test.parent; ; parent = parent.parent) {
    if (parent.errors().length > 0) return RESULTS.failed;
    if (parent.type === 'module') return RESULTS.skipped;
  }
}

/** The top level `describe` names the host of a test that ended before it knew its versions. */
function rowOf(test: TestCase): Row {
  return test.meta().row ?? { host: test.fullName.split(' > ')[0] ?? test.name, version: '?', beside: '' };
}

function print(lines: readonly (readonly string[])[]): void {
  const widths = HEADER.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  for (const cells of lines) {
    console.log(`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`);
  }
}

export default class TableReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const lines = tests.map((test) => {
      const { host, version, beside } = rowOf(test);
      return [host, version, beside, test.name, resultOf(test)];
    });
    // A file that does not load has no test that could fail.
    for (const { relativeModuleId, children } of modules) {
      if (children.size === 0) lines.push([relativeModuleId, '?', '', 'loads', RESULTS.failed]);
    }
    lines.sort((a, b) => a.join('\0').localeCompare(b.join('\0'), 'en', { numeric: true }));
    console.log('');
    print([HEADER, HEADER.map(() => '---'), ...lines]);
    const count = (result: string): number => lines.filter((cells) => cells.at(-1) === result).length;
    console.log(
      `\n${lines.length} checks: ${count(RESULTS.passed)} ok, ${count(RESULTS.failed)} failed, ${count(RESULTS.skipped)} not run`,
    );
  }
}
