import { describe, expect, test } from 'vitest';
import { readStack } from '../../../src/compose/read-stack.js';

function check(content: string) {
  const { problems } = readStack([{ name: 'stack.yml', content }]);
  return problems.filter(({ stage }) => stage === 'schema');
}

describe('one mistake is one problem', () => {
  test.each([
    ['ports: [{target: 80, name: x}]', 'Additional property name is not allowed'],
    ['ports: ["80:x"]', "Does not match format 'ports'"],
    ['ports: [80, 80]', 'array items[0,1] must be unique'],
    ['ports: [[80]]', 'must be a number'],
    ['sysctls: 5', 'must be a mapping'],
    ['sysctls: [5]', 'must be a string'],
    ['sysctls: {a: [5]}', 'must be a string, number or null'],
    ['secrets: [{source: a, mode: "0440"}]', 'must be a number'],
    ['deploy: {replicas: two}', 'must be a integer'],
    ['deploy: {update_config: {order: start-frist}}', 'must be one of the following: "start-first", "stop-first"'],
    ['healthcheck: {interval: "10"}', "Does not match format 'duration'"],
    ['ulimits: {nofile: {soft: 1}}', 'hard is required'],
    ['volumes: [{type: tmpfs, tmpfs: {size: -1}}]', 'Must be greater than or equal to 0'],
    ['depends_on: {db: {condition: x}}', 'must be a list'],
    ['deploy: {replicas: .inf}', 'json: unsupported value: +Inf'],
    ['deploy: {update_config: {order: [start-first]}}', 'must be a string'],
    ['ports: [{target: 80}, {target: 80}]', 'array items[0,1] must be unique'],
    ['hostname: [2024-01-01]', 'must be a string'],
    ['deploy: {when: 2024-01-01}', 'Additional property when is not allowed'],
  ])('%s', (property, docker) => {
    const problems = check(`services:\n  web:\n    image: nginx\n    ${property}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.docker).toContain(docker);
  });

  test('several mistakes are all reported', () => {
    const problems = check('services:\n  web:\n    imagee: a\n    prots: []\n    tty: 5\nnetwroks: {}\n');
    expect(problems.map(({ path }) => path.at(-1)).sort()).toEqual(['imagee', 'netwroks', 'prots', 'tty']);
  });
});

describe('a property has its first version', () => {
  test.each([
    ['3.1', 'deploy: {endpoint_mode: vip}', '3.2'],
    ['3.1', 'configs: [a]', '3.3'],
    ['3.3', 'deploy: {update_config: {order: start-first}}', '3.4'],
    ['3.6', 'init: true', '3.7'],
    ['3.6', 'x-a: 1', '3.7'],
    ['3.7', 'deploy: {placement: {max_replicas_per_node: 1}}', '3.8'],
    ['3.11', 'healthcheck: {start_interval: 1s}', '3.12'],
    ['3.12', 'oom_score_adj: 5', '3.13'],
  ])('%s does not know %s, %s does', (before, property, since) => {
    const write = (version: string) => `version: "${version}"\nservices:\n  web:\n    image: nginx\n    ${property}\n`;
    expect(check(write(before))).toMatchObject([{ code: 'additional-property', data: { since, version: before } }]);
    expect(check(write(since))).toEqual([]);
  });

  test('and before it, what is wrong inside of it does not matter', () => {
    const content = 'version: "3.1"\nservices:\n  web:\n    image: nginx\n    configs: [{source: 5}]\n';
    expect(check(content).map(({ docker }) => docker)).toEqual([
      'services.web Additional property configs is not allowed',
    ]);
  });
});

describe('a wrong name', () => {
  test.each([
    ['    comand: a', ['command']],
    ['    Sysctls: {}', ['sysctls']],
    ['    dependsOn: []', ['depends_on']],
    ['    zzz: a', []],
  ])('%s: the nearest known ones are suggested', (line, suggestions) => {
    expect(check(`services:\n  web:\n    image: a\n${line}\n`)).toMatchObject([{ data: { suggestions } }]);
  });

  test('one that belongs elsewhere says where', () => {
    expect(check('services: {}\nsysctls: {}\n')).toMatchObject([{ data: { homes: ['services.*'] } }]);
    expect(check('services:\n  web:\n    image: a\n    endpoint_mode: vip\n')).toMatchObject([
      { data: { homes: ['services.*.deploy'] } },
    ]);
  });

  test('one of docker compose says what a stack file has instead', () => {
    expect(check('name: x\nservices: {}\n')[0]?.data['instead']).toContain('docker stack deploy');
    expect(check('services:\n  web:\n    image: a\n    scale: 2\n')).toMatchObject([
      { data: { instead: 'deploy.replicas' } },
    ]);
  });
});
