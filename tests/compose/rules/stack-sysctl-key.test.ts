import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-sysctl-key';

const sysctls = (...lines: string[]): string => web(['sysctls:', ...lines.map((line) => `  ${line}`)].join('\n'));

describe('a key of a container', () => {
  test.each([
    'net.ipv4.tcp_keepalive_time: 600',
    'net/ipv4/tcp_keepalive_time: 600',
    '- net.ipv4.tcp_keepalive_intvl=30',
    'net.core.somaxconn: 1024',
    'net.ipv6.conf.all.disable_ipv6: 1',
    'net/ipv4/conf/eth0.1/rp_filter: 1',
    'kernel.shmmax: 1',
    'fs.mqueue.msg_max: 1',
  ])('%s is right', (line) => {
    expect(lint(RULE, sysctls(line))).toEqual([]);
  });
});

describe('a misspelt key', () => {
  test.each([
    ['net.ipv4.tcp_keepalives_time', 'net.ipv4.tcp_keepalive_time'],
    ['net.ipv4.tcp_keepalive_idle', 'net.ipv4.tcp_keepalive_time'],
    ['net.ipv4.tcp_keepalive_interval', 'net.ipv4.tcp_keepalive_intvl'],
    ['net.ipv4.tcp_keepalive_probe', 'net.ipv4.tcp_keepalive_probes'],
    ['net.ipv4.tcp_keepalive_count', 'net.ipv4.tcp_keepalive_probes'],
    ['net.ipv6.tcp_keepalive_time', 'net.ipv4.tcp_keepalive_time'],
    ['NET.IPV4.TCP_KEEPALIVE_TIME', 'net.ipv4.tcp_keepalive_time'],
    ['NET.CORE.SOMAXCONN', 'net.core.somaxconn'],
  ])('%s was meant to be %s, and is fixed to it', (key, meant) => {
    for (const text of [sysctls(`${key}: 600`), sysctls(`- ${key}=600`)]) {
      const { message, at, finding } = lintOne(RULE, text);
      expect(message).toBe(
        `There is no sysctl \`${key}\`: the container of \`web\` never starts. Probably \`${meant}\` is meant.`,
      );
      expect(at).toContain(key);
      expect(apply(text, finding.fix)).toBe(text.replace(key, meant));
    }
  });

  test('with an anchor of its own is not renamed', () => {
    const { messageId, finding } = lintOne(RULE, sysctls('&key net.ipv4.tcp_keepalive_idle: 600'));
    expect([messageId, finding.fix]).toEqual(['misspelt', undefined]);
  });

  test('is not renamed over one that is there', () => {
    const text = sysctls('net.ipv4.tcp_keepalive_time: 600', 'net.ipv4.tcp_keepalive_idle: 600');
    expect(lintOne(RULE, text).finding.fix).toBeUndefined();
  });
});

describe('a malformed entry', () => {
  test.each([
    ['- net.ipv4.tcp_keepalive_time = 600', 'net.ipv4.tcp_keepalive_time '],
    ['- net.ipv4.tcp_keepalive_time:600', 'net.ipv4.tcp_keepalive_time:600'],
    ['- "net.ipv4.tcp_keepalive_time: 600"', 'net.ipv4.tcp_keepalive_time: 600'],
  ])('%s has another key than it seems, and is fixed', (line, key) => {
    const text = sysctls(line);
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe(
      `\`${key}\` is read as the whole key: no sysctl has that name, and the container of \`web\` never starts.`,
    );
    const output = apply(text, finding.fix);
    expect(output).toContain('net.ipv4.tcp_keepalive_time=600');
    expect(lint(RULE, output)).toEqual([]);
    expect(lint('stack-sysctl-value', text)).toEqual([]);
  });

  test('of a map, too', () => {
    const text = sysctls('"net.ipv4.tcp_keepalive_time ": 600');
    expect(apply(text, lintOne(RULE, text).finding.fix)).toContain('net.ipv4.tcp_keepalive_time": 600');
  });

  test.each(['- "net ipv4"', '- "tcp keepalive=600"', '"tcp keepalive": 600'])(
    '%s that stands for nothing known is not fixed',
    (line) => {
      const { messageId, finding } = lintOne(RULE, sysctls(line));
      expect([messageId, finding.fix, finding.help]).toEqual(['malformed', undefined, undefined]);
    },
  );

  test('with nothing behind its colon is not fixed, but told how', () => {
    const { finding } = lintOne(RULE, sysctls('- "net.ipv4.tcp_keepalive_time:"'));
    expect([finding.fix, finding.help]).toEqual([
      undefined,
      'Write `net.ipv4.tcp_keepalive_time=VALUE` without blanks, quotes or a colon.',
    ]);
  });

  test('without a key', () => {
    expect(lintOne(RULE, sysctls('- "=600"')).message).toBe(
      'There is no key before the `=`: runc refuses the entry, and the container of `web` never starts.',
    );
  });
});

