import { describe, expect, it } from 'vitest';
import { describeSites } from './sites-of.js';

const absent = (name: string, library = 'grpc-js', kind = 'client') =>
  `${kind} ${name} of ${library}, options: absent at 2`;

describe('grpc-js clients are found', () => {
  it.each([
    [
      'a namespace import',
      `import * as grpc from '@grpc/grpc-js'; new grpc.Client('a', grpc.credentials.createInsecure());`,
      'Client',
    ],
    ['a default import', `import grpc from '@grpc/grpc-js'; new grpc.Client('a', creds);`, 'Client'],
    ['a named import', `import { Client } from '@grpc/grpc-js'; new Client('a', x);`, 'Client'],
    ['a renamed import', `import { Client as Base } from '@grpc/grpc-js'; new Base('a', x);`, 'Base'],
    ['import = require', `import grpc = require('@grpc/grpc-js'); new grpc.Client('a', x);`, 'Client'],
    ['require', `const grpc = require('@grpc/grpc-js'); new grpc.Client('a', x);`, 'Client'],
    ['destructured require', `const { Client } = require('@grpc/grpc-js'); new Client('a', x);`, 'Client'],
    ['await import', `const grpc = await import('@grpc/grpc-js'); new grpc.Client('a', x);`, 'Client'],
    ['an alias', `import * as grpc from '@grpc/grpc-js'; const g = grpc; const C = g.Client; new C('a', x);`, 'C'],
    [
      'compiled TypeScript',
      `const grpc_js_1 = __importStar(require('@grpc/grpc-js')); new grpc_js_1.Client('a', x);`,
      'Client',
    ],
    ['a file of the package', `import { Client } from '@grpc/grpc-js/build/src/client'; new Client('a', x);`, 'Client'],
  ])('through %s', (_, code, name) => {
    expect(describeSites(code)).toEqual([absent(name)]);
  });

  it.each([
    [
      'loadPackageDefinition',
      `const proto = grpc.loadPackageDefinition(def); new proto.pkg.Greeter('a', c);`,
      'Greeter',
    ],
    ['a destructured package', `const { pkg } = grpc.loadPackageDefinition(def); new pkg.Greeter('a', c);`, 'Greeter'],
    [
      'a cast package',
      `const proto = grpc.loadPackageDefinition(def) as unknown as P; new proto.Greeter('a', c);`,
      'Greeter',
    ],
    [
      'a class of a package',
      `const Greeter = grpc.loadPackageDefinition(def).pkg.Greeter; new Greeter('a', c);`,
      'Greeter',
    ],
    ['a name written later', `let G; setup(() => { G = grpc.loadPackageDefinition(def).G; }); new G('a', c);`, 'G'],
    [
      'a function that loads',
      `function load() { return grpc.loadPackageDefinition(def).pkg; } new (load().Greeter)('a', c);`,
      'Greeter',
    ],
    [
      'a field',
      `class A { proto = grpc.loadPackageDefinition(d); f() { return new this.proto.Greeter('a', c); } }`,
      'Greeter',
    ],
    ['makeClientConstructor', `const C = grpc.makeClientConstructor(def, 'C'); new C('a', c);`, 'C'],
    [
      'makeGenericClientConstructor',
      `new (grpc.makeGenericClientConstructor(def, 'C'))('a', c);`,
      'makeGenericClientConstructor',
    ],
    [
      'a static field',
      `class A { static Client = grpc.makeGenericClientConstructor({}, 'S'); f() { new A.Client('a', c); } }`,
      'Client',
    ],
    [
      'a field that is written twice',
      `class A { C; f() { this.C = grpc.makeClientConstructor(d, 'A'); } g() { this.C = grpc.makeClientConstructor(d, 'B'); new this.C('a', c); } }`,
      'C',
    ],
    ['either of two', `new (x ? grpc.makeClientConstructor(d, 'A') : Other)('a', c);`, 'client'],
    ['the first that is there', `new (Other || grpc.makeClientConstructor(d, 'A'))('a', c);`, 'client'],
    ['an assignment', `let C; new (C = grpc.makeClientConstructor(d, 'A'))('a', c);`, 'client'],
    ['a class without a name', `new (class extends grpc.Client {})('a', c);`, 'client'],
    ['a package in full', `new (grpc.loadPackageDefinition(d)).G('a', c);`, 'G'],
  ])('from %s', (_, code, name) => {
    expect(describeSites(`import * as grpc from '@grpc/grpc-js'; ${code}`)).toEqual([absent(name)]);
  });

  it.each([
    ['createInsecure', `credentials.createInsecure()`],
    ['createSsl', `credentials.createSsl(ca)`],
    ['createFromSecureContext', `ChannelCredentials.createFromSecureContext(tls)`],
    ['combineChannelCredentials', `grpc.credentials.combineChannelCredentials(a, b)`],
    ['compose', `ChannelCredentials.createSsl().compose(callCredentials)`],
    ['a conditional', `isLocal ? credentials.createInsecure() : credentials.createSsl()`],
    ['a default', `given ?? credentials.createInsecure()`],
    ['a cast', `credentials.createInsecure() as any`],
    ['a name that is chosen', `credentials[isLocal ? 'createInsecure' : 'createSsl']()`],
  ])('by credentials from %s, wherever the class comes from', (_, credentials) => {
    expect(describeSites(`import { GreeterClient } from './greeter'; new GreeterClient('a', ${credentials});`)).toEqual(
      [absent('GreeterClient')],
    );
  });

  it.each([
    ['a const', `const c = credentials.createInsecure();`, 'c'],
    ['a let written later', `let c; if (tls) c = credentials.createSsl(); else c = credentials.createInsecure();`, 'c'],
    ['a typed variable', `declare let c: grpc.ChannelCredentials;`, 'c'],
    ['a function', `function make() { return credentials.createSsl(); }`, 'make()'],
  ])('by credentials in %s', (_, setup, credentials) => {
    expect(
      describeSites(`${setup} new GreeterClient('a', ${credentials}); import { GreeterClient } from './g';`),
    ).toEqual([absent('GreeterClient')]);
  });

  it('by a typed parameter or field that holds credentials', () => {
    expect(
      describeSites(`import { X } from './x'; function f(c: ChannelCredentials) { return new X('a', c); }
        class A { private creds: ChannelCredentials; g() { return new X('a', this.creds); } }
        class B { constructor(private creds: ChannelCredentials) {} g() { return new X('a', this.creds); } }`),
    ).toEqual([absent('X'), absent('X'), absent('X')]);
  });

  it('by a name for credentials, if the class has a name for clients and the file makes credentials', () => {
    const code = `function run(cases, creds) { return new cases.Client('a', creds); }`;
    expect(describeSites(`${code} credentials.createInsecure();`)).toEqual([absent('Client')]);
    expect(describeSites(`${code} ${code} credentials.createInsecure();`)).toHaveLength(2);
    expect(describeSites(`/* grpc */ ${code} run();`)).toEqual([]);
    expect(describeSites(`${code.replace('Client', 'ClientPool')} credentials.createInsecure();`)).toEqual([]);
    const given = `function run(FooClient, creds) { return new FooClient('a', creds); }`;
    expect(describeSites(`${given} credentials.createInsecure();`)).toEqual([absent('FooClient')]);
    expect(
      describeSites(`import { FooClient } from './foo'; new FooClient('a', creds); credentials.createInsecure();`),
    ).toEqual([]);
  });

  it('by credentials for a class that is declared nowhere, as in a piece of documentation', () => {
    expect(describeSites(`new GreeterClient('a', grpc.credentials.createInsecure());`)).toEqual([
      absent('GreeterClient'),
    ]);
  });

  it('in generated code imports with credentials known by name alone', () => {
    expect(
      describeSites(`import { GreeterClient } from './gen/greeter_grpc_pb'; new GreeterClient('a', creds);`),
    ).toEqual([absent('GreeterClient')]);
  });

  it.each([
    [`for (const { G } of list) new G('a', ssl);`, 'G'],
    [`new (make())('a', ssl);`, 'make'],
    [`new (make()())('a', ssl);`, 'make'],
    [`class A { f() { new this[name]('a', ssl); } }`, 'client'],
    [`const G = [1]; new G('a', ssl);`, 'G'],
    [`function G() {} new G('a', ssl);`, 'G'],
    [`const { G } = loadPackageDefinition(d); import { loadPackageDefinition } from './grpc'; new G('a', ssl);`, 'G'],
    [
      `import { makeClientConstructor } from './grpc'; new (makeClientConstructor(d))('a', ssl);`,
      'makeClientConstructor',
    ],
    [`import { load } from './grpc'; new (load(d).G)('a', ssl);`, 'G'],
  ])('by their credentials where the class is not known: %s', (code, name) => {
    expect(describeSites(`const ssl = credentials.createSsl(); ${code}`)).toEqual([absent(name)]);
  });

  it('as channels by a name for one', () => {
    expect(describeSites(`import { MyChannel } from './my'; new MyChannel('a', credentials.createSsl());`)).toEqual([
      absent('MyChannel', 'grpc-js', 'channel'),
    ]);
  });

  it('in a package, where message classes stand beside them', () => {
    const code = `import * as grpc from '@grpc/grpc-js'; const p = grpc.loadPackageDefinition(d);`;
    expect(describeSites(`${code} new p.HelloRequest(); new p.HelloRequest({});`)).toEqual([]);
    expect(describeSites(`${code} new p.Greeter(...given);`)).toEqual(['client Greeter of grpc-js, options: unknown']);
  });

  it('of the legacy binding by the credentials that it made', () => {
    expect(
      describeSites(
        `const grpc = require('grpc'); import { G } from './g'; new G('a', grpc.credentials.createInsecure());`,
      ),
    ).toEqual([absent('G', 'grpc')]);
  });

  it.each([
    [`const p = grpc.load('x.proto'); new p.Greeter('a', c);`, 'Greeter'],
    [`const p = grpc.loadObject(x); new p.Greeter('a', c);`, 'Greeter'],
    [`const Greeter = grpc.makeGenericClientConstructor(d); new Greeter('a', c);`, 'Greeter'],
  ])('as those of the legacy binding that made the class: %s', (code, name) => {
    expect(describeSites(`const grpc = require('grpc'); ${code}`)).toEqual([absent(name, 'grpc')]);
  });

  it('as those of a function under another name', () => {
    const code = `import { makeClientConstructor as make } from '@grpc/grpc-js'; const G = make(d); new G('a', c);`;
    expect(describeSites(code)).toEqual([absent('G')]);
  });

  it('as channels and as clients of the legacy binding', () => {
    expect(describeSites(`import { Channel } from '@grpc/grpc-js'; new Channel('a', c, {});`)).toEqual([
      'channel Channel of grpc-js, options: ObjectExpression',
    ]);
    expect(
      describeSites(
        `const grpc = require('grpc'); const p = grpc.load('x.proto'); new p.Greeter('a', grpc.credentials.createInsecure());`,
      ),
    ).toEqual([absent('Greeter', 'grpc')]);
  });

  it('with their options where they are written', () => {
    expect(
      describeSites(
        `import { Client } from '@grpc/grpc-js'; new Client('a', c, options); new Client('a', c, {}, ...more); new Client('a', c, ...all); new Client(...all);`,
      ),
    ).toEqual([
      'client Client of grpc-js, options: Identifier',
      'client Client of grpc-js, options: ObjectExpression',
      'client Client of grpc-js, options: unknown',
      'client Client of grpc-js, options: unknown',
    ]);
  });

  it('without type annotations, under espree', () => {
    expect(
      describeSites(
        `const grpc = require('@grpc/grpc-js'); const p = grpc.loadPackageDefinition(d); new p.G('a', c);`,
        {
          parser: 'espree',
        },
      ),
    ).toEqual([absent('G')]);
  });
});

