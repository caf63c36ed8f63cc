import { describe, expect, it } from 'vitest';
import { describeSites } from './sites-of.js';

const imports = `import * as grpc from '@grpc/grpc-js'; import { G } from './greeter_grpc_pb'; const creds = grpc.credentials.createInsecure();`;
const calls = (code: string) => describeSites(imports + code).filter((site) => !site.includes(' G '));

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
    ['it writes the options itself', `function connect(a) { return new G(a, creds, { x: 1 }); } connect('a');`],
    ['it calls itself', `function connect(a, o) { return connect(a, o); } connect('a');`],
  ])('but not when %s', (_, code) => {
    expect(calls(code)).toEqual([]);
  });
});
