import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../options/project.js';
import { describeSites, sitesOf } from './sites-of.js';

const imports = `import * as grpc from '@grpc/grpc-js'; import { G } from './greeter_grpc_pb'; const creds = grpc.credentials.createInsecure();`;
const calls = (code: string) => describeSites(imports + code).filter((site) => !site.includes(' G '));

describe('a base class that passes its options on', () => {
  const base = `${imports} class Base { constructor(c) { this.g = new G(c.a, creds, c.grpc); } }`;
  const sitesBelow = (code: string) =>
    sitesOf(`${base} ${code}`)
      .slice(1)
      .map(({ node, name }) => `${node.type} ${name}`);

  it.each([
    [`class Api extends Base { constructor(c) { super({ a: 'a', ...c }); } } new Api({});`, ['Api', 'Api']],
    [`class Api extends Base { constructor(c) { super(c); } } new Api({});`, ['Api', 'Api']],
    [`const Api = class extends Base { constructor(c) { super(c); } }; new Api({});`, ['G', 'Api']],
  ])('is called by super and by the class below: %s', (code, [inside, outside]) => {
    expect(sitesBelow(code)).toEqual([`CallExpression ${String(inside)}`, `NewExpression ${String(outside)}`]);
  });

  it.each([
    `class Api extends Base { constructor(c) { super({ grpc: defaults, ...c }); } } new Api({});`,
    `class Api extends Base { constructor(c) { super({ a: 'a' }); } } new Api({});`,
  ])('is called by super alone where the class below gives options too: %s', (code) => {
    expect(sitesBelow(code)).toEqual(['CallExpression Api']);
  });
});

describe('a call of what passes its options on is a site', () => {
  it.each([
    ['a function', `function connect(a, o) { return new G(a, creds, o); } connect('a');`, 'connect', 'absent at 1'],
    [
      'an arrow function',
      `const connect = (a, o?: grpc.ChannelOptions) => new G(a, creds, o); connect('a', {});`,
      'connect',
      'ObjectExpression',
    ],
    [
      'options with a default',
      `function connect(a, o = {}) { return new G(a, creds, o); } connect('a');`,
      'connect',
      'absent at 1',
    ],
    [
      'options or nothing',
      `function connect(a, o) { return new G(a, creds, o ?? {}); } connect('a');`,
      'connect',
      'absent at 1',
    ],
    [
      'a part of a parameter',
      `function connect(c) { return new G(c.a, creds, c.grpc); } connect({});`,
      'connect',
      'ObjectExpression.grpc',
    ],
    [
      'a destructured parameter',
      `function connect({ a, grpc: o }) { return new G(a, creds, o); } connect({});`,
      'connect',
      'ObjectExpression.grpc',
    ],
    [
      'additions that decide nothing',
      `function connect(a, o) { return new G(a, creds, { ...o, 'grpc.primary_user_agent': 'x' }); } connect('a');`,
      'connect',
      'absent at 1',
    ],
    [
      'a constructor',
      `class Api { constructor(a, o) { this.g = new G(a, creds, o); } } new Api('a');`,
      'Api',
      'absent at 1',
    ],
    [
      'a static method over a constructor',
      `class Api { static of(o) { return new Api(1, o); } constructor(a, o) { this.g = new G(a, creds, o); } } Api.of({});`,
      'of',
      'ObjectExpression',
    ],
    [
      'a method',
      `class Api { f() { return this.make('a'); } make(a, o) { return new G(a, creds, o); } }`,
      'make',
      'absent at 1',
    ],
    [
      'a parameter property',
      `class Api { constructor(a, private o) { this.g = new G(a, creds, o); } } new Api('a');`,
      'Api',
      'absent at 1',
    ],
    [
      'a parameter behind one that is taken apart',
      `function connect({ a, ...rest }, o) { return new G(a, creds, o); } connect({});`,
      'connect',
      'absent at 1',
    ],
    [
      'the rest of a destructured parameter',
      `function connect({ a, ...o }) { return new G(a, creds, o); } connect({ a: 'a' });`,
      'connect',
      'ObjectExpression',
    ],
    [
      'a key that is known to decide nothing',
      `const KEY = 'grpc.primary_user_agent'; function connect(a, o) { return new G(a, creds, { ...o, [KEY]: 'x' }); } connect('a');`,
      'connect',
      'absent at 1',
    ],
  ])('%s: %s', (_, code, name, place) => {
    expect(calls(code).at(-1) ?? calls(code)[0]).toBeDefined();
    expect(calls(code)).toContain(`client ${name} of grpc-js, options: ${place}`);
  });

  it.each([
    [
      'it adds keepalive',
      `function connect(a, o) { return new G(a, creds, { 'grpc.keepalive_time_ms': 1, ...o }); } connect('a');`,
    ],
    ['its default is not empty', `function connect(a, o = defaults) { return new G(a, creds, o); } connect('a');`],
    ['it falls back on something', `function connect(a, o) { return new G(a, creds, o ?? defaults); } connect('a');`],
    [
      'it falls back on options of its own',
      `function connect(a, o) { return new G(a, creds, o ?? { 'grpc.keepalive_time_ms': 1 }); } connect('a');`,
    ],
    [
      'it spreads other options too',
      `function connect(a, o) { return new G(a, creds, { ...o, ...defaults }); } connect('a');`,
    ],
    ['it fills a gap', `function connect(a, o) { o ??= defaults; return new G(a, creds, o); } connect('a');`],
    [
      'the parameter is that of a function around it',
      `function outer(o) { const connect = (a) => new G(a, creds, o); connect('a'); }`,
    ],
    ['it writes the options itself', `function connect(a) { return new G(a, creds, { x: 1 }); } connect('a');`],
    [
      'it adds a key that may be anything',
      `function connect(a, o) { return new G(a, creds, { ...o, [key()]: 1 }); } connect('a');`,
    ],
    ['the key is not known', `function connect(a, o) { return new G(a, creds, o[a]); } connect('a');`],
    ['the options are of something else', `function connect(a) { return new G(a, creds, config.grpc); } connect('a');`],
    ['it makes the options', `function connect(a) { const o = make(a); return new G(a, creds, o); } connect('a');`],
    ['it calls for the options', `function connect(a) { return new G(a, creds, make(a)); } connect('a');`],
    ['it replaces them', `function connect(a, o) { o = defaults; return new G(a, creds, o); } connect('a');`],
    ['it takes them from a list', `function connect([o]) { return new G('a', creds, o); } connect([{}]);`],
    [
      'they are under a key that is computed',
      `function connect({ [key]: o, ...rest }) { return new G('a', creds, o); } connect({});`,
    ],
    ['its name is computed', `class Api { [key](a, o) { return new G(a, creds, o); } f() { this[key]('a'); } }`],
    ['it calls itself', `function connect(a, o) { return connect(a, o); } connect('a');`],
  ])('but not when %s', (_, code) => {
    expect(calls(code)).toEqual([]);
  });
});

