import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { showInPager } from '../../../src/compose/cli/pager.js';

const scratch = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-pager-'));

afterAll(() => {
  fs.rmSync(scratch, { recursive: true });
});

/** Shows a text on a terminal of so many rows; the pager writes to `$SHOWN`. */
async function show(
  text: string,
  rows: number | null,
  env: Readonly<Record<string, string>> = {},
): Promise<{ direct: string; paged: string | null }> {
  const shown = path.join(fs.mkdtempSync(path.join(scratch, 'run-')), 'shown');
  let direct = '';
  const write = (part: string): void => void (direct += part);
  await showInPager(
    text,
    { isTTY: rows !== null, columns: null, rows, write },
    { ...process.env, SHOWN: shown, ...env },
  );
  return { direct, paged: fs.existsSync(shown) ? fs.readFileSync(shown, 'utf8') : null };
}

const PAGER = '{ printf "%s " "$LESS"; cat; } > "$SHOWN"';
const TEXT = 'one\ntwo\nthree\n';

describe('a long text', () => {
  it('goes to the pager where it is taller than the terminal, in colours and without waiting at the end', async () => {
    expect(await show(TEXT, 4, { PAGER })).toEqual({ direct: '', paged: `FRX ${TEXT}` });
  });

  it('goes to a pager as its user has set it up', async () => {
    expect(await show(TEXT, 4, { PAGER, LESS: 'M' })).toEqual({ direct: '', paged: `M ${TEXT}` });
  });

  it('goes to less without a PAGER', async () => {
    const bin = fs.mkdtempSync(path.join(scratch, 'bin-'));
    fs.writeFileSync(path.join(bin, 'less'), `#!/bin/sh\n${PAGER}\n`, { mode: 0o755 });
    const env = { ...process.env };
    delete env['PAGER'];
    const shown = path.join(bin, 'shown');
    const write = (): void => expect.unreachable();
    const PATH = `${bin}:${env['PATH'] ?? ''}`;
    await showInPager(TEXT, { isTTY: true, columns: 80, rows: 2, write }, { ...env, PATH, SHOWN: shown });
    expect(fs.readFileSync(shown, 'utf8')).toBe(`FRX ${TEXT}`);
  });

  it.each([
    ['fits', 5, PAGER],
    ['goes to a file or a pipe', null, PAGER],
    ['has an empty PAGER', 2, ''],
    ['has cat for a pager', 2, 'cat'],
    ['has a pager that is not there', 2, 'exit 127'],
  ])('that %s is written straight out', async (_, rows, pager) => {
    expect(await show(TEXT, rows, { PAGER: pager })).toEqual({ direct: TEXT, paged: null });
  });

  it('may be left before its end', async () => {
    expect(await show('line\n'.repeat(100_000), 24, { PAGER: 'head -n 1 > "$SHOWN"' })).toEqual({
      direct: '',
      paged: 'line\n',
    });
  });
});
