import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Io } from '../../../../src/compose/cli/io.js';
import { outsideOf } from '../../../../src/compose/cli/input/outside.js';

const cwd = mkdtempSync(path.join(tmpdir(), 'outside-'));
afterAll(() => {
  rmSync(cwd, { recursive: true });
});
const { readFile } = outsideOf([], { cwd, env: {} } as unknown as Io);

test('a file of UTF-8 is its text', () => {
  writeFileSync(path.join(cwd, 'good.env'), 'A=caf\u00e9\n');
  expect(readFile('good.env')).toBe('A=caf\u00e9\n');
});

test('bytes that are no UTF-8 are lone surrogates', () => {
  writeFileSync(path.join(cwd, 'bad.env'), Buffer.from('A=caf\u00e9\n', 'latin1'));
  expect(readFile('bad.env')).toBe('A=caf\udce9\n');
});

test('a file that is not there is null', () => {
  expect(readFile('none.env')).toBeNull();
});
