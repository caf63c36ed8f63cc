import { describe, expect, it, vi } from 'vitest';
import { lintStack } from '../../../src/compose/engine.js';
import { removeKey, replaceScalar, setKeys } from '../../../src/compose/fix/operations.js';
import type { EditResult } from '../../../src/compose/fix/operations.js';
import { settle } from '../../../src/compose/fix/settle.js';
import type { SettleRequest } from '../../../src/compose/fix/settle.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';
import type { Finding, Remedy } from '../../../src/core/finding.js';

const STACK = 'services:\n  web:\n    image: web # ours\n    user: old\n  db:\n    image: db\n    user: old\n';
const files = (text = STACK): StackFile[] => [{ name: 'stack.yml', text }];

interface Fake {
  /** A word that is a mistake wherever it stands. */
  readonly word: string;
  readonly path: readonly string[];
  readonly edit?: (file: StackFile) => EditResult;
  readonly kind?: 'fix' | 'suggestion';
  readonly tamper?: (remedy: Remedy) => Remedy;
}

/** A linter of one or more mistakes, each found while its place has its word. */
function linter(...fakes: readonly Fake[]): SettleRequest['lint'] {
  return ([file]) =>
    fakes.flatMap((fake): Finding[] => {
      if (!file?.text.includes(fake.word)) return [];
      const start = file.text.indexOf(fake.word);
      const result = fake.edit?.(file);
      const remedy: Remedy[] = [];
      if (result?.kind === 'edited') {
        const plain = {
          messageId: 'mend',
          data: {},
          message: 'Mend it.',
          edits: result.edits,
          changes: result.changes,
        };
        remedy.push(fake.tamper?.(plain) ?? plain);
      }
      const offered = fake.kind === 'suggestion' ? { suggestions: remedy } : { suggestions: [], fix: remedy[0] };
      const place = { file: file.name, start, end: start + fake.word.length };
      const base = { ruleId: 'stack-schema', messageId: 'wrong', data: {}, message: 'Wrong.', related: [] } as const;
      return [{ ...base, ...place, path: fake.path, ...offered }];
    });
}

const setUser = (file: StackFile, service: string, to: string): EditResult =>
  replaceScalar(file, ['services', service, 'user'], to);

describe('remedies of a stack', () => {
  it('are applied together when they do not touch', () => {
    const lint = linter(
      { word: 'image: web', path: ['web'], edit: (file) => setKeys(file, ['services', 'web'], { image: 'nginx' }) },
      { word: 'image: db', path: ['db'], edit: (file) => setKeys(file, ['services', 'db'], { image: 'postgres' }) },
    );
    const calls = vi.fn(lint);
    const settled = settle({ files: files(), lint: calls, choice: 'fixes' });
    expect(settled).toMatchObject({
      kind: 'settled',
      findings: [],
      files: [{ text: STACK.replace('image: web', 'image: nginx').replace('image: db', 'image: postgres') }],
    });
    expect(calls).toHaveBeenCalledTimes(2);
  });

  it('wait for the next round when they touch an earlier one', () => {
    const add = (key: string) => (file: StackFile) => setKeys(file, ['services', 'db'], { [key]: 'new' });
    const missing = (key: string): SettleRequest['lint'] => {
      const found = linter({ word: 'services', path: [key], edit: add(key) });
      return (now) => (now[0]?.text.includes(`${key}: new`) ? [] : found(now));
    };
    const lint: SettleRequest['lint'] = (now) => [...missing('hostname')(now), ...missing('domainname')(now)];
    expect(settle({ files: files(), lint, choice: 'fixes' })).toMatchObject({
      kind: 'settled',
      files: [{ text: `${STACK}    hostname: new\n    domainname: new\n` }],
    });
  });

  it('are left out when they are suggestions and only fixes were asked for', () => {
    const lint = linter({
      word: 'user: old',
      path: ['web'],
      kind: 'suggestion',
      edit: (file) => setUser(file, 'web', 'new'),
    });
    const request = {
      files: files(),
      lint: linter({
        word: 'user: old\n  db',
        path: ['web'],
        kind: 'suggestion',
        edit: (file) => setUser(file, 'web', 'new'),
      }),
    };
    expect(settle({ files: files(), lint, choice: 'fixes' })).toMatchObject({ kind: 'settled', applied: [] });
    expect(settle({ ...request, choice: 'all' })).toMatchObject({
      kind: 'settled',
      files: [{ text: STACK.replace('user: old', 'user: new') }],
    });
  });
});

