import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-sysctl-value';
const TIME = 'net.ipv4.tcp_keepalive_time';

function map(value: string): string {
  return web(`sysctls:\n  ${TIME}:${value === '' ? '' : ` ${value}`}`);
}

function list(value: string): string {
  return web(`sysctls:\n  - ${TIME}=${value}`);
}

describe('a plain number', () => {
  test.each([map('600'), map('"600"'), map('600.0'), map('0x258'), map('1_000'), map('1e3'), map('0900'), list('600')])(
    '%j is what it looks like',
    (text) => {
      expect(lint(RULE, text)).toEqual([]);
    },
  );
});

describe('an empty value', () => {
  test('changes nothing, and the message says what stays', () => {
    expect(lintOne(RULE, map('""')).message).toBe(
      "`net.ipv4.tcp_keepalive_time` has no value: Docker and the kernel accept that and change nothing, so it stays at the kernel's 7200.",
    );
  });

  test.each([
    ['key without a value', map(''), TIME],
    ['null', map('~'), '~'],
    ['quotes', map('""'), '""'],
    ['list entry without =', web(`sysctls:\n  - ${TIME}`), TIME],
  ])('%s is found where it is written', (_name, text, at) => {
    expect(lintOne(RULE, text)).toMatchObject({ messageId: 'empty', at });
  });

  test.each([map(''), map('~'), map('""'), list(''), web(`sysctls:\n  - ${TIME}`)])(
    'the suggestion for %j gives it one',
    (text) => {
      const output = apply(text, lintOne(RULE, text).finding.suggestions[0]);
      expect(output).toContain('600');
      expect(lint(RULE, output)).toEqual([]);
    },
  );

  test('of another sysctl leaves its default', () => {
    expect(lintOne(RULE, web('sysctls:\n  - net.core.somaxconn=')).message).toBe(
      '`net.core.somaxconn` has no value: Docker and the kernel accept that and change nothing, so it stays at its default.',
    );
  });
});

describe('a variable', () => {
  test('without a default is empty when it is not set', () => {
    const { message, at, finding } = lintOne(RULE, map('${KA}'));
    expect(message).toBe(
      "`${KA}` is empty when the variable is not set, without a warning and without an error: `net.ipv4.tcp_keepalive_time` then stays at the kernel's 7200.",
    );
    expect(at).toBe('${KA}');
    expect(finding.help).toBe('Give it a default that also holds for an empty variable: `${KA:-600}`.');
  });

  test.each([
    ['$KA', 'unset'],
    ['"${KA}"', 'unset'],
    ['${KA:-}', 'unset'],
    ['${KA-600}', 'emptyVariable'],
  ])('%s: %s', (value, messageId) => {
    expect(lintOne(RULE, map(value)).messageId).toBe(messageId);
    expect(lintOne(RULE, list(value.replaceAll('"', ''))).messageId).toBe(messageId);
  });

  test.each(['${KA:-600}', '${KA:?must be set}'])('%s is never empty', (value) => {
    expect(lint(RULE, map(value))).toEqual([]);
  });

  test('that this run knows says nothing about the file', () => {
    expect(lint(RULE, map('${KA}'), { environment: new Map([['KA', '600s']]) })).toEqual([]);
  });

  test('with a hyphen in its message is never used', () => {
    expect(lintOne(RULE, map('${KA:?must-be-set}'))).toMatchObject({
      message:
        '`${KA:?must-be-set}` never yields the variable: Docker takes the first hyphen of the message for an operator, so `net.ipv4.tcp_keepalive_time` becomes `be-set`.',
      at: '${KA:?must-be-set}',
    });
  });

  test('inside a default is not expanded', () => {
    expect(lintOne(RULE, list('${A:-${B:-7}}')).messageId).toBe('nested');
  });
});

