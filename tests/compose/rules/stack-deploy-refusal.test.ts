import { describe, expect, test } from 'vitest';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-deploy-refusal';

describe('the client stops at', () => {
  test('a service without an image', () => {
    expect(lintOne(RULE, 'services:\n  web:\n    hostname: a\n')).toMatchObject({
      message: 'Service `web` has no `image`: `docker stack config` accepts that and `docker stack deploy` stops.',
      at: 'web',
      finding: { help: 'When this file only adds to another one, lint them together: -c FIRST -c THIS.' },
    });
  });

  test('a network that is not declared, with a name that is', () => {
    const text = `${web('networks: [bakend]')}networks: {backend: {}}\n`;
    const { message, at, finding } = lintOne(RULE, text);
    expect(message).toBe(
      'Service `web` uses the network `bakend`, which is not declared under `networks` at the top level: `docker stack deploy` stops.',
    );
    expect(at).toBe('bakend');
    expect(finding.help).toBe('Did you mean `backend`?');
    expect(lint(RULE, apply(text, finding.suggestions[0]))).toEqual([]);
  });

  test.each([
    ['deploy: {mode: Global}', 'unknownMode'],
    ['deploy: {mode: global, replicas: 2}', 'replicasWithGlobal'],
    ['secrets: [a]', 'undefinedName'],
    ['volumes: ["data:/x"]', 'undefinedName'],
    ['restart: sometimes', 'badRestart'],
  ])('%s', (lines, messageId) => {
    expect(lintOne(RULE, web(lines)).messageId).toBe(messageId);
  });

  test('nothing that comes from a variable of the deployment', () => {
    expect(lint(RULE, 'services:\n  web:\n    image: ${IMAGE}\n')).toEqual([]);
  });
});

describe('the engine refuses', () => {
  test('an endpoint mode that it does not know', () => {
    const text = web('deploy:\n  endpoint_mode: dns');
    const { message, at, finding } = lintOne(RULE, text);
    expect(message).toBe(
      '`dns` is no endpoint mode: the client accepts it, and the engine refuses the service `web`. Possible are `vip` and `dnsrr`.',
    );
    expect(at).toBe('dns');
    expect(apply(text, finding.suggestions[0])).toBe(text.replace(': dns', ': dnsrr'));
  });

  test.each(['vip', 'VIP', 'dnsrr', 'DNSRR', '""', '${MODE}'])('not the endpoint mode %s', (mode) => {
    expect(lint(RULE, web(`deploy:\n  endpoint_mode: ${mode}`))).toEqual([]);
  });

  test.each(['"80:80"', '80', '{target: 80}', '{target: 80, mode: hosts}'])(
    'dnsrr with the ingress port %s',
    (port) => {
      const { message, finding } = lintOne(RULE, web(`ports:\n  - ${port}\ndeploy:\n  endpoint_mode: dnsrr`));
      expect(message).toBe(
        'Port 80 of `web` goes through the ingress network, which needs the virtual IP that `dnsrr` takes away: the engine refuses the service.',
      );
      expect(finding.related).toMatchObject([{ label: 'the endpoint mode' }]);
    },
  );

  test('not dnsrr with a port of the node', () => {
    expect(lint(RULE, web('ports: [{target: 80, mode: host}]\ndeploy: {endpoint_mode: dnsrr}'))).toEqual([]);
  });

  test('every service on a network of one node, said once', () => {
    const { message, at } = lintOne(RULE, `${web('networks: [a]')}networks:\n  a:\n    driver: bridge\n`);
    expect(message).toBe(
      'The network `a` has the driver `bridge` and so exists on one node only: the engine refuses `web`, since a service can only join a network of the whole swarm.',
    );
    expect(at).toBe('a');
  });

  test.each([
    ['that no service joins', `${web('')}networks:\n  a:\n    driver: bridge\n`],
    ['that is the one of the node', `${web('networks: [host]')}networks:\n  host:\n    external: true\n`],
    ['without a name of its own', `${web('networks: [a]')}networks:\n  a: {}\n`],
  ])('not a network %s', (_, text) => {
    expect(lint(RULE, text)).toEqual([]);
  });

  test('of two services only the one on a network of one node', () => {
    const text = `${web('networks: [a]')}  api:\n    image: b\nnetworks:\n  a:\n    driver: bridge\n`;
    expect(lintOne(RULE, text).message).toContain('the engine refuses `web`, since');
  });

  test('a network with the name of one that every node has', () => {
    expect(lintOne(RULE, `${web('networks: [a]')}networks:\n  a:\n    name: host\n`).message).toBe(
      'The name `host` belongs to a network that every node has: the engine refuses to create `a`. To use that network, add `external: true`.',
    );
  });

  test.each([
    ['deploy: {restart_policy: {condition: always}}', 'always', 'restart_policy.condition', ['any']],
    ['deploy: {restart_policy: {condition: sometimes}}', 'sometimes', 'restart_policy.condition', []],
    ['deploy: {update_config: {failure_action: always}}', 'always', 'failure_action', []],
  ])('a word that is none of its own: %s', (lines, at, property, offered) => {
    const { messageId, at: place, finding } = lintOne(RULE, web(lines));
    expect([messageId, place, finding.data['property']]).toEqual(['unknownWord', at, property]);
    expect(finding.suggestions.map(({ data }) => data['name'])).toEqual(offered);
  });

  test.each(['any', 'none', 'on-failure', 'on_failure', 'ANY'])('not the restart condition %s', (word) => {
    expect(lint(RULE, web(`deploy: {restart_policy: {condition: ${word}}}`))).toEqual([]);
  });
});

