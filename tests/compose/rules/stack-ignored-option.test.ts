import { describe, expect, test } from 'vitest';
import { judgeStack } from '../../../src/compose/engine.js';
import { readStack } from '../../../src/compose/read-stack.js';
import { lint, lintOne, web } from './lint.js';

const RULE = 'stack-ignored-option';

describe('an ignored property', () => {
  test('is named at its key, with what to write instead', () => {
    expect(lintOne(RULE, web('links: [db]'))).toMatchObject({
      message: '`links` is ignored by `docker stack deploy`. Services on a common network find each other by name.',
      at: 'links',
      line: 4,
    });
  });

  test('is named once per file, with the other services beside it', () => {
    const text = `${web('container_name: a')}  api:\n    image: b\n    container_name: b\n`;
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe(
      '`container_name` is ignored by `docker stack deploy`, here and in 1 more service. Swarm names the containers itself.',
    );
    expect(finding.related).toMatchObject([{ label: 'service api' }]);
  });

  test.each([
    ['always', 'Swarm restarts tasks by itself; `deploy.restart_policy` says when.'],
    ['"no"', 'Swarm restarts the task all the same: write `deploy.restart_policy.condition: none`.'],
    ['false', 'Swarm restarts the task all the same: write `deploy.restart_policy.condition: none`.'],
    ['on-failure:3', 'Write `deploy.restart_policy.condition: on-failure`.'],
  ])('restart: %s', (policy, instead) => {
    expect(lintOne(RULE, web(`restart: ${policy}`)).message).toBe(
      `\`restart\` is ignored by \`docker stack deploy\`. ${instead}`,
    );
  });

  test('pid has nothing that stands for it', () => {
    expect(lintOne(RULE, web('pid: host')).message).toBe(
      '`pid` is ignored by `docker stack deploy`. Swarm has no such setting.',
    );
  });

  test('network_mode: host says what the author did not get', () => {
    expect(lintOne(RULE, web('network_mode: host')).message).toBe(
      '`network_mode: host` is ignored by `docker stack deploy`: `web` joins an overlay network and stays behind its virtual IP, where Docker Swarm (IPVS) forgets an idle connection after 15 min.',
    );
  });
});

describe('a port', () => {
  test('with a mode that nobody knows is an ingress port', () => {
    expect(lintOne(RULE, web('ports:\n  - {target: 80, published: 8080, mode: hosts}')).message).toBe(
      '`hosts` is no mode of a port, and the engine takes `ingress` without a word: connections to port 8080 of `web` pass the ingress network.',
    );
  });

  test.each(['host', 'HOST', 'ingress', '""'])('with mode %s is fine', (mode) => {
    expect(lint(RULE, web(`ports:\n  - {target: 80, mode: ${mode}}`))).toEqual([]);
  });

  test('is open on every address', () => {
    expect(lintOne(RULE, web('ports: ["127.0.0.1:80:80"]')).message).toBe(
      'The address `127.0.0.1` is ignored by `docker stack deploy`: the port is open on every address of every node.',
    );
  });
});

describe('a check that does not check', () => {
  test('has a hyphen in its message', () => {
    expect(lintOne(RULE, web('environment:\n  PASSWORD: ${PASSWORD:?must-be-set}'))).toMatchObject({
      message:
        '`${PASSWORD:?must-be-set}` checks nothing: Docker takes the first hyphen of the message for an operator, never uses the variable and puts the text after the hyphen here.',
      at: '${PASSWORD:?must-be-set}',
    });
  });

  test('is said once for a command line of many words', () => {
    expect(lintOne(RULE, web('command: run ${PASSWORD:?must-be-set} now')).messageId).toBe('lostCheck');
  });

  test('is followed by another variable', () => {
    expect(lintOne(RULE, web('environment:\n  URL: postgres://u:${PW:?set it}@${HOST:-db}/x'))).toMatchObject({
      messageId: 'forgottenCheck',
      at: '${PW:?set it}',
    });
  });

  test.each(['${PW:?must be set}', 'a${HOST:-db}b${PW:?must be set}', '${HOST:-a-b}'])('%s is none', (value) => {
    expect(lint(RULE, web(`environment:\n  URL: ${value}`))).toEqual([]);
  });
});

