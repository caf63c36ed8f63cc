import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const OLD = 'a line of the old text\n'.repeat(5000);
const NEW = OLD.replaceAll('old', 'new');

let directory = '';
let script = '';

beforeAll(() => {
  directory = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-kill-'));
  script = path.join(directory, 'killed-write.cjs');
  const entry = path.join(import.meta.dirname, 'fixtures/killed-write.ts');
  buildSync({ entryPoints: [entry], outfile: script, bundle: true, platform: 'node', format: 'cjs', target: 'node20' });
});

afterAll(() => {
  fs.rmSync(directory, { recursive: true });
});

/** Runs the writer until its `stop`-th call; 0 lets it finish. */
function run(stop: number): { text: string; signal: NodeJS.Signals | null; stdout: string } {
  const file = path.join(directory, `stack-${stop}.yml`);
  fs.writeFileSync(file, OLD);
  const { signal, stdout } = spawnSync(process.execPath, [script, file, String(stop)], { encoding: 'utf8' });
  return { text: fs.readFileSync(file, 'utf8'), signal, stdout };
}

describe('a process that is killed while it writes', () => {
  it('leaves the old file or the new file, whole, at every call of the file system', () => {
    const finished = run(0);
    expect(finished).toMatchObject({ text: NEW, signal: null });
    const calls = Number(/^written (\d+)/.exec(finished.stdout)?.[1]);
    expect(calls).toBeGreaterThan(10);
    const found: string[] = [];
    for (let stop = 1; stop <= calls; stop++) {
      const { text, signal } = run(stop);
      expect(signal, `call ${stop}`).toBe('SIGKILL');
      found.push(text === OLD ? 'old' : text === NEW ? 'new' : 'torn');
    }
    // Old until the rename, new after it.
    expect(found.join(' ')).toMatch(/^(?:old )+(?:new ?)+$/);
  });
});
