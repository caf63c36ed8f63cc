/** The verdicts of `rows.ts`, and those on channels that are built in another way. */
import * as parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import type { KeepaliveSettings } from '../../src/core/settings.js';
import { forEachChannel, getConditions } from '../../src/grpc/channels.js';
import { judgeRetry } from '../../src/grpc/retry-verdict.js';
import { judgeChannel, judgeServer, type Judgement } from '../../src/grpc/verdict.js';
import { OPTION_ROWS, PROLOGUE, W, type Row } from './rows.js';

interface Verdicts {
  readonly keepalive: string;
  readonly retry: string;
}

function judge(code: string, settings: KeepaliveSettings): Verdicts {
  const keepalive: string[] = [];
  const retry: string[] = [];
  const rule = {
    create(context: TSESLint.RuleContext<string, []>) {
      const conditions = getConditions(context);
      return forEachChannel(context, (channel) => {
        const isServer = channel.site.kind === 'server';
        keepalive.push(
          describeVerdict(isServer ? judgeServer(channel, conditions) : judgeChannel(channel, conditions)),
        );
        if (isServer) return;
        const judgement = judgeRetry(channel, conditions);
        const cause = judgement.kind === 'none' ? judgement.cause : null;
        retry.push(cause ? (cause.kind === 'ineffective' ? cause.gap.kind : cause.kind) : judgement.kind);
      });
    },
  };
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        plugins: { test: { rules: { judge: rule as never } } },
        rules: { 'test/judge': 'error' },
        settings: { keepalive: settings },
        languageOptions: { parser },
      },
    ],
    { filename: 'file.ts' },
  );
  expect(messages).toEqual([]);
  return { keepalive: keepalive.join('; '), retry: retry.join('; ') };
}

function describeVerdict(judgement: Judgement<{ readonly kind: string }>): string {
  if (judgement.kind !== 'bad') return judgement.kind;
  const { verdict, cause } = judgement;
  return verdict.kind === 'race'
    ? `race ${cause.kind}`
    : `cut ${verdict.window.fromSeconds}-${verdict.window.toSeconds} ${cause.kind}`;
}

describe('a channel with these options', () => {
  it.each(OPTION_ROWS)('%s %s', (_, options, keepalive, retry) => {
    const code = `${PROLOGUE}export const client = new proto.lab.Echo('echo:50051', creds, ${options});`;
    expect(judge(code, {})).toEqual({ keepalive, retry });
  });
});

const CODE_ROWS: readonly Row[] = [
  [
    'chOverride',
    `new proto.lab.Echo('e', creds, { [KT]: 300_000, [KP]: 1, channelOverride: new grpc.Channel('e', creds, {}) });`,
    `fine; ${W} unset`,
    'unset; unset',
  ],
  [
    'chOverrideGood',
    `new proto.lab.Echo('e', creds, { channelOverride: new grpc.Channel('e', creds, { [KT]: 300_000, [KP]: 1 }) });`,
    'fine; fine',
    'unset; unset',
  ],
  [
    'chRp',
    `new proto.lab.Echo('e', creds, { channelOverride: new grpc.Channel('e', creds, { [SC]: sc() }) });`,
    `fine; ${W} unset`,
    'retries; retries',
  ],
  ['options null', `new proto.lab.Echo('e', creds, null);`, `${W} unset`, 'unset'],
  ['options that are no object', `new proto.lab.Echo('e', creds, new Options());`, 'unknown', 'unknown'],
  ['a config of the environment', `new proto.lab.Echo('e', creds, { [SC]: process.env.SC });`, `${W} unset`, 'unknown'],
  [
    'a method config that is not known',
    `new proto.lab.Echo('e', creds, { [SC]: JSON.stringify({ methodConfig: [...load()] }) });`,
    `${W} unset`,
    'unknown',
  ],
  [
    'a switch that is not known',
    `new proto.lab.Echo('e', creds, { [SC]: sc(), [ER]: load() });`,
    `${W} unset`,
    'unknown',
  ],
  [
    'a limit that is not known',
    `new proto.lab.Echo('e', creds, { [SC]: sc(), [ML]: load() });`,
    `${W} unset`,
    'unknown',
  ],
  [
    'an interceptor that is not known',
    `new proto.lab.Echo('e', creds, { interceptors: [load()] });`,
    `${W} unset`,
    'unknown',
  ],
  ['one of two configs', `new proto.lab.Echo('e', creds, { [SC]: x ? sc() : '' });`, `${W} unset`, 'retries'],
  ['the other of two configs', `new proto.lab.Echo('e', creds, { [SC]: x ? '' : sc() });`, `${W} unset`, 'retries'],
  [
    'a short name beside a function that makes the channel',
    `createChannel('e', creds, { [SC]: sc({}, [{ service: 'Echo' }]) });`,
    `${W} unset`,
    'retries',
  ],
  [
    'one of two policies',
    `new proto.lab.Echo('e', creds, { [SC]: sc({ maxAttempts: x ? 2 : 3, retryableStatusCodes: x ? [14] : [13] }) });`,
    `${W} unset`,
    'unknown',
  ],
  [
    'a race or a cut',
    `new proto.lab.Echo('e', creds, { [KT]: x ? 900_000 : 960_000, [KP]: 1 });`,
    'cut 900-960 pings-too-late',
    'unset',
  ],
  [
    'a race in two ways',
    `new proto.lab.Echo('e', creds, { [CI]: x ? 890_000 : 889_000 });`,
    'race idle-too-late',
    'unset',
  ],
  [
    'a short name without a package to compare it with',
    `new (load().lab.Echo)('e', creds, { [SC]: sc({}, [{ service: 'Echo' }]) });`,
    `${W} unset`,
    'retries',
  ],
  ['srvKa', `new grpc.Server({ [KT]: 300_000 });`, 'fine', ''],
  ['srvKaPermit0', `new grpc.Server({ [KT]: 300_000, [KP]: 0 });`, 'fine', ''],
  ['srvIdle', `new grpc.Server({ 'grpc.max_connection_idle_ms': 300_000 });`, 'fine', ''],
  ['srvAge', `new grpc.Server({ 'grpc.max_connection_age_ms': 450_000 });`, 'fine', ''],
  ['srvIdleGE', `new grpc.Server({ 'grpc.max_connection_idle_ms': 1_050_000 });`, 'cut 900-1050 pings-too-late', ''],
  ['srvIdle0', `new grpc.Server({ 'grpc.max_connection_idle_ms': 0 });`, 'fine', ''],
  ['srvIdleNegative', `new grpc.Server({ 'grpc.max_connection_idle_ms': -1 });`, 'fine', ''],
  ['srvIdleNull', `new grpc.Server({ 'grpc.max_connection_idle_ms': null });`, 'cut 900-Infinity unset', ''],
  ['srvIdleNaN', `new grpc.Server({ 'grpc.max_connection_idle_ms': NaN });`, 'cut 900-Infinity pings-off', ''],
  ['srvIdleInf', `new grpc.Server({ 'grpc.max_connection_idle_ms': Infinity });`, 'cut 900-Infinity pings-off', ''],
  ['srvAge0', `new grpc.Server({ 'grpc.max_connection_age_ms': 0 });`, 'fine', ''],
  ['srvAgeInf', `new grpc.Server({ 'grpc.max_connection_age_ms': Infinity });`, 'fine', ''],
  [
    'srvAgeUnlimited',
    `new grpc.Server({ 'grpc.max_connection_age_ms': 2_147_483_647 });`,
    'cut 900-Infinity pings-off',
    '',
  ],
  ['srvIdleUnknown', `new grpc.Server({ 'grpc.max_connection_idle_ms': x });`, 'unknown', ''],
  ['srvKaObject', `new grpc.Server({ [KT]: {} });`, 'unknown', ''],
];