describe('classes that extend a client', () => {
  const base = `import * as grpc from '@grpc/grpc-js';`;

  it('are judged at super() when they choose the options', () => {
    expect(describeSites(`${base} class G extends grpc.Client { constructor(a) { super(a, c, { x: 1 }); } }`)).toEqual([
      'client G of grpc-js, options: ObjectExpression',
    ]);
  });

  it('are judged where they are constructed when they pass the options on', () => {
    expect(
      describeSites(`${base} class G extends grpc.Client { constructor(a, c, o) { super(a, c, o); } } new G('a', c);`),
    ).toEqual(['client G of grpc-js, options: Identifier', absent('G')]);
  });

  it.each([
    [`class S extends grpc.Server { constructor() { super({}); } }`, 'server S of grpc-js, options: ObjectExpression'],
    [`class C extends grpc.Channel { constructor(a) { super(a, c); } }`, absent('C', 'grpc-js', 'channel')],
    [`const p = grpc.loadPackageDefinition(d); class G extends p.G { constructor(a) { super(a, c); } }`, absent('G')],
    [`export default class extends grpc.Client { constructor(a) { super(a, c); } }`, absent('Client')],
    [`export default class extends (x ? grpc.Client : Y) { constructor(a) { super(a, c); } }`, absent('client')],
    [`class G extends Base { constructor(a) { super(a, grpc.credentials.createInsecure()); } }`, absent('G')],
  ])('are judged at super() in %s', (code, site) => {
    expect(describeSites(`${base} import { Base } from './base'; ${code}`)).toEqual([site]);
  });

  it.each([
    `class A extends Map { constructor() { super('grpc', grpc.credentials.createInsecure()); } }`,
    `class A { constructor(c) {} } class B extends A { constructor() { super('a', grpc.credentials.createInsecure()); } }`,
    `class A extends Base { constructor(a) { super(a); } }`,
    `class A extends Base { constructor(a) { super('a', ...a); } }`,
    `class A extends Base { constructor(a, creds) { super(a, creds); } }`,
    `class A { constructor(a) { super(a, grpc.credentials.createInsecure()); } }`,
    `class G extends grpc.Client { get() { call('a', c); } }`,
  ])('are no clients in %s', (code) => {
    expect(describeSites(`${base} import { Base } from './base'; ${code}`)).toEqual([]);
  });

  it('are clients however many classes stand between', () => {
    const names = ['grpc.Client', 'A', 'B', 'C', 'D'];
    const classes = names.slice(1).map((name, index) => `class ${name} extends ${String(names[index])} {}`);
    expect(describeSites(`${base} ${classes.join(' ')} new D('a', c);`)).toEqual([absent('D')]);
  });

  it('are used like their base class when they have no constructor', () => {
    expect(describeSites(`${base} class G extends grpc.Client {} new G('a', c);`)).toEqual([absent('G')]);
  });
});

