import { describe, expect, test } from 'vitest';
import { lint, lintOne, web } from './lint.js';

const RULE = 'stack-merge-loss';
const TIME = 'net.ipv4.tcp_keepalive_time';

describe('an anchor', () => {
  const withAnchor = (anchor: string, own: string): string =>
    `x-common: &common\n${anchor.replace(/^(?=.)/gm, '  ')}\n${web(`<<: *common\n${own}`)}`;

  test('loses its keepalive to sysctls of the service', () => {
    const text = withAnchor(`sysctls:\n  ${TIME}: 600`, 'sysctls:\n  net.core.somaxconn: 1024');
    const { message, at, line, finding } = lintOne(RULE, text);
    expect(message).toBe(
      '`sysctls` of `web` replaces that of the anchor as a whole, since `<<` merges the first level only, and loses `net.ipv4.tcp_keepalive_time`.',
    );
    expect({ at, line }).toEqual({ at: 'sysctls', line: 8 });
    expect(finding.related.map((span) => text.slice(span.start, span.end))).toEqual(['sysctls']);
    expect(finding.related[0]?.start).toBe(text.indexOf('sysctls'));
  });

  test('in list form too', () => {
    const text = withAnchor(`sysctls:\n  - ${TIME}=600`, 'sysctls:\n  - net.core.somaxconn=1024');
    expect(lintOne(RULE, text).finding.data).toEqual({ service: 'web', lost: `\`${TIME}\`` });
  });

  test('loses its endpoint mode to deploy of the service', () => {
    const text = withAnchor('deploy:\n  endpoint_mode: dnsrr', 'deploy:\n  replicas: 2');
    expect(lintOne(RULE, text).message).toBe(
      '`deploy` of `web` replaces that of the anchor as a whole, since `<<` merges the first level only: its `endpoint_mode` is lost, and the service is behind a virtual IP.',
    );
  });

  test.each([
    ['the service has it again', `sysctls:\n  ${TIME}: 600`, `sysctls:\n  ${TIME}: 300`],
    ['the anchor had none', 'sysctls:\n  net.core.somaxconn: 1', 'sysctls:\n  net.core.somaxconn: 2'],
    ['the service has none of its own', `sysctls:\n  ${TIME}: 600`, 'hostname: a'],
    ['a label has the name of the endpoint mode', 'labels: [endpoint_mode]', 'labels: [a]'],
    ['the endpoint mode is repeated', 'deploy:\n  endpoint_mode: dnsrr', 'deploy:\n  endpoint_mode: vip'],
  ])('is fine when %s', (_name, anchor, own) => {
    expect(lint(RULE, withAnchor(anchor, own))).toEqual([]);
  });

  test('that is merged one level deeper keeps everything', () => {
    const text = `x-ka: &ka\n  ${TIME}: 600\n${web('sysctls:\n  <<: *ka\n  net.core.somaxconn: 1')}`;
    expect(lint(RULE, text)).toEqual([]);
  });
});

describe('a second file', () => {
  const base = web('networks: [a]\nports: ["53:53/tcp"]');

  test('that mentions a network takes its options away', () => {
    const files = {
      'a.yml': `${base}networks:\n  a:\n    attachable: true\n    driver_opts: {encrypted: ""}\n`,
      'b.yml': `${web('networks: [a]')}networks:\n  a: {}\n`,
    };
    const { message, at, finding } = lintOne(RULE, files);
    expect(message).toBe(
      'Mentioning the network `a` again replaces it as a whole, and loses `attachable` and `driver_opts.encrypted` of the earlier file.',
    );
    expect(at).toBe('a');
    expect(finding.file).toBe('b.yml');
    expect(finding.related).toMatchObject([{ file: 'a.yml', label: 'the earlier file' }]);
  });

  test.each([
    ['external: true', 'attachable: true', '`external`'],
    ['{external: true, name: shared}', 'internal: true', '`external` and `name`'],
    ['{name: shared}', 'internal: true', '`name`'],
    ['{name: a}', 'internal: true', '`name`'],
  ])('of a network that is %s, with %s, loses %s', (first, second, lost) => {
    const network = (options: string): string => `networks:\n  a: ${options.replace(/^[^{].*/, '{$&}')}\n`;
    const files = { 'a.yml': web('networks: [a]') + network(first), 'b.yml': network(second) };
    expect(lintOne(RULE, files).message).toContain(`loses ${lost} of`);
  });

  test('with the same port and no protocol, which is tcp', () => {
    const files = { 'a.yml': web('ports: [{target: 53, published: 53}]'), 'b.yml': web('ports: ["53:53/udp"]') };
    expect(lintOne(RULE, files).message).toContain('Port 53/tcp of `web` is lost');
  });

  test('with the same port in another protocol takes the first one away', () => {
    const files = {
      'a.yml': `${base}networks: {a: {}}\n`,
      'b.yml': web('ports: ["53:53/udp"]'),
    };
    expect(lintOne(RULE, files)).toMatchObject({
      message:
        'Port 53/tcp of `web` is lost: Docker merges the ports of two files by their published number alone, and another port has the same.',
      at: '"53:53/tcp"',
      finding: { file: 'a.yml' },
    });
  });

  test('takes one away among others', () => {
    const files = { 'a.yml': web('ports: ["80:80", "53:53/tcp"]'), 'b.yml': web('ports: ["53:53/udp"]') };
    expect(lintOne(RULE, files)).toMatchObject({ at: '"53:53/tcp"' });
  });

  test('takes an unpublished port away, even if its number is published', () => {
    const files = { 'a.yml': web('ports: ["80"]'), 'b.yml': web('ports: ["443", "8080:80"]') };
    expect(lintOne(RULE, files)).toMatchObject({ at: '"80"' });
  });

  test('leaves one of all unpublished ports', () => {
    const files = { 'a.yml': web('ports: ["80"]'), 'b.yml': web('ports: ["443"]') };
    expect(lintOne(RULE, files).message).toBe(
      'Port 80/tcp of `web` is lost: Docker merges the ports of two files by their published number, and all that have none become one.',
    );
  });

  test.each([
    ['another target for the same port', web('ports: ["8080:80"]'), web('ports: ["8080:81"]')],
    ['another port', web('ports: ["80:80"]'), web('ports: ["443:443"]')],
    ['the same name', `${web('')}networks: {a: {name: shared}}\n`, 'networks: {a: {name: shared}}\n'],
    [
      'the same options',
      `${web('')}networks: {a: {driver_opts: {encrypted: ""}}}\n`,
      'networks: {a: {driver_opts: {encrypted: ""}}}\n',
    ],
    ['one port of two', web('ports: ["80:80", "443:443"]'), web('ports: ["80:80"]')],
    ['options of its own', `${web('networks: [a]')}networks: {a: {}}\n`, 'networks: {a: {attachable: true}}\n'],
    ['another network', `${web('networks: [a]')}networks: {a: {attachable: true}}\n`, 'networks: {b: {}}\n'],
    ['no network', `${web('')}networks: {default: {attachable: true}}\n`, web('hostname: a')],
    ['a service of its own', web('ports: ["80"]'), 'services:\n  api:\n    image: b\n'],
  ])('with %s is fine', (_name, first, second) => {
    expect(lint(RULE, { 'a.yml': first, 'b.yml': second })).toEqual([]);
  });
});