describe('a value that the kernel refuses', () => {
  test.each([
    [map('600s'), 'unit', '600s', '600'],
    [map('10m'), 'unit', '10m', '600'],
    [map('1h'), 'unit', '1h', '3600'],
    [list('0900'), 'octalDigit', '0900', '900'],
    [list('"600"'), 'quotes', '"600"', '600'],
    [list("'600'"), 'quotes', "'600'", '600'],
    [map('1e6'), 'exponent', '1e6', '1000000'],
    [list('1e3'), 'notANumber', '1e3', null],
    [list('1_000'), 'notANumber', '1_000', '1000'],
    [map('yes'), 'notANumber', 'yes', null],
    [map('5constructor'), 'notANumber', '5constructor', null],
    [map('600.5'), 'notANumber', '600.5', null],
    [list('600#c'), 'notANumber', '600#c', null],
    [map('9999999999'), 'outOfRange', '9999999999', null],
  ])('%j: %s', (text, messageId, at, number) => {
    const { finding } = lintOne(RULE, text);
    expect(lintOne(RULE, text)).toMatchObject({ messageId, at });
    expect(finding.suggestions.map(({ message }) => message)).toEqual(number === null ? [] : [`Write ${number}.`]);
  });

  test('of another sysctl has quotes, or is not known', () => {
    const { messageId, finding } = lintOne(RULE, web(`sysctls:\n  - net.core.somaxconn='1024'`));
    expect([messageId, finding.suggestions.map(({ message }) => message)]).toEqual(['quotes', ['Write 1024.']]);
    expect(lint(RULE, web('sysctls:\n  - net.core.somaxconn=many'))).toEqual([]);
  });

  test('through an anchor, the number is said and not written', () => {
    const { finding } = lintOne(RULE, `x-ka: &ka\n  ${TIME}: 600s\n${web('sysctls: *ka')}`);
    expect(finding.suggestions).toEqual([]);
    expect(finding.help).toBe('Write `600`.');
  });

  test('the message says that the container never starts', () => {
    expect(lintOne(RULE, map('600s')).message).toBe(
      '`600s` has a unit, and the kernel takes plain seconds only: it refuses that as `net.ipv4.tcp_keepalive_time`, and the container of `web` never starts.',
    );
  });

  test('quotes inside any sysctl are refused', () => {
    expect(lintOne(RULE, web('sysctls:\n  - net.ipv4.tcp_rmem="4096 87380 6291456"'))).toMatchObject({
      messageId: 'quotes',
      at: '"4096 87380 6291456"',
    });
  });

  test.each([map('600s'), list('0900'), map('1e6')])('the suggestion for %j satisfies the rule', (text) => {
    expect(lint(RULE, apply(text, lintOne(RULE, text).finding.suggestions[0]))).toEqual([]);
  });
});

describe('octal', () => {
  test.each([map('0600'), list('0600'), map('"0600"')])('%j becomes 384', (text) => {
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe('`0600` starts with 0, so it is octal: `net.ipv4.tcp_keepalive_time` becomes 384, not 600.');
    expect(finding.suggestions.map((remedy) => remedy.message)).toEqual(['Write 600.', 'Write 384.']);
  });

  test('a lone 0 is no octal', () => {
    expect(lint(RULE, map('0'))).toEqual([]);
  });
});

test('what follows a blank is ignored by the kernel', () => {
  expect(lintOne(RULE, list('600 75 9')).message).toBe(
    'The kernel reads `net.ipv4.tcp_keepalive_time` up to the first blank: it becomes 600, and `75 9` is ignored.',
  );
});

test('a service on the host network is left to `stack-deploy-refusal`', () => {
  const text = web('networks: [h]\nsysctls:\n  net.ipv4.tcp_keepalive_probes: abc');
  expect(lint('stack-sysctl-value', `${text}networks:\n  h:\n    external: true\n    name: host\n`)).toEqual([]);
});

test('a variable of a sysctl that has no recommended value asks for a default', () => {
  const text = web('sysctls:\n  net.core.somaxconn: "${BACKLOG}"');
  expect(lintOne(RULE, text).finding).toMatchObject({
    messageId: 'unset',
    help: 'Give it a default with :-.',
  });
});

test('a negative octal number', () => {
  const { messageId, finding } = lintOne(RULE, map('-0600'));
  expect([messageId, finding.data['number'], finding.data['looksLike']]).toEqual(['octal', '-384', '-600']);
});