describe('servers', () => {
  it('have their options first', () => {
    expect(describeSites(`import * as grpc from '@grpc/grpc-js'; new grpc.Server();`)).toEqual([
      'server Server of grpc-js, options: absent at 0',
    ]);
  });
});

describe('what only looks like a client is left alone', () => {
  it.each([
    ['another Client', `import { Client } from 'pg'; new Client('grpc', options);`],
    [
      'other classes of grpc-js',
      `import * as grpc from '@grpc/grpc-js'; new grpc.Metadata(); new grpc.InterceptingCall(n(o), r);`,
    ],
    [
      'a class beside a client',
      `import * as grpc from '@grpc/grpc-js'; const C = grpc.makeClientConstructor(d, 'C'); new C.Helper('a', c);`,
    ],
    ['classes in a circle', `const A = x ? B : C; const B = x ? A : D; new A('grpc', y);`],
    ['a class factory', `import * as grpc from '@grpc/grpc-js'; grpc.makeGenericClientConstructor(def, 'C', {});`],
    ['loading a package', `import * as grpc from '@grpc/grpc-js'; grpc.loadPackageDefinition(def);`],
    ['server credentials', `new Listener('a', grpc.ServerCredentials.createInsecure());`],
    ['credentials of something else', `import { Cloud } from 'cloud-grpc'; new Cloud('region', credentials);`],
    ['composed credentials', `new ComposedChannelCredentials(x, credentials.createSsl());`],
    ['a global', `new Proxy(grpc, credentials.createSsl());`],
    [
      'a class of this file that builds nothing',
      `class Api { constructor(url, credentials) {} } new Api('grpc', credentials.createSsl());`,
    ],
    [
      'Temporal over Rust',
      `import { NativeConnection } from '@temporalio/worker'; NativeConnection.connect({ address: 'grpc' });`,
    ],
    [
      'the Connect protocol',
      `import { createConnectTransport } from '@connectrpc/connect-node'; createConnectTransport({ baseUrl: 'grpc' });`,
    ],
    ['gRPC-Web', `import { createChannel } from 'nice-grpc-web'; createChannel('a');`],
  ])('%s', (_, code) => {
    expect(describeSites(code)).toEqual([]);
  });
});
