import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { StandardOutput } from '../../../src/compose/cli/output.js';

const scratch = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-output-'));
const open: number[] = [];

afterAll(() => {
  for (const descriptor of open) fs.closeSync(descriptor);
  fs.rmSync(scratch, { recursive: true });
});

function openFile(name: string, flags: string | number): number {
  const descriptor = fs.openSync(name, flags);
  open.push(descriptor);
  return descriptor;
}

/** A pipe that nobody reads but on demand. */
function makePipe(): { reader: number; writer: number } {
  const fifo = path.join(scratch, `pipe-${open.length}`);
  spawnSync('mkfifo', [fifo]);
  const { O_RDONLY, O_WRONLY, O_NONBLOCK } = fs.constants;
  return { reader: openFile(fifo, O_RDONLY | O_NONBLOCK), writer: openFile(fifo, O_WRONLY | O_NONBLOCK) };
}

interface Made {
  readonly output: StandardOutput;
  /** What went through Node's stream; `null` when none was made. */
  readonly streamed: () => string | null;
  readonly errors: (string | undefined)[];
  readonly stream: EventEmitter;
}

function makeOutput(descriptor: number, { platform = 'linux', tty = {} } = {}): Made {
  let streamed: string | null = null;
  const errors: (string | undefined)[] = [];
  const stream = Object.assign(new EventEmitter(), {
    isTTY: false,
    ...tty,
    write: (chunk: string | Uint8Array) => (streamed = (streamed ?? '') + Buffer.from(chunk).toString()),
  });
  const getStream = (): NodeJS.WriteStream => {
    streamed = '';
    return stream as unknown as NodeJS.WriteStream;
  };
  const output = new StandardOutput({ descriptor, getStream }, platform, ({ code }) => void errors.push(code));
  return { output, streamed: () => streamed, errors, stream };
}

describe('standard output', () => {
  it('that is a file is written to without a stream', () => {
    const file = path.join(scratch, 'file');
    const { output, streamed } = makeOutput(openFile(file, 'w'));
    output.write('één\n');
    output.write('two\n');
    expect([output.isTTY, output.columns, output.rows]).toEqual([false, null, null]);
    expect(fs.readFileSync(file, 'utf8')).toBe('één\ntwo\n');
    expect(streamed()).toBeNull();
  });

  it('that is /dev/null needs no stream either', () => {
    const { output, streamed } = makeOutput(openFile('/dev/null', 'w'));
    output.write('one\n');
    expect(streamed()).toBeNull();
  });

  it.each([
    ['another device', () => makeOutput(openFile('/dev/zero', 'w'))],
    ['on Windows', () => makeOutput(openFile(path.join(scratch, 'windows'), 'w'), { platform: 'win32' })],
    ['closed', () => makeOutput(1_000_000)],
  ])('that is %s is left to Node', (_, make) => {
    const { output, streamed, errors } = make();
    output.write('one\n');
    output.write('two\n');
    expect({ text: streamed(), errors }).toEqual({ text: 'one\ntwo\n', errors: [] });
  });

  it('that is a terminal has its size, unless the terminal does not know it', () => {
    const known = makeOutput(1_000_000, { tty: { isTTY: true, columns: 80, rows: 24 } }).output;
    expect([known.isTTY, known.columns, known.rows]).toEqual([true, 80, 24]);
    const unknown = makeOutput(1_000_000, { tty: { isTTY: true, columns: 0, rows: 0 } }).output;
    expect([unknown.isTTY, unknown.columns, unknown.rows]).toEqual([true, null, null]);
  });

  it('hands a stream what a full pipe does not take, and all that follows', () => {
    const { reader, writer } = makePipe();
    const { output, streamed } = makeOutput(writer);
    const text = 'a line of text\n'.repeat(20_000);
    output.write(text);
    output.write('the end\n');
    const bytes = Buffer.alloc(text.length);
    const taken = bytes.toString('utf8', 0, fs.readSync(reader, bytes));
    expect(taken.length).toBeLessThan(text.length);
    expect(`${taken}${streamed() ?? ''}`).toBe(`${text}the end\n`);
  });

  it('tells of an error, of the descriptor or of the stream', () => {
    const full = makeOutput(openFile(path.join(scratch, 'read-only'), fs.constants.O_RDONLY | fs.constants.O_CREAT));
    full.output.write('one\n');
    expect({ text: full.streamed(), errors: full.errors }).toEqual({ text: null, errors: ['EBADF'] });
    const device = makeOutput(1_000_000);
    device.output.write('one\n');
    device.stream.emit('error', Object.assign(new Error('it broke'), { code: 'EIO' }));
    expect(device.errors).toEqual(['EIO']);
  });
});