describe('a key that a container does not have', () => {
  test('belongs to the machine', () => {
    expect(lintOne(RULE, sysctls('vm.max_map_count: 262144')).message).toBe(
      '`vm.max_map_count` belongs to the machine, not to a container: runc refuses it, and the container of `web` never starts.',
    );
  });

  test('is missing there', () => {
    expect(lintOne(RULE, sysctls('- net.core.netdev_max_backlog=5000')).message).toBe(
      '`net.core.netdev_max_backlog` does not exist in a container (it belongs to the node): the container of `web` never starts.',
    );
  });

  test.each([
    ['net.ipv4.vs.conn_reuse_mode', 'IPVS runs in a network namespace of the node'],
    ['net.netfilter.nf_conntrack_tcp_timeout_established', 'connection tracking of Swarm traffic happens'],
  ])('%s acts where no connection of the service is', (key, why) => {
    const { messageId, message } = lintOne(RULE, sysctls(`${key}: 1`));
    expect(messageId).toBe('elsewhere');
    expect(message).toContain(why);
  });

  test('cannot be set on the network of the node', () => {
    const text = `${web('networks: [host]\nsysctls:\n  net.ipv4.tcp_keepalive_time: 600')}networks:\n  host:\n    external: true\n`;
    expect(lintOne(RULE, text).message).toBe(
      '`net.ipv4.tcp_keepalive_time` cannot be set here: `web` is on the network of the node, where runc refuses every `net.*` sysctl, and its container never starts.',
    );
  });

  test('is not removed from an anchor that others may use', () => {
    const text = `x-sysctls: &sysctls\n  vm.swappiness: 1\n${web('sysctls: *sysctls')}`;
    expect(lintOne(RULE, text).finding.suggestions).toEqual([]);
  });

  test('can be removed, when it is not the only one', () => {
    const text = sysctls('- net.core.somaxconn=1024', '- vm.swappiness=1');
    expect(apply(text, lintOne(RULE, text).finding.suggestions[0])).toBe(sysctls('- net.core.somaxconn=1024'));
  });
});

describe('a key that is there twice', () => {
  test('in one list: the last one counts', () => {
    const { message, line, finding } = lintOne(
      RULE,
      sysctls('- net.ipv4.tcp_keepalive_time=600', '- net.ipv4.tcp_keepalive_time=7200'),
    );
    expect(message).toBe('`net.ipv4.tcp_keepalive_time` is set twice: only the last value counts, `7200`.');
    expect(line).toBe(5);
    expect(finding.related).toMatchObject([{ label: 'this one counts' }]);
  });

  test('in two spellings: either may win', () => {
    const text = sysctls('net.ipv4.tcp_keepalive_time: 600', 'net/ipv4/tcp_keepalive_time: 300');
    expect(lintOne(RULE, text)).toMatchObject({ messageId: 'twoSpellings', at: 'net/ipv4/tcp_keepalive_time' });
  });
});
