import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-keepalive-time';
const TIME = 'net.ipv4.tcp_keepalive_time';

function withTime(value: string): string {
  return web(`sysctls:\n  ${TIME}: ${value}`);
}

describe('the keepalive time', () => {
  test.each(['1', '300', '600', '840', '859', '0', '0x258'])('%s s protects', (value) => {
    expect(lint(RULE, withTime(value))).toEqual([]);
  });

  test('of 1200 s is too late, at the value', () => {
    const { message, at, line, finding } = lintOne(RULE, withTime('1200'));
    expect(message).toBe(
      '`net.ipv4.tcp_keepalive_time` is 1200 s, which is too late: Docker Swarm (IPVS) forgets a connection after 900 s without a packet, so connections of `web` die in every longer pause.',
    );
    expect({ at, line }).toEqual({ at: '1200', line: 5 });
    expect(finding.window).toEqual({ fromSeconds: 900, toSeconds: 1200 });
    expect(finding.help).toBe('At most 859 s is safe on every kernel.');
  });

  test.each(['900', '7200', '864000', '1e3'])('%s is too late', (value) => {
    expect(lintOne(RULE, withTime(value))).toMatchObject({ messageId: 'tooLong', at: value });
  });

  test('of 870 s loses up to 72 % of the connections', () => {
    expect(lintOne(RULE, withTime('870')).message).toBe(
      '`net.ipv4.tcp_keepalive_time` is 870 s, which is too close to 900 s: Linux timers are coarse, so each pause longer than that kills up to 72 % of the connections of `web` (on a kernel with HZ=300).',
    );
  });

  test.each([
    ['860', '2', '100'],
    ['880', '81', '300'],
    ['899', '99', '300'],
  ])('of %s s loses up to %s %%', (value, loss, hz) => {
    expect(lintOne(RULE, withTime(value)).finding).toMatchObject({ messageId: 'race', data: { loss, hz } });
  });

  test('below zero never comes', () => {
    const { message, finding } = lintOne(RULE, withTime('-600'));
    expect(message).toBe(
      '`net.ipv4.tcp_keepalive_time` is -600, and with a negative time no probe is ever sent: Docker Swarm (IPVS) forgets a connection after 900 s without a packet, so connections of `web` die in every longer pause.',
    );
    expect(finding.window).toEqual({ fromSeconds: 900, toSeconds: Infinity });
  });

  test('of 0 means: after the interval', () => {
    const text = web(`sysctls:\n  ${TIME}: 0\n  net.ipv4.tcp_keepalive_intvl: 1000`);
    expect(lintOne(RULE, text)).toMatchObject({ messageId: 'tooLong', at: '1000' });
  });
});

describe('where it is written', () => {
  test.each([
    [`sysctls:\n  - ${TIME}=1200`, '1200'],
    [`sysctls: ['${TIME}=1200']`, '1200'],
    [`sysctls: {${TIME}: 1200}`, '1200'],
    [`sysctls:\n  ${TIME}: "1200"`, '"1200"'],
    [`sysctls:\n  net/ipv4/tcp_keepalive_time: 1200`, '1200'],
    [`sysctls:\n  - ${TIME}=300\n  - ${TIME}=1200`, '1200'],
  ])('%j', (lines, at) => {
    expect(lintOne(RULE, web(lines)).at).toBe(at);
  });

  test('through an anchor: at the use, with the definition beside it', () => {
    const text = `x-ka: &ka\n  ${TIME}: 1200\n${web('sysctls: *ka')}`;
    const { at, finding } = lintOne(RULE, text);
    expect(at).toBe('*ka');
    expect(finding.related.map(({ start, end }) => text.slice(start, end))).toEqual([`1200`]);
    expect(finding.suggestions).toEqual([]);
  });

  test('through a default of a variable', () => {
    expect(lintOne(RULE, withTime('${KA:-1200}'))).toMatchObject({ messageId: 'tooLong', at: '${KA:-1200}' });
  });

  test('a variable without a default is unknown, and unknown is silent', () => {
    expect(lint(RULE, withTime('${KA}'))).toEqual([]);
  });
});

describe("a server's own option", () => {
  const postgres = (command: string): string => `services:\n  db:\n    image: postgres:17\n    command: ${command}\n`;

  test('of PostgreSQL is judged like the sysctl', () => {
    expect(lintOne(RULE, postgres('[postgres, -c, tcp_keepalives_idle=1200]'))).toMatchObject({
      messageId: 'tooLong',
      at: 'tcp_keepalives_idle=1200',
      finding: { data: { name: 'tcp_keepalives_idle', seconds: '1200' }, suggestions: [] },
    });
  });

  test.each(['postgres -c tcp_keepalives_idle=600', 'postgres -c tcp_keepalives_idle=0', 'postgres -c work_mem=1200'])(
    '%s is fine',
    (command) => {
      expect(lint(RULE, postgres(command))).toEqual([]);
    },
  );

  test('of Redis too', () => {
    const text = 'services:\n  cache:\n    image: redis:7\n    command: redis-server --tcp-keepalive 1000\n';
    expect(lintOne(RULE, text).finding.data).toMatchObject({ name: 'tcp_keepalive', seconds: '1000' });
  });
});

describe('the profile', () => {
  test('that was chosen decides', () => {
    const settings = { profile: 'aws-nlb' } as const;
    expect(lint(RULE, withTime('300'), { settings })).toEqual([]);
    expect(lintOne(RULE, withTime('340'), { settings }).messageId).toBe('raceEstimated');
    expect(lintOne(RULE, withTime('600'), { settings }).messageId).toBe('tooLong');
  });

  test('of a proxy says nothing about TCP, so the stack is judged for Swarm', () => {
    expect(lint(RULE, withTime('600'), { settings: { profile: 'aws-alb' } })).toEqual([]);
  });
});

describe('the suggestion', () => {
  test.each([
    [withTime('1200'), withTime('600')],
    [web(`sysctls:\n  - ${TIME}=870 # why`), web(`sysctls:\n  - ${TIME}=600 # why`)],
    [withTime('"1200"'), withTime('"600"')],
  ])('writes 600 and satisfies the rule: %j', (before, after) => {
    const output = apply(before, lintOne(RULE, before).finding.suggestions[0]);
    expect(output).toBe(after);
    expect(lint(RULE, output)).toEqual([]);
  });
});

test('a service on the network of the node is another rule’s', () => {
  const text = `${web(`networks: [host]\nsysctls:\n  ${TIME}: 1200`)}networks:\n  host:\n    external: true\n`;
  expect(lint(RULE, text)).toEqual([]);
});
