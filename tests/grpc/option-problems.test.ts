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
    ['a key of grpc-js', `'grpc.keepalive_time_ms': 300_000`, ['foreign grpc.keepalive_time_ms']],
    ['idle pings without pings', `pingIdleConnection: true`, ['without-pings pingIdleConnection']],
    ['idle pings and a spread that may bring pings', `...x, pingIdleConnection: true`, []],
  ])('%s', (_, options, problems) => {
    const code = `import { createGrpcTransport } from '@connectrpc/connect-node';\ncreateGrpcTransport({ baseUrl: 'http://e', httpVersion: '2', ${options} });`;
    expect(problemsIn(code)).toEqual(problems);
  });
});

describe('NestJS', () => {
  it.each([
    ['a channel option beside the others', `'grpc.keepalive_time_ms': 300_000`, ['wrong-place grpc.keepalive_time_ms']],
    ['a key of keepalive beside the others', `keepaliveTimeMs: 1`, ['wrong-place keepaliveTimeMs']],
    ['a channel option in keepalive', `keepalive: { 'grpc.enable_retries': 1 }`, ['wrong-place grpc.enable_retries']],
    ['a misspelt key of keepalive', `keepalive: { keepaliveTimeMS: 1 }`, ['misspelt keepaliveTimeMS']],
    ['keepalive that is not known', `keepalive: load()`, []],
    ['a known key of keepalive', `keepalive: { keepaliveTimeMs: 300_000 }`, []],
  ])('%s', (_, options, problems) => {
    const code = `import { ClientsModule, Transport } from '@nestjs/microservices';\nClientsModule.register([{ name: 'E', transport: Transport.GRPC, options: { package: 'e', protoPath: 'e.proto', ${options} } }]);`;
    expect(problemsIn(code)).toEqual(problems);
  });
});
