import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  BELIEVED_MS,
  FileCache,
  asObject,
  directoriesAbove,
  forAMoment,
  readJson,
  remembered,
} from '../../../../src/grpc/options/project/file-cache.js';
import { createProject } from '../project.js';

/** Sets the clock, which stands still from then on. */
function setTime(ms: number): void {
  const { now } = Date;
  Date.now = () => ms;
  onTestFinished(() => {
    Date.now = now;
  });
}

let time = Date.now();

/** Lets so much time pass that the file system is asked again. */
function wait(ms = BELIEVED_MS + 1): void {
  setTime((time += ms));
}

describe('what was made of a file', () => {
  /** Makes the text of a file, and counts how often. */
  function createReader(cache: FileCache<string>) {
    const made: string[] = [];
    return { made, read: (file: string) => cache.get(file, (text) => (made.push(text), text)) };
  }

  it('is kept as long as its time and size stay the same', () => {
    const file = path.join(createProject({ 'a.txt': 'one' }), 'a.txt');
    const { made, read } = createReader(new FileCache(5));
    const write = (text: string, seconds: number): void => {
      fs.writeFileSync(file, text);
      fs.utimesSync(file, seconds, seconds);
      wait();
    };
    write('one', 100);
    expect([read(file), read(file)]).toEqual(['one', 'one']);
    write('two', 100);
    expect(read(file)).toBe('one');
    write('two', 200);
    expect(read(file)).toBe('two');
    write('three', 200);
    expect(read(file)).toBe('three');
    expect(made).toEqual(['one', 'two', 'three']);
  });

  it('is kept apart for each variant', () => {
    const file = path.join(createProject({ 'a.txt': 'one' }), 'a.txt');
    const cache = new FileCache<string>(5);
    expect(cache.get(file, () => 'plain')).toBe('plain');
    expect(cache.get(file, () => 'other', 'variant')).toBe('other');
    expect(cache.get(file, () => 'never')).toBe('plain');
  });

  it('is forgotten when others were asked for since, as many as there is room for', () => {
    const root = createProject({ a: 'a', b: 'b', c: 'c' });
    const { made, read } = createReader(new FileCache(2));
    for (const name of ['a', 'b', 'a', 'c', 'a', 'b']) read(path.join(root, name));
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('is nothing for a file that is too large, is none, or cannot be made sense of', () => {
    const root = createProject({ 'fits.txt': '12345', 'large.txt': '123456' });
    const { read } = createReader(new FileCache(5, 5));
    expect(['fits.txt', 'large.txt', 'none.txt', '.'].map((name) => read(path.join(root, name)))).toEqual([
      '12345',
      null,
      null,
      null,
    ]);
    const throws = (): never => {
      throw new Error('no sense');
    };
    expect(new FileCache(5).get(path.join(root, 'fits.txt'), throws)).toBeNull();
  });

  it('is made of the text without a byte order mark', () => {
    const root = createProject({ a: '\uFEFFa', b: 'b\uFEFF' });
    const { read } = createReader(new FileCache(5));
    expect(['a', 'b'].map((name) => read(path.join(root, name)))).toEqual(['a', 'b\uFEFF']);
  });
});

describe('for a moment', () => {
  it('something stays what it is, until the clock has moved on, or back', () => {
    const current = forAMoment(() => ({}));
    wait();
    const first = current();
    wait(BELIEVED_MS);
    expect(current()).toBe(first);
    wait(1);
    const second = current();
    expect(second).not.toBe(first);
    wait(-BELIEVED_MS - 1);
    expect(current()).not.toBe(second);
  });

  it('the same question has the same answer', () => {
    const asked: string[] = [];
    const ask = remembered((one: string, other: string) => {
      asked.push(`${one} ${other}`);
      return one === other ? null : one;
    });
    wait();
    expect([ask('a', 'b'), ask('a', 'b'), ask('b', 'b'), ask('b', 'b'), ask('ab', '')]).toEqual([
      'a',
      'a',
      null,
      null,
      'ab',
    ]);
    expect(asked).toEqual(['a b', 'b b', 'ab ']);
    wait();
    ask('a', 'b');
    expect(asked).toHaveLength(4);
  });
});

it('the directories above a file end with the root', () => {
  const { root } = path.parse(process.cwd());
  expect([...directoriesAbove(path.join(root, 'a', 'b', 'c.ts'))]).toEqual([
    path.join(root, 'a', 'b'),
    path.join(root, 'a'),
    root,
  ]);
});

it.each([null, undefined, 'text', 5, [], ['a']])('%j is no object', (value) => {
  expect(asObject(value)).toBeNull();
});

describe('a JSON file may have comments and trailing commas', () => {
  it.each([
    [`{ "a": 1 } // end`, { a: 1 }],
    [`{ /* one\n * two */ "a": [1, 2,\n], /**/ }`, { a: [1, 2] }],
    [`{ "a": [1,], "b": {"c": 1,  }, }`, { a: [1], b: { c: 1 } }],
    [`{ // "b": 2,\n "a": 1 }`, { a: 1 }],
    [`{ "a": "x // y", "b": "/* z */" }`, { a: 'x // y', b: '/* z */' }],
    [`{ "a": "\\" // \\\\", "b": "x,]" }`, { a: '" // \\', b: 'x,]' }],
    [`{ "a": "\\",]" }`, { a: '",]' }],
    [`{ "a": ",", "b": [] }`, { a: ',', b: [] }],
    [`[{ "a": 1 }]`, null],
    [`null`, null],
    [`{ "a": 1 `, null],
  ])('%s', (text, object) => {
    expect(readJson(path.join(createProject({ 'a.json': text }), 'a.json'))).toEqual(object);
  });
});
