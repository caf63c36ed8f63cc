/** What the suggestion of `grpc-channel-keepalive` makes of code in many shapes. */
import * as parser from '@typescript-eslint/parser';
import { describe, expect, it } from 'vitest';
import type { RuleId } from '../../src/core/catalog/index.js';
import { lint } from '../rules/rule-tester.js';

const ID = 'grpc-channel-keepalive';

/** The code after the first suggestion of the first finding, or `null` when there is none. */
function suggest(code: string, id: RuleId = ID): string | null {
  const [finding] = lint(id, { code });
  const fix = finding?.suggestions?.[0]?.fix;
  return fix ? code.slice(0, fix.range[0]) + fix.text + code.slice(fix.range[1]) : null;
}

const IMPORT = `import * as grpc from '@grpc/grpc-js';\n`;
const OPTIONS = `{
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
}`;

describe('the options go', () => {
  it.each([
    ['into no argument', `new grpc.Client('a', creds);`, `new grpc.Client('a', creds, ${OPTIONS});`],
    ['into an empty literal', `new grpc.Client('a', creds, {});`, `new grpc.Client('a', creds, ${OPTIONS});`],
    ['in place of undefined', `new grpc.Client('a', creds, undefined);`, `new grpc.Client('a', creds, ${OPTIONS});`],
    [
      'after arguments on lines of their own',
      `new grpc.Client(\n  'a',\n  creds,\n);`,
      `new grpc.Client(\n  'a',\n  creds,\n  ${OPTIONS.replaceAll('\n', '\n  ')},\n);`,
    ],
    [
      'after arguments without a trailing comma',
      `new grpc.Client(\n  'a',\n  creds\n);`,
      `new grpc.Client(\n  'a',\n  creds,\n  ${OPTIONS.replaceAll('\n', '\n  ')}\n);`,
    ],
    [
      'into a constant',
      `const options = {\n  'grpc.primary_user_agent': 'shop',\n};\nnew grpc.Client('a', creds, options);`,
      `const options = {\n  'grpc.primary_user_agent': 'shop',\n${OPTIONS.slice(2, -2)}\n};\nnew grpc.Client('a', creds, options);`,
    ],
    [
      'after a spread, where they win',
      `const base = { 'grpc.enable_channelz': 0 };\nnew grpc.Client('a', creds, { ...base });`,
      `const base = { 'grpc.enable_channelz': 0 };\nnew grpc.Client('a', creds, {\n  ...base,\n${OPTIONS.slice(2, -2)}\n});`,
    ],
    [
      'behind a comment at the end',
      `new grpc.Client('a', creds, {\n  'grpc.enable_channelz': 0, // not needed\n  // more to come\n});`,
      `new grpc.Client('a', creds, {\n  'grpc.enable_channelz': 0, // not needed\n  // more to come\n${OPTIONS.slice(2, -2)}\n});`,
    ],
    [
      'after properties that share a line',
      `new grpc.Client('a', creds, {\n  'grpc.enable_channelz': 0, 'grpc.primary_user_agent': 'shop',\n});`,
      `new grpc.Client('a', creds, {\n  'grpc.enable_channelz': 0, 'grpc.primary_user_agent': 'shop',\n${OPTIONS.slice(2, -2)}\n});`,
    ],
    [
      'on lines of their own, without a trailing comma where the file has none',
      `const sizes = [\n  1_000\n];\nnew grpc.Client('a', creds, { 'grpc.enable_channelz': 0, 'grpc.primary_user_agent': 'shop' });`,
      `const sizes = [\n  1_000\n];\nnew grpc.Client('a', creds, {\n  'grpc.enable_channelz': 0,\n  'grpc.primary_user_agent': 'shop',\n${OPTIONS.slice(2, -3)}\n});`,
    ],
    [
      'in the quotes of the first key that has some',
      `const base = { "grpc.primary_user_agent": "shop", "grpc.default_authority": "a", "grpc.max_concurrent_streams": 5 };\nnew grpc.Client('a', creds, {\n  ...base,\n  interceptors,\n  5: 'five',\n  'grpc.enable_channelz': 0,\n});`,
      `const base = { "grpc.primary_user_agent": "shop", "grpc.default_authority": "a", "grpc.max_concurrent_streams": 5 };\nnew grpc.Client('a', creds, {\n  ...base,\n  interceptors,\n  5: 'five',\n  'grpc.enable_channelz': 0,\n${OPTIONS.slice(2, -2)}\n});`,
    ],
  ])('%s', (_, code, expected) => {
    expect(suggest(IMPORT + code)).toBe(IMPORT + expected);
  });

  it('keep double quotes, tabs, four figures without separators and no trailing comma', () => {
    const code = `import * as grpc from "@grpc/grpc-js";\nfunction f() {\n\tconst size = [\n\t\t1000000\n\t];\n\treturn new grpc.Client("a", creds);\n}`;
    expect(suggest(code)).toBe(
      code.replace(
        'creds)',
        `creds, {\n\t\t"grpc.client_idle_timeout_ms": 300000,\n\t\t"grpc.keepalive_time_ms": 300000,\n\t\t"grpc.keepalive_timeout_ms": 20000\n\t})`,
      ),
    );
  });

  it('leave an interval alone that is long enough, however it is written', () => {
    const code = `${IMPORT}new grpc.Client('a', creds, { 'grpc.keepalive_time_ms': 5 * 60_000, 'grpc.keepalive_permit_without_calls': 1 });`;
    expect(suggest(code, 'grpc-ping-policy')).toContain(`'grpc.keepalive_time_ms': 5 * 60_000,`);
  });

  it.each([
    [5, '5000'],
    [10, '10_000'],
  ])('separate figures from 10_000 on: %i s', (written, expected) => {
    const code = `${IMPORT}new grpc.Client('a', creds, { 'grpc.keepalive_time_ms': ${written} });`;
    expect(suggest(code, 'grpc-channel-options')).toContain(`'grpc.keepalive_time_ms': ${expected} }`);
  });

  it('keep four spaces', () => {
    const code = `${IMPORT}function connect() {\n    return new grpc.Client('a', creds, {});\n}`;
    expect(suggest(code)).toBe(
      code.replace('{});', `${OPTIONS.replaceAll('\n', '\n    ').replaceAll("  '", "    '")});`),
    );
  });

  it('in place of a number with a sign, and nowhere when a name is part of the number', () => {
    const write = (time: string): string =>
      `const MINUTE = 60_000;\n${IMPORT}new grpc.Client('a', creds, {\n  'grpc.keepalive_time_ms': ${time},\n});`;
    expect(suggest(write('-1'))).toContain(`{\n  'grpc.keepalive_time_ms': 300_000,\n`);
    expect(suggest(write('20 * MINUTE'))).toBeNull();
  });

  it('keep the line ends of Windows', () => {
    const code = `${IMPORT}new grpc.Client('a', creds);\n`.replaceAll('\n', '\r\n');
    expect(suggest(code)).toBe(`${IMPORT}new grpc.Client('a', creds, ${OPTIONS});\n`.replaceAll('\n', '\r\n'));
  });

  it('into the channelOptions of a NestJS client', () => {
    const code = `import { ClientsModule, Transport } from '@nestjs/microservices';
ClientsModule.register([
  {
    name: 'SHOP',
    transport: Transport.GRPC,
    options: {
      package: 'shop',
      protoPath: 'shop.proto',
    },
  },
]);`;
    expect(suggest(code)).toBe(
      code.replace(
        `'shop.proto',`,
        `'shop.proto',
      channelOptions: {
        'grpc.client_idle_timeout_ms': 300_000,
        'grpc.keepalive_time_ms': 300_000,
        'grpc.keepalive_timeout_ms': 20_000,
      },`,
      ),
    );
  });

  it('into the clientOptions of protobuf-ts', () => {
    const code = `import { GrpcTransport } from '@protobuf-ts/grpc-transport';
new GrpcTransport({
  host: 'shop:50051',
});`;
    expect(suggest(code)).toBe(
      code.replace(
        `'shop:50051',`,
        `'shop:50051',
  clientOptions: {
    'grpc.client_idle_timeout_ms': 300_000,
    'grpc.keepalive_time_ms': 300_000,
    'grpc.keepalive_timeout_ms': 20_000,
  },`,
      ),
    );
  });

  it('into the third argument of nice-grpc, with undefined for the second', () => {
    const code = `import { createChannel } from 'nice-grpc';\ncreateChannel('shop:50051');`;
    expect(suggest(code)).toBe(code.replace(`51')`, `51', undefined, ${OPTIONS})`));
  });

  it('as pingIntervalMs to connect-node', () => {
    const code = `import { createGrpcTransport } from '@connectrpc/connect-node';\ncreateGrpcTransport({ baseUrl: 'http://shop' });`;
    expect(suggest(code)).toBe(code.replace(`shop' }`, `shop', pingIntervalMs: 300_000 }`));
  });

  it('behind an argument in parentheses', () => {
    const code = `${IMPORT}new grpc.Client('a', (creds as never));`;
    expect(suggest(code)).toBe(code.replace('never))', `never), ${OPTIONS})`));
  });

  it('into parentheses that are not there', () => {
    expect(suggest(`${IMPORT}export const server = new grpc.Server;`, 'grpc-server-keepalive')).toBe(
      `${IMPORT}export const server = new grpc.Server({ 'grpc.keepalive_time_ms': 300_000 });`,
    );
  });

  it('nowhere when the object is made by a function', () => {
    expect(
      suggest(`${IMPORT}new grpc.Client('a', creds, Object.assign({}, { 'grpc.enable_channelz': 0 }));`),
    ).toBeNull();
  });

  it('nowhere in a client whose channel is made elsewhere', () => {
    const code = `${IMPORT}new grpc.Client('a', creds, { channelOverride: new grpc.Channel('a', creds, {}) });`;
    expect(suggest(code, 'grpc-channel-retry')).toBeNull();
  });

  it('nowhere when they are not written in this file', () => {
    expect(
      suggest(`${IMPORT}import { options } from './options.js';\nnew grpc.Client('a', creds, options);`),
    ).toBeNull();
  });
});

