import { Linter } from 'eslint';
import parser from '@typescript-eslint/parser';
import type { TSESLint } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import { getPossibilities, type Channel, type Possibilities } from '../../src/grpc/channel.js';
import { forEachChannel, getConditions } from '../../src/grpc/channels.js';
import { KEYS } from '../../src/grpc/channel-options.js';
import { siteContextFor } from '../../src/grpc/sites/context.js';
import { leadsNowhere } from '../../src/grpc/sites/gate.js';
import { libraryRows } from '../../src/grpc/sites/libraries.js';
import { isCredentialsByType } from '../../src/grpc/sites/credentials-type.js';
import { judgeChannel } from '../../src/grpc/verdict.js';

type Context = TSESLint.RuleContext<string, []>;

function lint(code: string, create: (context: Context) => TSESLint.RuleListener): void {
  const rule = { create } as never;
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**'],
        plugins: { test: { rules: { rule } } },
        rules: { 'test/rule': 'error' },
        languageOptions: { parser },
      },
    ],
    { filename: 'client.ts' },
  );
  expect(messages).toEqual([]);
}

function channelsOf(code: string): Channel[] {
  const channels: Channel[] = [];
  lint(code, (context) => forEachChannel(context, (channel) => channels.push(channel)));
  return channels;
}

const timers: readonly string[] = [KEYS.keepaliveTime, KEYS.keepaliveTimeout, KEYS.permitWithoutCalls];

function possibilitiesOf(options: string): Possibilities[] {
  return channelsOf(`import { Client } from '@grpc/grpc-js'; ${options}`).map((channel) =>
    getPossibilities(channel, timers),
  );
}

describe('what a channel may be configured with', () => {
  it('is not known when the arguments are spread', () => {
    expect(possibilitiesOf(`new Client(...given);`)).toEqual([
      { kind: 'unknown', reason: 'the arguments are spread', origin: null },
    ]);
  });

  it('is not known when there are too many combinations', () => {
    const value = (a: number) =>
      `x === 1 ? ${a} : x === 2 ? ${a + 1} : x === 3 ? ${a + 2} : x === 4 ? ${a + 3} : ${a + 4}`;
    const keys = timers.map((key, index) => `'${key}': ${value(index * 10)}`).join();
    expect(possibilitiesOf(`new Client('a', c, { ${keys} });`)).toEqual([
      expect.objectContaining({ kind: 'unknown', reason: 'too many possible values' }),
    ]);
  });

  it('is told elsewhere when Nest is given a channel', () => {
    const code = `import { ClientsModule, Transport } from '@nestjs/microservices';
      ClientsModule.register([{ transport: Transport.GRPC, options: { channelOptions: { channelOverride: channel() } } }]);`;
    expect(channelsOf(code).map((channel) => getPossibilities(channel, timers))).toEqual([{ kind: 'elsewhere' }]);
  });

  it.each(['undefined', 'null', 'void 0'])('does not hang on a factory that is %s', (nothing) => {
    expect(possibilitiesOf(`new Client('a', c, { channelFactoryOverride: ${nothing} });`)).toMatchObject([
      { kind: 'known' },
    ]);
  });

  it.each([
    ['only adds metadata', `(p) => { p.metadata.add('token', token); return p; }`, 'known'],
    ['gives another channel', `(p) => ({ ...p, channel: other })`, 'unknown'],
    ['is not in sight', `transform`, 'unknown'],
  ])('with a transformer of calls that %s', (_, transformer, kind) => {
    expect(possibilitiesOf(`new Client('a', c, { callInvocationTransformer: ${transformer} });`)).toMatchObject([
      { kind },
    ]);
  });

  it('is nothing where the library takes options under a key that is not given', () => {
    const code = `import { GrpcTransport } from '@protobuf-ts/grpc-transport'; new GrpcTransport({ host });`;
    expect(channelsOf(code).map(({ options }) => options)).toEqual([null]);
  });
});

describe('the idle timer', () => {
  it('does not exist in the legacy binding unless it is set', () => {
    const code = (options: string) =>
      `const grpc = require('grpc'); new grpc.Client('a', grpc.credentials.createInsecure(), ${options});`;
    lint('', (context) => {
      const conditions = getConditions(context);
      const judge = (options: string) => channelsOf(code(options)).map((channel) => judgeChannel(channel, conditions));
      expect(judge('{}')).toMatchObject([{ kind: 'bad', verdict: { window: { toSeconds: Infinity } } }]);
      expect(judge(`{ 'grpc.client_idle_timeout_ms': 60000 }`)).toEqual([{ kind: 'fine' }]);
      return {};
    });
  });
});

it('conditions are those of the name that the host gives when it knows no path', () => {
  lint('', ({ sourceCode }) => {
    const host = { sourceCode: Object.create(sourceCode, { scopeManager: { value: null } }) as typeof sourceCode };
    expect(getConditions({ ...host, filename: '<input>' })).toMatchObject({ server: 'unknown' });
    expect(siteContextFor({ ...host, filename: '<input>' })).toMatchObject({ file: '<input>', names: null });
    return {};
  });
});

it('no call is turned away in a host that does not know the names of the file', () => {
  lint('connect();', ({ sourceCode }) => {
    const [statement] = sourceCode.ast.body;
    const call = statement?.type === 'ExpressionStatement' ? statement.expression : null;
    if (call?.type !== 'CallExpression') throw new Error('the code is no call');
    const rows = libraryRows;
    expect(leadsNowhere(call, { ...siteContextFor({ sourceCode, filename: 'file.ts' }), rows })).toBe(true);
    expect(leadsNowhere(call, { ...siteContextFor({ sourceCode, filename: 'file.ts' }), rows, names: null })).toBe(
      false,
    );
    return {};
  });
});

it('a type that is declared nowhere is not taken for credentials', () => {
  const type = { symbol: { name: 'ChannelCredentials' } };
  lint('x;', ({ sourceCode }) => {
    const [node] = sourceCode.ast.body;
    if (node === undefined) throw new Error('the file is empty');
    const services = {
      esTreeNodeToTSNodeMap: new Map([[node, {}]]),
      program: { getTypeChecker: () => ({ getTypeAtLocation: () => type }) },
    };
    expect(isCredentialsByType(node, services as never)).toBe(false);
    return {};
  });
});
