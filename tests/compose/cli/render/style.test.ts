import { describe, expect, it } from 'vitest';
import { isColourWanted, isUnicodeShown, widthOf } from '../../../../src/compose/cli/render/style.js';

const tty = { isTTY: true, columns: 120 };
const pipe = { isTTY: false, columns: null };

describe('isColourWanted', () => {
  it.each([
    ['on a terminal', 'auto', tty, {}, true],
    ['not in a pipe', 'auto', pipe, {}, false],
    ['not on a dumb terminal', 'auto', tty, { TERM: 'dumb' }, false],
    ['not with NO_COLOR', 'auto', tty, { NO_COLOR: '1' }, false],
    ['with an empty NO_COLOR', 'auto', tty, { NO_COLOR: '' }, true],
    ['in a pipe with FORCE_COLOR', 'auto', pipe, { FORCE_COLOR: '1' }, true],
    ['not with FORCE_COLOR=0', 'auto', tty, { FORCE_COLOR: '0' }, false],
    ['with --color=always in spite of NO_COLOR', 'always', pipe, { NO_COLOR: '1' }, true],
    ['not with --no-color in spite of FORCE_COLOR', 'never', tty, { FORCE_COLOR: '1' }, false],
  ] as const)('%s', (_, choice, terminal, env, wanted) => {
    expect(isColourWanted(choice, terminal, env)).toBe(wanted);
  });
});

describe('isUnicodeShown', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, 'linux', true],
    [{ LANG: 'C.utf8' }, 'linux', true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, 'linux', false],
    [{ LANG: 'de_DE.ISO-8859-1' }, 'linux', false],
    [{}, 'linux', false],
    [{}, 'win32', false],
    [{ WT_SESSION: 'x' }, 'win32', true],
  ])('%j on %s: %s', (env, platform, shown) => {
    expect(isUnicodeShown(env, platform)).toBe(shown);
  });
});

describe('widthOf', () => {
  it.each([
    [tty, {}, 120],
    [pipe, {}, 100],
    [pipe, { COLUMNS: '80' }, 80],
    [pipe, { COLUMNS: 'x' }, 100],
    [{ isTTY: true, columns: 10 }, {}, 40],
  ])('%j %j: %d', (terminal, env, width) => {
    expect(widthOf(terminal, env)).toBe(width);
  });
});