test('a hyphen after a variable without braces starts a default', () => {
  expect(lintOne(RULE, web('environment:\n  URL: http://$HOST-db:5432/x')).message).toBe(
    '`$HOST-db:5432/x` is the variable `HOST` with a default for Docker: when `HOST` is set, the rest is ignored. Write `${HOST}` and put the text after it.',
  );
});

test('a second document is not read', () => {
  expect(lintOne(RULE, `${web('')}---\nservices: {}\n`).message).toBe(
    'Docker reads the first YAML document of a file only: everything from here on is ignored.',
  );
});

test('an address of its own in a network is ignored', () => {
  const text = `${web('networks:\n  a:\n    ipv4_address: 10.0.0.2')}networks:\n  a: {}\n`;
  expect(lint('stack-ignored-option', text)).toMatchObject([
    {
      message: '`ipv4_address` is ignored by `docker stack deploy`: a task gets any free address of the network.',
      at: 'ipv4_address',
    },
  ]);
});

test('the old way to name an external network is shown with the new one', () => {
  const text = `${web('')}networks:\n  a:\n    external:\n      name: b\n`;
  expect(lint('stack-ignored-option', text)).toMatchObject([
    { message: '`external.name` of a network is deprecated. Write `external: true` and `name`.', at: 'b' },
  ]);
});

describe('`allow`', () => {
  const text = web('container_name: web\nrestart: always\nnetwork_mode: host');
  const propertiesIn = (allow: readonly string[]): string[] =>
    lint(RULE, text, { ruleOptions: { [RULE]: { allow } } }).map(({ at }) => at);

  test('lets properties stand that the file has for `docker compose`', () => {
    expect(propertiesIn([])).toEqual(['container_name', 'restart', 'network_mode']);
    expect(propertiesIn(['container_name', 'restart'])).toEqual(['network_mode']);
    expect(propertiesIn(['network_mode'])).toEqual(['container_name', 'restart']);
  });
});

test('what stands behind the end of the document is one finding, at its first line', () => {
  const text = '  services: {web: {image: nginx}}\nnetworks: {}\n';
  expect(lintOne(RULE, text)).toMatchObject({
    message:
      'Docker stops reading here without an error, since this is no part of the mapping above: it is indented less, or stands behind its end. Everything from here on is ignored.',
    at: 'networks: {}',
  });
});

test.each([
  ['A=1\n', '`A` is'],
  ['A=1\nB=2\n', '`A` and `B` are'],
])('the variables of a .env file that nobody reads: %j', (dotEnv, what) => {
  const content = web('environment: {A: "${A}", B: "${B}"}');
  const stack = readStack([{ name: 'stack.yml', content }], {
    readFile: (path) => (path.endsWith('.env') ? dotEnv : null),
  });
  expect(judgeStack(stack, { rules: [RULE] }).map(({ message }) => message)).toEqual([
    `The file \`.env\` is not read by \`docker stack deploy\`, unlike \`docker compose\`: ${what} empty here unless exported first.`,
  ]);
});

test.each([
  ['hostname: $HOST-db', ['hostname']],
  ['environment: {DB: "$HOST-db"}', ['environment', 'DB']],
  ['healthcheck: {test: "$HOST-db"}', ['healthcheck']],
  ['entrypoint: ["$HOST-db"]', ['entrypoint']],
  ['command: ["$HOST-db"]', ['command']],
  ['labels: {host: "$HOST-db"}', ['labels', 'host']],
  ['deploy: {labels: {host: "$HOST-db"}}', ['deploy', 'labels', 'host']],
])('a default without braces in %s', (lines, path) => {
  const { message, finding } = lintOne(RULE, web(lines));
  expect(message).toBe(
    '`$HOST-db` is the variable `HOST` with a default for Docker: when `HOST` is set, the rest is ignored. Write `${HOST}` and put the text after it.',
  );
  expect(finding.path).toEqual(['services', 'web', ...path]);
});

test('two more services with the same property are counted', () => {
  const text = `${web('tmpfs: /a')}  b: {image: b, tmpfs: /b}\n  c: {image: c, tmpfs: /c}\n`;
  expect(lintOne(RULE, text).message).toContain('`docker stack deploy`, here and in 2 more services.');
});

test('a port without a number of its own is called by the number inside', () => {
  expect(lintOne(RULE, web('ports: [{target: 80, mode: node}]')).message).toContain('connections to port 80 of `web`');
});
