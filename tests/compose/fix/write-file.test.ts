import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeFile } from '../../../src/compose/fix/write-file.js';
import { asNobody } from '../nobody.js';

let root = '';
let file = '';

beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'keepalive-write-'));
  file = path.join(root, 'stack.yml');
  fs.writeFileSync(file, 'old\n');
});

afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(root, { recursive: true });
});

const write = (changes: Partial<Parameters<typeof writeFile>[0]> = {}): ReturnType<typeof writeFile> =>
  writeFile({ path: file, before: 'old\n', after: 'new\n', root, ...changes });

const expectUntouched = (reason: string, outcome: ReturnType<typeof writeFile>, text = 'old\n'): void => {
  expect(outcome).toEqual({ kind: 'refused', reason });
  expect(fs.readFileSync(file, 'utf8')).toBe(text);
  expect(fs.readdirSync(root).filter((name) => name.endsWith('.tmp'))).toEqual([]);
};

describe('a file is replaced', () => {
  it('with its mode and its byte order mark kept, and nothing left behind', () => {
    fs.writeFileSync(file, '\uFEFFold\n');
    fs.chmodSync(file, 0o751);
    expect(write()).toEqual({ kind: 'written' });
    expect(fs.readFileSync(file, 'utf8')).toBe('\uFEFFnew\n');
    expect(fs.statSync(file).mode & 0o7777).toBe(0o751);
    expect(fs.readdirSync(root)).toEqual(['stack.yml']);
  });

  it('behind a symbolic link, which stays a link', () => {
    const link = path.join(root, 'link.yml');
    fs.symlinkSync('stack.yml', link);
    expect(write({ path: link })).toEqual({ kind: 'written' });
    expect(fs.lstatSync(link).isSymbolicLink()).toBe(true);
    expect(fs.readFileSync(file, 'utf8')).toBe('new\n');
  });
});

describe('a file is left as it is', () => {
  it('when its text is not the one that was linted', () => {
    fs.writeFileSync(file, 'other\n');
    expectUntouched('It changed while it was being linted.', write(), 'other\n');
  });

  it('when it changes while the new text is being written', () => {
    const sync = fs.fsyncSync;
    vi.spyOn(fs, 'fsyncSync').mockImplementationOnce((descriptor) => {
      fs.writeFileSync(file, 'edited by hand\n');
      sync(descriptor);
    });
    expectUntouched('It changed while it was being linted.', write(), 'edited by hand\n');
  });

  it('when the disk is full', () => {
    vi.spyOn(fs, 'writeSync').mockImplementationOnce(() => {
      throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
    });
    expectUntouched('It cannot be written: there is no space left.', write());
  });

  it('when it is a link out of the directory', () => {
    const inner = path.join(root, 'inner');
    fs.mkdirSync(inner);
    const link = path.join(inner, 'link.yml');
    fs.symlinkSync('../stack.yml', link);
    expectUntouched('It is a symbolic link that leads out of the directory.', write({ path: link, root: inner }));
  });

  it.each([
    ['little', Buffer.from('\uFEFFold\n', 'utf16le')],
    ['big', Buffer.from('\uFEFFold\n', 'utf16le').swap16()],
  ])('when it is UTF-16, the %s end first', (_, bytes) => {
    fs.writeFileSync(file, bytes);
    expect(write()).toEqual({ kind: 'refused', reason: 'It is UTF-16; only UTF-8 is edited.' });
  });

  it('when it is not valid UTF-8, whatever the replacement characters look like', () => {
    fs.writeFileSync(file, Buffer.from([0x6f, 0xff, 0x0a]));
    expect(write({ before: 'o\uFFFD\n' })).toEqual({
      kind: 'refused',
      reason: 'It changed while it was being linted.',
    });
  });

  it('when it is gone', () => {
    fs.unlinkSync(file);
    expect(write()).toEqual({ kind: 'refused', reason: 'It is gone.' });
  });

  it('when a directory took its place', () => {
    fs.unlinkSync(file);
    fs.mkdirSync(file);
    expect(write()).toEqual({ kind: 'refused', reason: 'It is not a regular file.' });
  });

  it('when it is read-only', async () => {
    fs.chmodSync(root, 0o755);
    fs.chmodSync(file, 0o444);
    expectUntouched('It cannot be written: permission denied.', await asNobody(write));
  });

  it('when a part of the write is short, the rest follows', () => {
    const writeSync = fs.writeSync.bind(fs) as (
      descriptor: number,
      buffer: Uint8Array,
      offset: number,
      length: number,
    ) => number;
    vi.spyOn(fs, 'writeSync').mockImplementation(((descriptor: number, buffer: Uint8Array, offset: number) =>
      writeSync(descriptor, buffer, offset, 1)) as typeof fs.writeSync);
    expect(write({ after: 'new text\n' })).toEqual({ kind: 'written' });
    expect(fs.readFileSync(file, 'utf8')).toBe('new text\n');
  });
});

describe('what the system refuses', () => {
  it.each([
    ['EACCES', 'It cannot be written: permission denied.'],
    ['EPERM', 'It cannot be written: permission denied.'],
    ['EROFS', 'It cannot be written: the file system is read-only.'],
    ['ENOSPC', 'It cannot be written: there is no space left.'],
    ['EDQUOT', 'It cannot be written: there is no space left.'],
    ['ELOOP', 'It became a symbolic link while it was being linted.'],
    ['EIO', 'It cannot be written (EIO).'],
  ])('%s: %s', (code, reason) => {
    vi.spyOn(fs, 'renameSync').mockImplementationOnce(() => {
      throw Object.assign(new Error('refused'), { code });
    });
    expectUntouched(reason, write());
  });

  it('is told in its own words when it has no code', () => {
    vi.spyOn(fs, 'renameSync').mockImplementationOnce(() => {
      throw new Error('something else');
    });
    expectUntouched('It cannot be written (something else).', write());
  });
});

describe('a file of somebody else', () => {
  it('stays theirs', () => {
    const stat = fs.fstatSync.bind(fs);
    const owners: [number, number][] = [];
    let calls = 0;
    // The new file is made by whoever runs this; the old one was not.
    vi.spyOn(fs, 'fstatSync').mockImplementation((descriptor) => {
      const stats = stat(descriptor, { bigint: true });
      if (++calls === 2) stats.uid += 1n;
      return stats;
    });
    vi.spyOn(fs, 'fchownSync').mockImplementation((_, uid, gid) => void owners.push([uid, gid]));
    expect(write()).toEqual({ kind: 'written' });
    const { uid, gid } = fs.statSync(file);
    expect(owners).toEqual([[uid, gid]]);
  });
});
