import { describe, expect, test } from 'vitest';
import { judgeStack } from '../../../src/compose/engine.js';
import { readStack } from '../../../src/compose/read-stack.js';
import { apply, lint, lintOne, web } from './lint.js';

const RULE = 'stack-schema';

describe('a property', () => {
  test('of compose only, with what a stack has instead', () => {
    expect(lintOne(RULE, web('profiles: [dev]'))).toMatchObject({
      message:
        '`profiles` is known to `docker compose` only, and `docker stack deploy` rejects the file. Instead: put the optional services into a second file and add it with -c.',
      at: 'profiles',
      line: 4,
    });
  });

  test('that Docker forbids', () => {
    expect(lintOne(RULE, web('mem_limit: 512m')).message).toBe(
      '`mem_limit` is not possible in a stack, and Docker rejects the file. Instead: deploy.resources.limits.memory.',
    );
  });

  test('that is misspelt, with the right one as a suggestion', () => {
    const text = web('enviroment:\n  A: b');
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe(
      'Service `web` has no property `enviroment`, and Docker rejects the file. Probably `environment` is meant.',
    );
    expect(lint(RULE, apply(text, finding.suggestions[0]))).toEqual([]);
  });

  test('one level too high', () => {
    expect(lintOne(RULE, web('endpoint_mode: dnsrr')).message).toBe(
      'Service `web` has no property `endpoint_mode`, and Docker rejects the file. It is a property of `deploy` of a service.',
    );
  });

  test('one level too low', () => {
    expect(lintOne(RULE, web('deploy:\n  sysctls:\n    net.core.somaxconn: 1')).message).toBe(
      '`deploy` of service `web` has no property `sysctls`, and Docker rejects the file. It is a property of a service.',
    );
  });

  test('that nobody knows, with those that are possible', () => {
    const { message, finding } = lintOne(RULE, `${web('networks:\n  a:\n    weight: 1')}networks: {a: {}}\n`);
    expect(message).toBe('`networks.a` of service `web` has no property `weight`, and Docker rejects the file.');
    expect(finding.help).toBe('Possible here: aliases, driver_opts, ipv4_address, ipv6_address.');
  });

  test('of a later version', () => {
    expect(lintOne(RULE, `version: "3.0"\n${web('deploy:\n  endpoint_mode: vip')}`)).toMatchObject({
      message:
        '`deploy` of service `web` has `endpoint_mode` since version 3.2 of the format, and this file says 3.0: Docker rejects it.',
      finding: { help: 'Write version: "3.2" or a later one, or leave `version` out.' },
    });
  });

  test('that devices cannot be moved to a place where Docker drops them', () => {
    const { messageId } = lintOne(RULE, web('deploy:\n  resources:\n    reservations:\n      devices: [{count: 1}]'));
    expect(messageId).toBe('unknownProperty');
  });
});

