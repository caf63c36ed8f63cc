/** Options that the wrapper around grpc-js, or connect-node, does not look at: which key, and why. */
import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import { forEachChannel, getConditions } from '../../src/grpc/channels.js';
import { findOptionProblems } from '../../src/grpc/option-problems.js';

/** `kind key` of every problem, in the order of the text. */
function problemsIn(code: string): string[] {
  const found: string[] = [];
  const rule = {
    create(context: TSESLint.RuleContext<string, []>) {
      const conditions = getConditions(context);
      return forEachChannel(context, (channel) => {
        for (const problem of findOptionProblems(channel, conditions)) found.push(`${problem.kind} ${problem.key}`);
      });
    },
  };
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        plugins: { test: { rules: { find: rule as never } } },
        rules: { 'test/find': 'error' },
        languageOptions: { parser },
      },
    ],
    { filename: 'file.ts' },
  );
  expect(messages).toEqual([]);
  return found;
}

describe('connect-node', () => {
  it.each([
    ['a misspelt key', `pingIntervalMS: 300_000`, ['misspelt pingIntervalMS']],
    ['a key beside a session manager, which may be none', `sessionManager: load(), pingIntervalMs: 300_000`, []],
    ['a key of grpc-js', `'grpc.keepalive_time_ms': 300_000`, ['foreign grpc.keepalive_time_ms']],
    ['idle pings without pings', `pingIdleConnection: true`, ['without-pings pingIdleConnection']],
    ['idle pings and a spread that may bring pings', `...x, pingIdleConnection: true`, []],
  ])('%s', (_, options, problems) => {
    const code = `import { createGrpcTransport } from '@connectrpc/connect-node';\ncreateGrpcTransport({ baseUrl: 'http://e', httpVersion: '2', ${options} });`;
    expect(problemsIn(code)).toEqual(problems);
  });
});

describe('google-gax', () => {
  it.each([
    ['no option', ``, []],
    [
      'options of its own',
      `projectId, keyFilename, credentials, apiEndpoint: 'e', fallback: true, grpc, clientConfig: {}`,
      [],
    ],
    [
      'a key without the prefix, which it does not pass on',
      `keepaliveTimeMs: 1, channelOptions: { 'grpc.keepalive_time_ms': 1 }`,
      [],
    ],
    [
      'a hook of grpc-gcp',
      `'grpc.callInvocationTransformer': f, 'grpc.channelFactoryOverride': g, 'grpc.gcpApiConfig': h`,
      [],
    ],
    ['the prefix written twice, as older versions wanted it', `'grpc.grpc.max_receive_message_length': -1`, []],
    ['a misspelt key', `'grpc.keepalive_time': 60_000`, ['misspelt grpc.keepalive_time']],
    [
      'a permit that is none',
      `'grpc.keepalive_permit_without_calls': true`,
      ['switch-off grpc.keepalive_permit_without_calls'],
    ],
    ['a key of the C core', `'grpc.http2.max_pings_without_data': 0`, ['core-only grpc.http2.max_pings_without_data']],
  ])('%s', (_, options, problems) => {
    expect(
      problemsIn(`import { SpannerClient } from '@google-cloud/spanner';\nnew SpannerClient({ ${options} });`),
    ).toEqual(problems);
  });
});

describe('the C core', () => {
  it.each([
    ['a misspelt key', `'grpc.keepalive_time': 300_000`, ['misspelt grpc.keepalive_time']],
    ['a key that grpc-js does not know', `'grpc.http2.max_pings_without_data': 0`, []],
  ])('%s', (_, options, problems) => {
    expect(problemsIn(`import grpc from 'grpc';\nnew grpc.Client('a', creds, { ${options} });`)).toEqual(problems);
  });
});

describe('NestJS', () => {
  it.each([
    ['a channel option beside the others', `'grpc.keepalive_time_ms': 300_000`, ['wrong-place grpc.keepalive_time_ms']],
    ['a key of keepalive beside the others', `keepaliveTimeMs: 1`, ['wrong-place keepaliveTimeMs']],
    ['a channel option in keepalive', `keepalive: { 'grpc.enable_retries': 1 }`, ['wrong-place grpc.enable_retries']],
    ['a misspelt key of keepalive', `keepalive: { keepaliveTimeMS: 1 }`, ['misspelt keepaliveTimeMS']],
    ['keepalive that is not known', `keepalive: load()`, []],
    ['a key of keepalive that means nothing', `keepalive: { comment: 'none' }`, []],
    ['the rest of the options not known', `...load(), keepalive: { keepaliveTimeMS: 1 }`, ['misspelt keepaliveTimeMS']],
    ['a known key of keepalive', `keepalive: { keepaliveTimeMs: 300_000 }`, []],
  ])('%s', (_, options, problems) => {
    const code = `import { ClientsModule, Transport } from '@nestjs/microservices';\nClientsModule.register([{ name: 'E', transport: Transport.GRPC, options: { package: 'e', protoPath: 'e.proto', ${options} } }]);`;
    expect(problemsIn(code)).toEqual(problems);
  });
});

it('sees the problems of the options that NestJS gets on one of two ways', () => {
  const code = `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([{ name: 'E', transport: Transport.GRPC, options: x ? { keepaliveTimeMs: 1 } : undefined }]);`;
  expect(problemsIn(code)).toEqual(['wrong-place keepaliveTimeMs']);
});