describe('a stack is left alone', () => {
  const mend = (file: StackFile): EditResult => setKeys(file, ['services', 'web'], { image: 'nginx' });
  const web = { word: 'image: web', path: ['web'], edit: mend };

  it('when an edit changes more than it declares', () => {
    const tamper = (remedy: Remedy): Remedy => ({
      ...remedy,
      edits: [
        ...remedy.edits,
        { file: 'stack.yml', start: STACK.lastIndexOf('old'), end: STACK.lastIndexOf('old') + 3, text: 'new' },
      ],
    });
    expect(settle({ files: files(), lint: linter({ ...web, tamper }), choice: 'fixes' })).toMatchObject({
      kind: 'refused',
      reason:
        'The edits of stack-schema were not made. The edit would change more than it says, at `services.db.user`.',
    });
  });

  it('when an edit declares nothing', () => {
    const tamper = ({ messageId, message, edits }: Remedy): Remedy => ({ messageId, data: {}, message, edits });
    expect(settle({ files: files(), lint: linter({ ...web, tamper }), choice: 'fixes' })).toMatchObject({
      kind: 'refused',
      reason:
        'The edits of stack-schema were not made. The edit would change more than it says, at `services.web.image`.',
    });
  });

  it('when the edited text is no YAML', () => {
    const tamper = (remedy: Remedy): Remedy => ({
      ...remedy,
      edits: remedy.edits.map((edit) => ({ ...edit, text: '{' })),
    });
    expect(settle({ files: files(), lint: linter({ ...web, tamper }), choice: 'fixes' })).toMatchObject({
      kind: 'refused',
      reason:
        'The edits of stack-schema were not made. The edited text cannot be read. The file is not well-formed YAML.',
    });
  });

  it('when the edits do not come to rest in ten rounds', () => {
    const keys = Array.from({ length: 11 }, (_, index) => `x-${index}`);
    const lint: SettleRequest['lint'] = (now) =>
      keys
        .filter((key) => !now[0]?.text.includes(`${key}:`))
        .flatMap((key) => {
          const edit = (file: StackFile): EditResult => setKeys(file, ['services', 'db'], { [key]: 1 });
          return linter({ word: 'services', path: [key], edit })(now);
        });
    expect(settle({ files: files(), lint, choice: 'fixes' })).toMatchObject({
      kind: 'refused',
      reason: 'The edits do not come to rest in 10 rounds.',
    });
  });
});

describe('a remedy that does not help is left out, and the others are applied', () => {
  const web = {
    word: 'image: web',
    path: ['web'],
    edit: (file: StackFile): EditResult => setKeys(file, ['services', 'web'], { image: 'nginx' }),
  };
  const db = {
    word: 'image: db',
    path: ['db'],
    edit: (file: StackFile): EditResult => setKeys(file, ['services', 'db'], { image: 'postgres' }),
  };

  it('when its finding would stay', () => {
    const lint = linter(web, { ...db, word: 'services' });
    expect(settle({ files: files(), lint, choice: 'fixes' })).toMatchObject({
      kind: 'settled',
      files: [{ text: STACK.replace('image: web', 'image: nginx') }],
      findings: [{ path: ['db'] }],
    });
  });

  it('when a new finding would come', () => {
    const lint = linter(web, db, { word: 'postgres', path: ['postgres'] });
    expect(settle({ files: files(), lint, choice: 'fixes' })).toMatchObject({
      kind: 'settled',
      files: [{ text: STACK.replace('image: web', 'image: nginx') }],
      findings: [{ path: ['db'] }],
    });
  });
});

describe('of remedies that help alone and clash together', () => {
  it('the earlier is applied, with all that clash with neither', () => {
    const both: SettleRequest['lint'] = (now) =>
      now[0]?.text.includes('user: new') && now[0].text.includes('image: pg') ? linter(clash)(now) : [];
    const clash = { word: 'services', path: ['clash'] };
    const mends = linter(
      { word: 'user: old', path: ['web'], edit: (file) => setUser(file, 'web', 'new') },
      { word: 'image: db', path: ['db'], edit: (file) => setKeys(file, ['services', 'db'], { image: 'pg' }) },
      { word: 'image: web', path: ['image'], edit: (file) => setKeys(file, ['services', 'web'], { image: 'nginx' }) },
    );
    const text = STACK.slice(0, STACK.lastIndexOf('    user'));
    expect(settle({ files: files(text), lint: (now) => [...mends(now), ...both(now)], choice: 'fixes' })).toMatchObject(
      {
        kind: 'settled',
        files: [{ text: text.replace('user: old', 'user: new').replace('image: web', 'image: nginx') }],
        findings: [{ path: ['db'] }],
      },
    );
  });

  it('one of two keys becomes `networks`, and the rest of the file is mended', () => {
    const text = 'etworks:\n  a: {}\nnetwor[ks:\n  b: {}\nservices:\n  web:\n    image: web\n    netwroks: [a]\n';
    expect(settle({ files: files(text), lint: (now) => lintStack(now), choice: 'all' })).toMatchObject({
      kind: 'settled',
      files: [{ text: text.replace('etworks', 'networks').replace('netwroks', 'networks') }],
      findings: [{ messageId: 'misspeltProperty', path: ['networ[ks'], suggestions: [] }],
    });
  });

  it('a hundred that do not help are set aside over several rounds, and the last one is applied', () => {
    const keys = Array.from({ length: 101 }, (_, index) => `k${index}`);
    const text = keys.map((key) => `${key}: old\n`).join('');
    const found = linter(
      ...keys.map((key) => ({
        word: `${key}:`,
        path: [key],
        edit: (file: StackFile) => replaceScalar(file, [key], 'new'),
      })),
    )(files(text));
    const lint: SettleRequest['lint'] = ([file]) => (file?.text.includes('k100: new') ? found.slice(0, 100) : found);
    expect(settle({ files: files(text), lint, choice: 'fixes' })).toMatchObject({
      kind: 'settled',
      files: [{ text: text.replace('k100: old', 'k100: new') }],
      applied: [{}],
    });
  });
});

describe('what an edit declares is compared with what happened', () => {
  it('accepts a removal of two items of one list', () => {
    const text = 'list:\n  - a\n  - b\n  - c\n';
    const lint = linter(
      { word: '- a', path: ['a'], edit: (file) => removeKey(file, ['list', 0]) },
      { word: '- c', path: ['c'], edit: (file) => removeKey(file, ['list', 2]) },
    );
    expect(settle({ files: files(text), lint, choice: 'fixes' })).toMatchObject({
      kind: 'settled',
      files: [{ text: 'list:\n  - b\n' }],
    });
  });
});
