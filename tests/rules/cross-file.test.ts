/** What was written in another file is named with its file and line, reported at the channel, and never edited. */
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { channelRules } from '../../src/rules/index.js';
import type { ChannelRuleId } from '../../src/rules/rule.js';
import { type Files, createProject } from '../grpc/options/project.js';

const clients = (count: number): string => `import * as grpc from '@grpc/grpc-js';
import { options } from './config/options.js';
${Array.from({ length: count }, (_, index) => `export const c${index} = new grpc.Client('a:1', grpc.credentials.createInsecure(), options);\n`).join('')}`;
const server = `import { Server } from '@grpc/grpc-js';
import { options } from './config/options.js';
export const server = new Server(options);
`;

/** `line:column message` of every finding, with what may be edited behind it. */
function lint(id: ChannelRuleId, options: string, code: string): string[] {
  return lintMain(id, { 'config/options.ts': `export const options = {\n${options}\n};\n`, 'main.ts': code });
}

function lintMain(id: ChannelRuleId, files: Files & { readonly 'main.ts': string }): string[] {
  const root = createProject(files);
  const messages = new Linter({ cwd: root }).verify(
    files['main.ts'],
    [
      {
        files: ['**/*.ts'],
        plugins: { keepalive: { rules: { [id]: channelRules[id] as never } } },
        rules: { [`keepalive/${id}`]: 'error' },
        languageOptions: { parser },
      },
    ],
    { filename: path.join(root, 'main.ts') },
  );
  return messages.map(({ line, column, message, fix, suggestions = [] }) =>
    [`${line}:${column} ${message}`, ...(fix ? ['fix'] : []), ...suggestions.map(({ desc }) => desc)].join(' | '),
  );
}

interface Promise {
  readonly id: ChannelRuleId;
  readonly options: string;
  readonly code?: string;
  readonly message: string;
}

const FAILS = 'A call on Client that meets a dead connection fails with UNAVAILABLE';
const policy = (fields: string): string => `'grpc.service_config': JSON.stringify({ methodConfig: [{ ${fields} }] }),`;
const RETRY = `maxAttempts: 3, initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2`;