it('a function that makes a server is no site where it is called', () => {
  expect(describeSites(`${imports} function serve(o) { return new grpc.Server(o); } serve({});`)).toEqual([
    'server Server of grpc-js, options: Identifier',
  ]);
});

it('a function without a name goes by that of the client inside', () => {
  expect(describeSites(`${imports} ((a, o) => new G(a, creds, o))('a');`)).toEqual([
    'client G of grpc-js, options: absent at 1',
    'client G of grpc-js, options: Identifier',
  ]);
});

it('a library that retries by itself does so behind a function too', () => {
  const code = `import { Etcd3 } from 'etcd3'; import '@grpc/grpc-js';
    function connect(o) { return new Etcd3(o); } connect({});`;
  expect(sitesOf(code).map(({ retryOutsideOptions }) => retryOutsideOptions)).toEqual(['yes', 'yes']);
});

it('a function that brings its own connection leaves nothing to its callers', () => {
  const code = `import { createGrpcTransport } from '@connectrpc/connect-node'; import { sessionManager } from './sessions';
    function connect(o = {}) { return createGrpcTransport({ ...o, sessionManager }); } connect();`;
  expect(sitesOf(code).map(({ channelFromElsewhere, carrier }) => [channelFromElsewhere, carrier])).toEqual([
    [true, null],
    [true, null],
  ]);
});

it('a function of a CommonJS file is seen by what that file requires', () => {
  const root = createProject({
    'grpc.js': `const grpc = require('@grpc/grpc-js'); const other = load('x')(), { G } = require('./greeter_grpc_pb');
      exports.connect = (a, o) => new G(a, grpc.credentials.createInsecure(), o);`,
    'plain.js': `exports.connect = (a, o) => new G(a, o);`,
  });
  const lint = (file: string) =>
    describeSites(`/* grpc */ const { connect } = require('./${file}'); connect('a', {});`, {
      filename: path.join(root, 'main.js'),
    });
  expect(lint('grpc')).toEqual(['client connect of grpc-js, options: ObjectExpression']);
  expect(lint('plain')).toEqual([]);
});

it('a class of another file is seen by what that file imports, whatever this one declares', () => {
  const root = createProject({
    'node.ts': `import { GrpcTransport } from '@protobuf-ts/grpc-transport';
      export class NodeClient { constructor(host, options) { this.t = new GrpcTransport({ host, ...options }); } }`,
  });
  const code = `import { NodeClient } from './node'; new NodeClient('a');`;
  expect(describeSites(code, { filename: path.join(root, 'main.ts') })).toEqual([
    'transport NodeClient of protobuf-ts, options: absent at 1.clientOptions',
  ]);
});