describe('a value', () => {
  test('of the wrong kind', () => {
    expect(lintOne(RULE, web('sysctls:')).message).toBe(
      '`sysctls` of service `web` must be a mapping or a list, and this is nothing: Docker rejects the file.',
    );
  });

  test('outside of a list of words, with the right one as a suggestion', () => {
    const text = web('deploy:\n  update_config:\n    order: start-frist');
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe(
      '`start-frist` is not possible for `deploy.update_config.order` of service `web`, and Docker rejects the file. Probably `start-first` is meant.',
    );
    expect(apply(text, finding.suggestions[0])).toBe(text.replace('frist', 'first'));
  });

  test('that must be quoted is quoted by the fix', () => {
    const text = `version: 3.8\n${web('')}`;
    const { message, finding } = lintOne(RULE, text);
    expect(message).toBe('`version` must be text, and this is the number 3.8: Docker rejects the file.');
    const output = apply(text, finding.fix);
    expect(output).toMatch(/^version: ["']3\.8["']\n/);
    expect(lint(RULE, output)).toEqual([]);
  });

  test('that must not be quoted loses its quotes by the fix', () => {
    const text = web('ports:\n  - target: 80\n    published: "8080"');
    const output = apply(text, lintOne(RULE, text).finding.fix);
    expect(output).toBe(text.replace('"8080"', '8080'));
    expect(lint(RULE, output)).toEqual([]);
  });

  test('of a duration needs a unit, and seconds are suggested', () => {
    const text = web('healthcheck:\n  test: [CMD, x]\n  interval: 10');
    const { finding } = lintOne(RULE, text);
    expect(finding.fix).toBeUndefined();
    expect(lint(RULE, apply(text, finding.suggestions[0]))).toEqual([]);
  });

  test('that is there twice', () => {
    expect(lintOne(RULE, web('sysctls:\n  - a=1\n  - a=1'))).toMatchObject({
      message: 'Entry 2 of `sysctls` of service `web` is the same as an earlier one, and Docker rejects the file.',
      line: 6,
      finding: { related: [{ label: 'the same item' }] },
    });
  });

  test('of a secret kind is never shown', () => {
    const text = web('environment:\n  - PASSWORD=hunter2\n  - PASSWORD=hunter2\n  - 5');
    for (const { message, finding } of lint(RULE, text))
      expect(message + JSON.stringify(finding.data)).not.toContain('hunter2');
  });
});

describe('a variable', () => {
  test('that Docker cannot read', () => {
    expect(lintOne(RULE, web('hostname: ${a.b}')).message).toBe(
      '`${a.b}` is no variable that Docker can read, and it rejects the file. Write `$$` for a dollar sign.',
    );
  });

  test.each(['hostname: ${NAME:?set it}', 'deploy:\n  replicas: ${N}', 'volumes: ["${DIR}:/x"]'])(
    'that this run does not know is silent: %s',
    (lines) => {
      expect(lint(RULE, web(lines))).toEqual([]);
      expect(lint(RULE, web(lines), { knowledge: 'complete' })).toHaveLength(1);
    },
  );

  test('that is not set where the linter runs is named, once a file', () => {
    const text = 'services:\n  web:\n    image: nginx\n    hostname: ${NAME:?set it}\n    volumes: ["${DIR}:/x"]\n';
    const [finding, ...more] = lint(RULE, text, { knowledge: 'inherited' });
    expect(more).toEqual([]);
    expect(finding?.message).toBe(
      '`docker stack deploy` rejects this file in this environment: `NAME` and `DIR` are not set.',
    );
    expect(finding?.finding.help).toBe('Set them, give a file of them with --env-file, or lint with --no-environment.');
    expect(finding?.finding.related.map(({ start, end }) => text.slice(start, end))).toEqual(['"${DIR}:/x"']);
  });

  test('with a default that is wrong', () => {
    expect(lintOne(RULE, web('deploy:\n  replicas: ${N:-two}')).message).toBe(
      '`${N:-two}` must become an integer for `deploy.replicas` of service `web`, and does not: Docker rejects the file.',
    );
  });
});

describe('the text', () => {
  test.each([
    ['services:\n  web: ]\n', 'yamlSyntax'],
    ['services:\n\tweb: {}\n', 'yamlSyntax'],
    ['services:\n  web: *x\n', 'unknownAnchor'],
    ['services:\n  web: {image: a}\n  web: {image: b}\n', 'duplicateKey'],
    ['- a\n', 'notAMapping'],
    ['', 'notAMapping'],
    ['version: "3.14"\nservices: {}\n', 'unsupportedVersion'],
    ['services:\n  web: {image: a, <<: 1}\n', 'mergeNeedsMap'],
    ['services:\n  web: {image: a, sysctls: {1: 2}}\n', 'keyIsNotText'],
  ])('%j: %s', (text, messageId) => {
    expect(lint(RULE, text).map((shown) => shown.messageId)).toContain(messageId);
  });
});

test('all mistakes are found at once', () => {
  const text = `${web('privilegd: true\nports: ["x:y"]\nmem_limit: 1g')}networks:\n  a: {drivr: overlay}\n`;
  expect(lint(RULE, text).map(({ at }) => at)).toEqual(['privilegd', '"x:y"', 'mem_limit', 'drivr']);
});

test.each([
  ['4', 'unsupportedVersion'],
  ['2.4', 'unsupportedVersion'],
  ['[3]', 'noVersion'],
])('a version that is wrong twice is reported once: %s', (version, messageId) => {
  expect(lint(RULE, `version: ${version}\n${web('')}`).map((found) => found.messageId)).toEqual([messageId]);
});

test.each([
  ['~', 'nothing'],
  ['{a: 3}', 'a mapping'],
  ['true', 'true'],
])('version: %s is no text', (version, actual) => {
  expect(lintOne(RULE, `version: ${version}\n${web('')}`).message).toBe(
    `\`version\` must be text, such as "3.13", and this is ${actual}: Docker rejects the file. Without \`version\` it takes the newest.`,
  );
});

test('a number with a leading zero is shown as it is written, and why it is a fraction', () => {
  const { message, finding } = lintOne(RULE, web('ports: [080]'));
  expect(message).toBe(
    'Entry 1 of `ports` of service `web` is `080` and must be a whole number: Docker rejects the file.',
  );
  expect(finding.help).toBe('Write 80: YAML takes the zero at its start for octal, and an 8 or 9 makes it a fraction.');
  expect(lintOne(RULE, web('ports: [80.5]')).finding.help).toBeUndefined();
});

test.each(["''", '.', 'env/'])('env_file: %s names no file', (file) => {
  const stack = readStack([{ name: 'stack.yml', content: web(`env_file: ${file}`) }], { readFile: () => null });
  expect(judgeStack(stack, { rules: [RULE] })[0]?.message).toBe(
    `\`${file.replaceAll("'", '')}\` names no file, and Docker needs one to read the stack.`,
  );
});

test('a list of mappings is one mistake', () => {
  expect(lintOne(RULE, web('labels:\n  - a: 1\n  - b: 2\n  - c: 3')).message).toBe(
    '`labels` of service `web` must be a mapping or a list of texts, and this is a list of mappings: Docker rejects the file.',
  );
  expect(lintOne(RULE, web('command: [1, 2, 3]')).message).toBe(
    '`command` of service `web` must be text or a list of texts, and this is a list of other things: Docker rejects the file.',
  );
});

test.each([
  ['few of many are each a mistake', 'labels: [{a: 1}, b=2]', ['labels.0']],
  ['a list that is no alternative', 'cap_add: [1, 2, 3]', ['cap_add.0', 'cap_add.1', 'cap_add.2']],
  ['numbers that repeat count for more', 'labels: [5, 5]', ['labels']],
])('%s', (_, lines, paths) => {
  const found = lint(RULE, web(lines)).map(({ finding }) => finding.path?.slice(2).join('.'));
  expect(found).toEqual(paths);
});

test('files of two versions are not merged', () => {
  const first = `version: "3.7"\n${web('')}`;
  const shown = lintOne(RULE, { 'a.yml': first, 'b.yml': first.replace('3.7', '3.8') });
  expect(shown.message).toBe('This file has version 3.8 and another one 3.7: Docker merges files of one version only.');
  expect(shown.finding.file).toBe('b.yml');
});

test('a value that is far from all possible ones is reported without a guess', () => {
  expect(lint('stack-schema', web('deploy:\n  update_config:\n    order: zzzzz'))).toMatchObject([
    {
      messageId: 'wrongValue',
      message:
        '`zzzzz` is not possible for `deploy.update_config.order` of service `web`: Docker takes `start-first` or `stop-first` only.',
      at: 'zzzzz',
      finding: { suggestions: [] },
    },
  ]);
});

test('a property of the top level that stands in a service', () => {
  expect(lintOne(RULE, web('version: "3.8"')).message).toBe(
    'Service `web` has no property `version`, and Docker rejects the file. It is a property of the top level of the file.',
  );
});

test('a number that a tag makes a text is not unquoted', () => {
  const { messageId, finding } = lintOne(RULE, web('deploy: {replicas: !!str "2"}'));
  expect([messageId, finding.fix]).toEqual(['wrongType', undefined]);
});
