import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-keepalive-probes';

function sysctls(time: number | null, interval: number | null, probes: number | string | null): string {
  const lines = [
    ...(time === null ? [] : [`  net.ipv4.tcp_keepalive_time: ${time}`]),
    ...(interval === null ? [] : [`  net.ipv4.tcp_keepalive_intvl: ${interval}`]),
    ...(probes === null ? [] : [`  net.ipv4.tcp_keepalive_probes: ${probes}`]),
  ];
  return web(['sysctls:', ...lines].join('\n'));
}

test.each([
  [600, 30, 10],
  [600, 60, 3],
  [30, 1, 3],
  [200, 200, 5],
  [600, null, null],
  [600, 10, 255],
  [7200, 75, 9],
])('time %s, interval %s, probes %s are fine', (time, interval, probes) => {
  expect(lint(RULE, sysctls(time, interval, probes))).toEqual([]);
});

test('no probes kill every connection that is idle', () => {
  expect(lintOne(RULE, sysctls(600, 30, 0))).toMatchObject({
    message:
      '`net.ipv4.tcp_keepalive_probes` is 0: the kernel closes a connection of `web` with ETIMEDOUT when its first probe is due, after 10 min, without sending one.',
    at: '0',
  });
});

test.each([256, -1, 600])('%s probes are refused', (probes) => {
  const { message } = lintOne(RULE, sysctls(600, 30, probes));
  expect(message).toBe(
    `\`${probes}\` is out of range for \`net.ipv4.tcp_keepalive_probes\`: the kernel takes 0 to 255, and the container of \`web\` never starts.`,
  );
  expect(lint('stack-sysctl-value', sysctls(600, 30, probes))).toEqual([]);
});

test('an interval without a time leaves the first probe at 2 h', () => {
  const text = sysctls(null, 30, 3);
  const { message, at, finding } = lintOne(RULE, text);
  expect(message).toBe(
    '`net.ipv4.tcp_keepalive_intvl` says how to go on after the first probe, and the first probe comes after 2 h: `net.ipv4.tcp_keepalive_time` is not set. Docker Swarm (IPVS) forgets a connection after 900 s.',
  );
  expect(at).toBe('net.ipv4.tcp_keepalive_intvl');
  const output = apply(text, finding.suggestions[0]);
  expect(output).toContain('net.ipv4.tcp_keepalive_time: 600');
  expect(lint(RULE, output)).toEqual([]);
});

test('a dead peer that is noticed after more than an hour', () => {
  const text = sysctls(600, 600, 9);
  const { message, finding } = lintOne(RULE, text);
  expect(message).toBe('A dead peer is noticed only 90 min after the first probe: 9 probes, one every 10 min.');
  expect(lint(RULE, apply(text, finding.suggestions[0]))).toEqual([]);
});

test('or because of a great many probes', () => {
  expect(lintOne(RULE, sysctls(600, null, 255))).toMatchObject({ messageId: 'slow', at: '255' });
});

describe('silence', () => {
  test.each([
    ['a default that nobody wrote', web('sysctls:\n  net.ipv4.tcp_keepalive_time: 7200')],
    ['a value that is unknown', sysctls(600, 30, '${PROBES}')],
    [
      'an empty time, which stack-sysctl-value reports',
      sysctls(null, 30, 3).replace('sysctls:', "sysctls:\n      net.ipv4.tcp_keepalive_time: ''"),
    ],
  ])('%s', (_name, text) => {
    expect(lint(RULE, text)).toEqual([]);
  });
});

test.each([
  ['is on the host network', 'networks: [h]\nsysctls:\n  net.ipv4.tcp_keepalive_probes: 0'],
  [
    'has a time that a variable decides',
    'sysctls:\n  net.ipv4.tcp_keepalive_time: ${V}\n  net.ipv4.tcp_keepalive_probes: 0',
  ],
  [
    'has probes that are no number',
    'sysctls:\n  net.ipv4.tcp_keepalive_time: 600\n  net.ipv4.tcp_keepalive_probes: abc',
  ],
])('a service that %s is left to other rules', (_, lines) => {
  expect(lint('stack-keepalive-probes', `${web(lines)}networks:\n  h:\n    external: true\n    name: host\n`)).toEqual(
    [],
  );
});

test('a value of an anchor is not replaced where it is used', () => {
  const text = `x-probes: &probes 0\n${sysctls(600, 30, '*probes')}`;
  const { at, finding } = lintOne(RULE, text);
  expect([at, finding.suggestions]).toEqual(['*probes', []]);
});
