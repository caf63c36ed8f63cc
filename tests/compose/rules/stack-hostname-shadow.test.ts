import { describe, expect, test } from 'vitest';
import { lint, lintOne } from './lint.js';

const RULE = 'stack-hostname-shadow';

function stack(api: string, rest = ''): string {
  const indented = api.replace(/^(?=.)/gm, '    ');
  return `services:\n  web:\n    image: shop/web:1\n${rest}  api:\n    image: shop/api:1\n${indented}\n`;
}

test('the name of the service as its hostname has two addresses', () => {
  expect(lintOne(RULE, stack('hostname: api'))).toMatchObject({
    message:
      '`api` stands for two addresses, the virtual IP of `api` and the address of its task, because the hostname is also the name of the service: some connections pass Docker Swarm (IPVS), which forgets them after 15 min of silence, and some do not.',
    at: 'api',
    line: 6,
  });
});

test('so has an alias on a network that somebody else is on', () => {
  const text = `${stack('hostname: api1\nnetworks:\n  a:\n    aliases: [api1]', '    networks: [a]\n')}networks: {a: {}}\n`;
  expect(lintOne(RULE, text).message).toContain('because the hostname is also its alias on the network `a`');
});

describe('silence', () => {
  test.each([
    ['another name', stack('hostname: api-1')],
    ['dnsrr', stack('hostname: api\ndeploy:\n  endpoint_mode: dnsrr')],
    ['nobody else there', 'services:\n  api:\n    image: x\n    hostname: api\n'],
    ['kept alive by its sysctl', stack('hostname: api\nsysctls:\n  net.ipv4.tcp_keepalive_time: 600')],
    ['kept alive by itself', stack('hostname: api').replace('shop/api:1', 'rabbitmq:3')],
  ])('%s', (_name, text) => {
    expect(lint(RULE, text)).toEqual([]);
  });
});