const PROMISES: readonly Promise[] = [
  {
    id: 'grpc-channel-keepalive',
    options: `'grpc.keepalive_time_ms': 1_350_000,\n'grpc.keepalive_permit_without_calls': 1,`,
    message:
      '3:23 A call on Client fails when it comes 15 min to 22 min 30 s after the previous one: `grpc.keepalive_time_ms` (config/options.ts:2) sends the first ping after 22 min 30 s, and Docker Swarm (IPVS) forgets the idle connection after 15 min.',
  },
  {
    id: 'grpc-channel-keepalive',
    options: `'grpc.keepalive_time_ms': 300_000,\n'grpc.keepalive_permit_without_calls': true,`,
    message:
      '3:23 A call on Client fails when it comes 15 to 30 min after the previous one: `grpc.keepalive_permit_without_calls` (config/options.ts:3) is true, and only the number 1 allows pings between calls.',
  },
  {
    id: 'grpc-channel-retry',
    options: policy(`name: [], retryPolicy: { ${RETRY}, retryableStatusCodes: ['UNAVAILABLE'] }`),
    message: `3:23 ${FAILS}: grpc-js ignores the retry policy as it is written (its list of names is empty (config/options.ts:2)). Retry idempotent methods.`,
  },
  {
    id: 'grpc-channel-retry',
    options: `\n${policy(`name: [{}], retryPolicy: { ${RETRY}, retryableStatusCodes: ['INTERNAL'] }`)}`,
    message: `3:23 ${FAILS}, which is not among the retryableStatusCodes of its policy (config/options.ts:3). Retry idempotent methods.`,
  },
  {
    id: 'grpc-channel-retry',
    options: `'grpc.enable_retries': 0,`,
    message: `3:23 ${FAILS}: \`grpc.enable_retries\` (config/options.ts:2) is 0, so no policy is followed. Retry idempotent methods.`,
  },
  {
    id: 'grpc-channel-options',
    options: `'grpc.keepalive_time': 300_000,`,
    message: '3:23 `grpc.keepalive_time` (config/options.ts:2) is ignored: the option is `grpc.keepalive_time_ms`.',
  },
  {
    id: 'grpc-channel-options',
    options: `\n'grpc.enable_retries': false,`,
    message:
      '3:23 `grpc.enable_retries` (config/options.ts:3) is false, and that is on: only the number 0 switches it off.',
  },
  {
    id: 'grpc-channel-options',
    options: `'grpc.enable_retries':\n  false,`,
    message:
      '3:23 `grpc.enable_retries` (config/options.ts:2) is false (config/options.ts:3), and that is on: only the number 0 switches it off.',
  },
  {
    id: 'grpc-service-config',
    options: `'grpc.service_config': JSON.stringify({ methodConfig: {} }),`,
    message: '3:23 grpc-js ignores `methodConfig` in config/options.ts:2: it must be an array.',
  },
  {
    id: 'grpc-service-config',
    options: `'grpc.service_config': JSON.stringify({ methodConfigs: [] }),`,
    message: '3:23 grpc-js ignores `methodConfigs` in config/options.ts:2: the key is `methodConfig`.',
  },
  {
    id: 'grpc-service-config',
    options: policy(`name: [{}], retryPolicy: { ${RETRY.replace('3', '1')}, retryableStatusCodes: ['UNAVAILABLE'] }`),
    message:
      '3:23 The constructor throws: `methodConfig[0].retryPolicy.maxAttempts` must be an integer of at least 2, and it is 1 (config/options.ts:2).',
  },
  {
    id: 'grpc-service-config',
    options: policy(`name: [{}, {}], retryPolicy: { ${RETRY}, retryableStatusCodes: ['UNAVAILABLE'] }`),
    message:
      '3:23 The constructor throws on config/options.ts:2: this name is for every method, and so is one before it.',
  },
  {
    id: 'grpc-ping-policy',
    options: `'grpc.keepalive_time_ms': 30_000,\n'grpc.keepalive_permit_without_calls': 1,`,
    message:
      '3:23 Client pings every 30 s (config/options.ts:2), also between calls, and a Go, Java or C-core server with default settings accepts one in 2 h there and one in 5 min during a call: about 2 min into each pause it closes the connection with GOAWAY too_many_pings, and a call on which no message crosses for 2 min is killed with RESOURCE_EXHAUSTED.',
  },
  {
    id: 'grpc-server-keepalive',
    options: `'grpc.keepalive_time_ms': 1_350_000,`,
    code: server,
    message:
      '3:27 Server does not protect idle connections: `grpc.keepalive_time_ms` (config/options.ts:2) is 1350000, and Docker Swarm (IPVS) forgets them after 15 min.',
  },
];

describe('a value of another file', () => {
  it.each(PROMISES)('$id: $options', ({ id, options, code = clients(1), message }) => {
    expect(lint(id, options, code)).toEqual([message]);
  });

  it('that is wrong is told once in each file that builds channels with it', () => {
    expect(lint('grpc-channel-options', `'grpc.enable_retries': false,`, clients(3))).toHaveLength(1);
  });
});

it('a wrapper next door builds the channel of a file that says nothing of gRPC but an address', () => {
  const wire = `import * as grpc from '@grpc/grpc-js';
export const connect = (address: string, options = {}) =>
  new grpc.Client(address, grpc.credentials.createInsecure(), options);`;
  const main = `import { connect } from './wire.js';\nexport const orders = connect('orders:50051');`;
  expect(lintMain('grpc-channel-keepalive', { 'wire.ts': wire, 'main.ts': main })).toEqual([
    '2:23 A call on connect fails when it comes 15 to 30 min after the previous one: no option sends pings or closes the connection while it is idle, and Docker Swarm (IPVS) forgets it after 15 min. | Close the connection after 5 min without a call, and ping during calls.',
  ]);
});