/** The character before the only comment, other than a comma: a comma may be added there. */
function getNeighbour(code: string): string | undefined {
  const [before = '', ...rest] = code.split(/\/\* c \*\/|\/\/ c\n/);
  return rest.length === 1 ? before.replace(/[\s,]+$/, '').at(-1) : undefined;
}

describe('a comment in any gap between two tokens', () => {
  const SHAPES = [
    `new grpc.Client('a', creds)`,
    `new grpc.Client('a', creds, {})`,
    `new grpc.Client('a', creds, { 'grpc.enable_channelz': 0 })`,
    `new grpc.Client('a', creds, { 'grpc.keepalive_time_ms': 1_200_000, 'grpc.keepalive_permit_without_calls': 1, })`,
    `new grpc.Client(\n  'a',\n  creds,\n  {\n    'grpc.client_idle_timeout_ms': 3_600_000,\n    'grpc.enable_channelz': 0\n  },\n)`,
  ];
  const cases = SHAPES.flatMap((shape) => {
    const code = IMPORT + shape;
    const tokens = parser.parse(code, { range: true, tokens: true }).tokens;
    return tokens
      .filter(({ range }) => range[0] >= IMPORT.length)
      .flatMap(({ range }) =>
        ['/* c */ ', '// c\n'].map((comment) => code.slice(0, range[0]) + comment + code.slice(range[0])),
      );
  });

  it('stays where it is, and the code still parses and is no longer reported', () => {
    expect(cases.length).toBeGreaterThan(100);
    let suggested = 0;
    for (const code of cases) {
      const output = suggest(code);
      if (output === null) continue;
      suggested++;
      expect(getNeighbour(output), output).toBe(getNeighbour(code));
      expect(lint(ID, { code: output }), output).toEqual([]);
    }
    expect(suggested).toBeGreaterThan(cases.length * 0.8);
  });
});