describe('channels and servers built in another way', () => {
  it.each(CODE_ROWS)('%s', (_, code, keepalive, retry) => {
    const imports = `import { createChannel } from 'nice-grpc';\n`;
    expect(judge(imports + PROLOGUE + code, {})).toEqual({ keepalive, retry });
  });
});

describe('connect-node', () => {
  it.each([
    ['idleConnectionTimeoutMs: 3_600_000', 'cut 900-3600 idle-too-late'],
    ['idleConnectionTimeoutMs: Infinity', 'cut 900-Infinity idle-not-a-timer'],
    ['idleConnectionTimeoutMs: 300_000', 'fine'],
  ])('%s', (options, keepalive) => {
    const code = `import { createGrpcTransport } from '@connectrpc/connect-node';
export const transport = createGrpcTransport({ baseUrl: 'http://e', ${options} });`;
    expect(judge(code, {}).keepalive).toBe(keepalive);
  });
});

describe('an older grpc-js', () => {
  it.each([
    ['1.8.22', `{}`, 'cut 900-Infinity unset', 'unset'],
    ['1.8.22', `{ [CI]: 120_000 }`, 'cut 900-Infinity idle-unsupported', 'unset'],
    ['1.9.0', `{ [CI]: 120_000 }`, 'fine', 'unset'],
    ['1.9.0', `{ [SC]: sc() }`, `${W} unset`, 'throws'],
    ['1.12.3', `{ [SC]: sc() }`, `${W} unset`, 'version'],
    ['1.12.3', `{ [SC]: sc({ retryableStatusCodes: ['UNAVAILABLE', 'CANCELLED'] }) }`, `${W} unset`, 'retries'],
    ['1.12.4', `{ [SC]: sc() }`, `${W} unset`, 'retries'],
  ])('%s %s', (grpcJsVersion, options, keepalive, retry) => {
    const code = `${PROLOGUE}export const client = new proto.lab.Echo('echo:50051', creds, ${options});`;
    expect(judge(code, { grpcJsVersion })).toEqual({ keepalive, retry });
  });
});

describe('another path', () => {
  it.each([
    ['aws-nlb', `{ [KT]: 300_000, [KP]: 1 }`, 'fine'],
    ['aws-nlb', `{ [KT]: 600_000, [KP]: 1 }`, 'cut 350-600 pings-too-late'],
    ['linux-conntrack', `{}`, 'fine'],
  ] as const)('%s %s', (profile, options, keepalive) => {
    const code = `${PROLOGUE}export const client = new proto.lab.Echo('echo:50051', creds, ${options});`;
    expect(judge(code, { profile }).keepalive).toBe(keepalive);
  });
});