test('what is missing because Docker rejects what stands there is not said twice', () => {
  const text = `${web('configs: [c]')}configs:\n  c:\n    content: hi\n`;
  expect(lint(RULE, text)).toEqual([]);
  expect(lint('stack-schema', text)).toHaveLength(1);
});

test('an endpoint mode that is far from both is offered both', () => {
  expect(lint('stack-deploy-refusal', web('deploy:\n  endpoint_mode: zzzzz'))).toMatchObject([
    {
      message:
        '`zzzzz` is no endpoint mode: the client accepts it, and the engine refuses the service `web`. Possible are `vip` and `dnsrr`.',
      finding: { suggestions: [{}, {}] },
    },
  ]);
});

test('two secrets at one place are refused', () => {
  const text =
    'services:\n  web:\n    image: nginx\n    secrets: [{source: s, target: key}, {source: t, target: key}]\nsecrets: {s: {external: true}, t: {external: true}}\n';
  const { message, finding } = lintOne('stack-deploy-refusal', text);
  expect(message).toBe(
    'Service `web` mounts two secrets as `key`, and `docker stack deploy` refuses it. Give `t` a `target` of its own.',
  );
  expect(finding.related.map(({ start, label }) => [text.slice(start, start + 1), label])).toEqual([
    ['s', 'the first'],
  ]);
});

test.each([
  ['virtual-ip', 'vip'],
  ['v.i.p', 'vip'],
  ['dns-rr', 'dnsrr'],
  ['round-robin', 'dnsrr'],
])('the endpoint mode %s was meant to be %s', (mode, meant) => {
  const text = web(`deploy:\n  endpoint_mode: ${mode}`);
  const { finding } = lintOne(RULE, text);
  expect(finding.suggestions.map((remedy) => apply(text, remedy))).toEqual([text.replace(mode, meant)]);
});

test('a word of an anchor is not replaced where it is used', () => {
  const text = `x-condition: &always always\n${web('deploy: {restart_policy: {condition: *always}}')}`;
  const { at, finding } = lintOne(RULE, text);
  expect([at, finding.suggestions]).toEqual(['*always', []]);
});

test('an endpoint mode of an anchor is not replaced where it is used', () => {
  const text = `x-mode: &mode dns\n${web('deploy:\n  endpoint_mode: *mode')}`;
  const { at, finding } = lintOne(RULE, text);
  expect([at, finding.suggestions]).toEqual(['*mode', []]);
});

test.each(['pause', 'continue', 'rollback', '""', '"${ACTION}"'])('not the failure action %s', (action) => {
  expect(lint(RULE, web(`deploy: {rollback_config: {failure_action: ${action}}}`))).toEqual([]);
});
