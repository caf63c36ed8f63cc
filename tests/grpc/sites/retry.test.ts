import { describe, expect, it } from 'vitest';
import { sitesOf } from './sites-of.js';

const retryOf = (code: string) => sitesOf(code).find(({ kind }) => kind !== 'server')?.retryOutsideOptions;

const retryInterceptor = `const again = (options, nextCall) => new InterceptingCall(nextCall(options), {
  start(metadata, listener, next) {
    next(metadata, { onReceiveStatus(status, done) { if (status.code === 14) nextCall(options).start(metadata); else done(status); } });
  } });`;
const plainInterceptor = `const plain = (options, nextCall) => new InterceptingCall(nextCall(options), {});`;

describe('interceptors of grpc-js', () => {
  const client = (options: string) =>
    retryOf(
      `import { Client } from '@grpc/grpc-js'; ${retryInterceptor} ${plainInterceptor} const quiet = function retryCalls() {};
       const nothing = () => {}; async function retryAll(list) {} const chain = retryAll; const endless = () => endless2; const endless2 = () => endless;
       const table = { 'first': (options, nextCall) => nextCall(options) }; const retryList = () => list(); const alias = retryList;
       const ofServer = (method, call) => { return new ServerInterceptingCall(call, {}); };
       const make = async (setUp, callback) => { setUp(1); setUp.call(1); setUp.next; callback(1); recall(1); next(1); return again; };
       new Client('a', c, ${options});`,
    );

  it.each([
    ['a function that calls on again', `{ interceptors: [again] }`, 'yes'],
    ['one among others', `{ interceptors: [plain, again] }`, 'yes'],
    ['a provider', `{ interceptor_providers: [(method) => again] }`, 'yes'],
    ['a name that says so', `{ interceptors: [createRetryInterceptor(3)] }`, 'yes'],
    ['a function that calls on once', `{ interceptors: [plain] }`, 'no'],
    ['a name of something else', `{ interceptors: [authInterceptor] }`, 'no'],
    ['a name that says nothing', `{ interceptors: [foo] }`, 'unknown'],
    ['a list that is not known', `{ interceptors: list() }`, 'unknown'],
    ['a list with holes and more', `{ interceptors: [, ...moreRetries] }`, 'yes'],
    ['what a function of that name makes', `{ interceptors: chain(given) }`, 'yes'],
    ['a list with holes', `{ interceptors: [, plain] }`, 'no'],
    ['either of two', `{ interceptors: [x ? again : plain] }`, 'yes'],
    ['either of two lists', `{ interceptors: x ? [plain] : [again] }`, 'yes'],
    ['a list that is not there', `{ interceptors: undefined }`, 'no'],
    ['a list that is none', `{ interceptors: 5 }`, 'unknown'],
    ['a list that something adds to', `{ interceptors: [plain, ...more] }`, 'unknown'],
    ['a function whose own name says so', `{ interceptors: [wrap(function retryCall() {})] }`, 'unknown'],
    ['a function with such a name', `{ interceptors: [quiet] }`, 'yes'],
    ['a function that is kept under such a name', `{ interceptors: [alias] }`, 'yes'],
    ['a method of such a name', `{ interceptors: [{ retryUnary: (next) => list(next) }] }`, 'yes'],
    ['a factory that calls what it is given', `{ interceptors: [make(f, g)] }`, 'yes'],
    ['a list that is null', `{ interceptors: null }`, 'no'],
    ['a factory of nothing', `{ interceptors: [nothing()] }`, 'no'],
    ['an interceptor of a server', `{ interceptors: [ofServer] }`, 'no'],
    ['a factory of factories without end', `{ interceptors: [endless] }`, 'unknown'],
    ['a function under a key that is text', `{ interceptors: [table.first] }`, 'no'],
    ['none', `{}`, 'no'],
    ['an empty list', `{ interceptors: [] }`, 'no'],
    ['options that are not known', `options`, 'unknown'],
  ])('%s: %s -> %s', (_, options, expected) => {
    expect(client(options)).toBe(expected);
  });

  it('count when they come with a call of that client', () => {
    const code = (call: string) =>
      retryOf(`import { Client } from '@grpc/grpc-js'; ${retryInterceptor} const client = new Client('a', c); ${call}`);
    expect(code(`client.get(request, { interceptors: [again] });`)).toBe('yes');
    expect(code(`const o = { interceptors: [again] }; client.get(request, o);`)).toBe('yes');
    expect(code(`other.get(request, { interceptors: [again] }); const other = make();`)).toBe('no');
    expect(code(`client.get(request, { interceptors: [again] }); client.put(request);`)).toBe('yes');
    expect(code(`client.get(request, { interceptors: [again] }); client.put(request); client.del(request);`)).toBe(
      'no',
    );
  });

  it.each([
    ['used where it is made', `new Client('a', c).get(request, { interceptors: [again] });`, 'yes'],
    [
      'used where it is made, beside another',
      `new Client('a', c).get(request); other.get(request, { interceptors: [again] });`,
      'no',
    ],
    ['returned', `const make = () => new Client('a', c); make().get(request, { interceptors: [again] });`, 'unknown'],
    ['passed on', `serve(new Client('a', c)); other.get(request, { interceptors: [again] });`, 'unknown'],
    [
      'passed on, beside interceptors that do not retry',
      `serve(new Client('a', c)); other.get(request, { interceptors: [auth] });`,
      'no',
    ],
    [
      'named, beside options that anyone may get',
      `const client = new Client('a', c); export const o = { interceptors: [again] }; call(o);`,
      'unknown',
    ],
  ])('with calls tell of a client that is %s: %s', (_, code, expected) => {
    expect(retryOf(`import { Client } from '@grpc/grpc-js'; ${retryInterceptor} const other = make2(); ${code}`)).toBe(
      expected,
    );
  });

  it('do not count for another client of the file when they are given to a constructor', () => {
    const code = `import { Client } from '@grpc/grpc-js'; ${retryInterceptor}
      const first = new Client('a', c, { interceptors: [again] }); const second = new Client('b', c);`;
    expect(sitesOf(code).map(({ retryOutsideOptions }) => retryOutsideOptions)).toEqual(['yes', 'no']);
  });

  it('leave it open when a call brings what is not known', () => {
    const code = (interceptors: string) =>
      retryOf(`import { Client } from '@grpc/grpc-js'; import { make } from 'elsewhere';
        class A { interceptors = ${interceptors}; client = new Client('a', c);
          get() { return this.client.get(request, { interceptors: this.interceptors }); } }`);
    expect(code('make()')).toBe('unknown');
    expect(code('[authInterceptor, createRetryInterceptor()]')).toBe('yes');
    expect(code('[authInterceptor]')).toBe('no');
  });

  it('are found in a member of the class', () => {
    const code = (interceptor: string) =>
      retryOf(`import { Client } from '@grpc/grpc-js';
        class A { again() { return (options, nextCall) => { while (x) nextCall(options); }; }
          make() { return new Client('a', c, { interceptors: [${interceptor}] }); } }`);
    expect(code('this.again()')).toBe('yes');
    expect(code('this[name]()')).toBe('unknown');
    expect(code('other.again()')).toBe('unknown');
  });

  it('are found in what a member of the class promises', () => {
    expect(
      retryOf(`import { Client } from '@grpc/grpc-js';
        class A { async all(n) { return (options, nextCall) => { while (n) nextCall(options); }; }
          make() { return new Client('a', c, { interceptors: this.all(z) }); } }`),
    ).toBe('yes');
  });

  it('leave it open when they are in a list of options', () => {
    const code = `import { Client } from '@grpc/grpc-js'; ${retryInterceptor} const client = new Client('a', c);`;
    expect(retryOf(`${code} run([{ interceptors: [again] }]);`)).toBe('unknown');
  });

  it.each([
    ['while', `while (x) nextCall(options);`],
    ['while, and once before', `while (x) nextCall(options); nextCall(options);`],
    ['do', `do { nextCall(options); } while (x);`],
    ['for', `for (;;) nextCall(options);`],
    ['for of', `for (const x of [1, 2]) nextCall(options);`],
    ['for in', `for (const x in table) nextCall(options);`],
    ['catch', `try { nextCall(options); } catch { nextCall(options); }`],
  ])('repeat the call in a loop: %s', (_, body) => {
    expect(
      retryOf(`import { Client } from '@grpc/grpc-js';
        new Client('a', c, { interceptors: [(options, nextCall) => { ${body} }] });`),
    ).toBe('yes');
  });

  it('call once where it is the client that is made in a loop', () => {
    expect(
      retryOf(`import { Client } from '@grpc/grpc-js';
        for (const a of list) new Client(a, c, { interceptors: [(options, nextCall) => nextCall(options)] });`),
    ).toBe('no');
  });

  it.each([
    ['next', `while (x) next(options);`],
    ['call', `while (x) call(options);`],
  ])('repeat a call that they know as %s', (name, body) => {
    expect(
      retryOf(
        `import { Client } from '@grpc/grpc-js'; new Client('a', c, { interceptors: [(options, ${name}) => { ${body} }] });`,
      ),
    ).toBe('yes');
  });

  it('are not known when the arguments are spread', () => {
    expect(retryOf(`import { Client } from '@grpc/grpc-js'; new Client(...all);`)).toBe('unknown');
  });

  it('count for the calls of the client that is kept where the calls are', () => {
    const code = (use: string) =>
      retryOf(
        `import { Client } from '@grpc/grpc-js'; ${retryInterceptor} const o = { interceptors: [again] }; let p; ${use}`,
      );
    expect(
      [
        `let client; client = new Client('a', c); client.get(1, o);`,
        `const client = new Client('a', c); call(client); client.get(1, o); client.close();`,
        `const client = new Client('a', c); client[m](1, { interceptors: [again] }); client.host;`,
        `new Client('a', c).get(1, o);`,
        `const client = new Client('a', c); p = { interceptors: [again] }; client.get(1, p);`,
        `const client = new Client('a', c); client.get(1, o); client.close(); client.getChannel(); client.waitForReady(d, f);`,
        `const client = new Client('a', c); client.get(1, o); use(client.host); use(client.port); use(client, client);`,
      ].map(code),
    ).toEqual(['yes', 'yes', 'yes', 'yes', 'yes', 'yes', 'yes']);
    expect(code(`const client = new Client('a', c); new Other('b', o);`)).toBe('no');
    // Which client it is, or whose options these are, does not show.
    expect(
      [
        `const { client } = new Client('a', c); client.get(1, o);`,
        `client = new Client('a', c); client.get(1, o);`,
        `holder.client = new Client('a', c); other.get(1, o);`,
        `const client = new Client('a', c); call(o);`,
        `const client = new Client('a', c); spread({ ...o });`,
        `const client = new Client('a', c); p = { interceptors: [again] }; other.get(1, p);`,
        `const client = new Client('a', c); new Other('b', { interceptors: [again] });`,
        `const client = new Client('a', c); new Other({ interceptors: [again] }, 'b', c);`,
      ].map(code),
    ).toEqual(Array(8).fill('unknown'));
  });

  it('do not exist on a bare channel', () => {
    expect(retryOf(`import { Channel } from '@grpc/grpc-js'; new Channel('a', c, { interceptors: [retry] });`)).toBe(
      'no',
    );
  });
});

describe('middleware of nice-grpc', () => {
  const imports = `import { createChannel, createClient, createClientFactory } from 'nice-grpc';
    import { retryMiddleware } from 'nice-grpc-client-middleware-retry';
    import { waitForChannelReady } from 'nice-grpc'; import { deadlineMiddleware } from 'nice-grpc-client-middleware-deadline';
    async function* loop(call, options) { for (let i = 0; i < 3; i++) { try { return yield* call.next(call.request, options); } catch {} } }
    async function* once(call, options) { if (!call.responseStream) return yield* call.next(call.request, options);
      for await (const r of call.next(call.request, options)) yield r; }
    const Def = { name: 'Greeter', methods: { sayHello: { name: 'SayHello', options: {} } } };
    const marked = (level) => ({ methods: { get: { options: { idempotencyLevel: level } }, set: { options: {} } } });
    const channel = createChannel('a');`;

  it.each([
    ['no client', ``, 'no'],
    ['a plain client', `createClient(Def, channel);`, 'no'],
    [
      'retryMiddleware alone, which retries only idempotent methods',
      `createClientFactory().use(retryMiddleware).create(Def, channel);`,
      'no',
    ],
    [
      'retryMiddleware and an idempotent method',
      `createClientFactory().use(retryMiddleware).create(marked('IDEMPOTENT'), channel);`,
      'yes',
    ],
    [
      'retryMiddleware and a method without side effects',
      `createClientFactory().use(retryMiddleware).create(marked('NO_SIDE_EFFECTS'), channel, { '*': { retryMaxAttempts: 15 } });`,
      'yes',
    ],
    [
      'retryMiddleware and a method marked as not idempotent',
      `createClientFactory().use(retryMiddleware).create(marked('IDEMPOTENCY_UNKNOWN'), channel);`,
      'no',
    ],
    [
      'an idempotent method and options of another one',
      `createClientFactory().use(retryMiddleware).create(marked('IDEMPOTENT'), channel, { set: { retry: false } });`,
      'yes',
    ],
    [
      'an idempotent method and retry: false for all',
      `createClientFactory().use(retryMiddleware).create(marked('IDEMPOTENT'), channel, { '*': { retry: false } });`,
      'no',
    ],
    [
      'an idempotent method and no attempts',
      `createClientFactory().use(retryMiddleware).create(marked('IDEMPOTENT'), channel, { '*': { retryMaxAttempts: 0 } });`,
      'no',
    ],
    ['a mark that depends', `createClientFactory().use(retryMiddleware).create(marked(level()), channel);`, 'unknown'],
    [
      'a service of which not all methods are known',
      `createClientFactory().use(retryMiddleware).create({ methods: { ...more, get: { options: {} } } }, channel);`,
      'unknown',
    ],
    [
      'a service from elsewhere',
      `import { Far } from 'far'; createClientFactory().use(retryMiddleware).create(Far, channel);`,
      'unknown',
    ],
    [
      "a service of grpc-js's kind, which has no marks",
      `createClientFactory().use(retryMiddleware).create({ get: { path: '/a/Get' } }, channel);`,
      'no',
    ],
    [
      'a channel that leaves, beside a factory with retryMiddleware',
      `export const f = createClientFactory().use(retryMiddleware); export { channel };`,
      'unknown',
    ],
    [
      'retry: true by default',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true } });`,
      'yes',
    ],
    [
      'retry: true with a call',
      `const c = createClientFactory().use(retryMiddleware).create(Def, channel); c.get({}, { retry: true });`,
      'yes',
    ],
    [
      'other retry options without it',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retryMaxAttempts: 15 } });`,
      'no',
    ],
    [
      'statuses without UNAVAILABLE',
      `import { Status } from 'nice-grpc'; createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true, retryableStatuses: [Status.INTERNAL] } });`,
      'no',
    ],
    [
      'a status that is UNAVAILABLE',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true, retryableStatuses: [13, 14] } });`,
      'yes',
    ],
    [
      'a status that may be UNAVAILABLE',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true, retryableStatuses: [given] } });`,
      'yes',
    ],
    [
      'statuses of which not all are known',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true, retryableStatuses: [13, ...more] } });`,
      'yes',
    ],
    [
      'retry: false with a call',
      `const c = createClientFactory().use(retryMiddleware).create(Def, channel); c.get({}, { retry: false });`,
      'no',
    ],
    [
      'retry with a call that depends',
      `const c = createClientFactory().use(retryMiddleware).create(Def, channel); c.get({}, { retry: flag });`,
      'yes',
    ],
    [
      'a middleware from elsewhere',
      `import { mine } from './mine'; createClientFactory().use(mine).create(Def, channel);`,
      'unknown',
    ],
    ['a client from elsewhere', `import { createClient as make } from './mine'; make(Def, channel);`, 'unknown'],
    ['a factory that is used otherwise', `createClientFactory().with(once).create(Def, channel);`, 'unknown'],
    [
      'a factory that may be given',
      `function f(given) { given ??= createClientFactory(); given.create(Def, channel); }`,
      'unknown',
    ],
    ['a channel that leaves, beside a plain client', `export { channel }; createClient(Def, other);`, 'no'],
    [
      'a channel that leaves, beside a factory that another one begins with',
      `export { channel }; const f = createClientFactory(); export const g = f.use(loop);`,
      'yes',
    ],
    [
      'no attempts',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: true, retryMaxAttempts: 0 } });`,
      'no',
    ],
    [
      'retry: true without the middleware',
      `createClientFactory().create(Def, channel, { '*': { retry: true } });`,
      'no',
    ],
    [
      'a middleware with a loop',
      `createClientFactory().use(deadlineMiddleware).use(loop).create(Def, channel);`,
      'yes',
    ],
    ['a middleware without one', `createClientFactory().use(once).create(Def, channel);`, 'no'],
    ['a factory in a variable', `const f = createClientFactory().use(loop); f.create(Def, channel);`, 'yes'],
    [
      'a factory in a field',
      `class A { f = createClientFactory().use(loop); make() { return this.f.create(Def, channel); } }`,
      'yes',
    ],
    ['a factory that grows', `let f = createClientFactory(); f = f.use(loop); f.create(Def, channel);`, 'yes'],
    ['a factory from elsewhere', `import { f } from 'elsewhere'; f.create(Def, channel);`, 'unknown'],
    [
      'a channel that leaves, beside a plain factory',
      `export const f = createClientFactory(); export { channel };`,
      'no',
    ],
    [
      'a channel that leaves, beside a factory that retries',
      `export const f = createClientFactory().use(loop); export { channel };`,
      'yes',
    ],
    ['a channel that leaves', `export default new Service(channel);`, 'unknown'],
    [
      'default options that are none',
      `createClientFactory().use(retryMiddleware).create(Def, channel, undefined);`,
      'no',
    ],
    [
      'default options from elsewhere',
      `import { o } from './o'; createClientFactory().use(retryMiddleware).create(Def, channel, o);`,
      'unknown',
    ],
    [
      'default options with more',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { ...more, '*': {} });`,
      'unknown',
    ],
    [
      'retry that depends',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: flag() } });`,
      'unknown',
    ],
    [
      'retry: false',
      `createClientFactory().use(retryMiddleware).create(Def, channel, { '*': { retry: false } });`,
      'no',
    ],
    ['a channel that is waited for', `waitForChannelReady(channel, 1); createClient(Def, await channel);`, 'no'],
    ['a channel that is given away', `connect(channel);`, 'unknown'],
    ['a channel that is a key', `table[channel];`, 'unknown'],
    ['a channel that is taken apart', `const { a } = channel;`, 'unknown'],
    ['a channel in another name', `let c; c = channel; createClient(Def, c);`, 'no'],
    ['a channel in a name of nobody', `nobody = channel;`, 'unknown'],
    ['a channel in a field', `holder.channel = channel;`, 'unknown'],
    [
      'a channel that leaves, beside a client that retries',
      `export { channel }; createClientFactory().use(loop).create(Def, other);`,
      'yes',
    ],
    ['a factory that somebody makes', `make().create(Def, channel);`, 'unknown'],
    ['a factory that somebody makes, with more', `make().use(loop).create(Def, channel);`, 'unknown'],
    ['a call that makes the factory', `make()().create(Def, channel);`, 'unknown'],
    ['a factory that is written later', `let f; f = createClientFactory(); f.create(Def, channel);`, 'no'],
    ['a factory that is never written', `let f; f.create(Def, channel);`, 'unknown'],
    [
      'a factory that somebody makes and that grows',
      `let f = make(); f = f.use(loop); f.create(Def, channel);`,
      'unknown',
    ],
    [
      'a factory that is replaced',
      `let f = createClientFactory(); f = make(); f = other; f = f.map(loop); f.create(Def, channel);`,
      'no',
    ],
    [
      'more middleware than anybody has',
      `createClientFactory()${'.use(once)'.repeat(12)}.create(Def, channel);`,
      'unknown',
    ],
    ['a channel that is closed', `channel.close();`, 'no'],
    ['names that are written from one another', `let a = channel; let b = a; a = b; createClient(Def, b);`, 'no'],
  ])('%s: %s -> %s', (_, code, expected) => {
    expect(retryOf(`${imports} ${code}`)).toBe(expected);
  });

  // The other client makes up for nothing where those of the channel are all in sight.
  it.each([
    ['no', `createClient(Def, channel);`],
    ['no', `createClient(Def, await channel);`],
    ['no', `waitForChannelReady(channel, 1);`],
    ['no', `channel;`],
    ['no', `channel.close();`],
    ['no', `let c; c = channel; createClient(Def, c);`],
    ['no', `let c = channel; c = other;`],
    ['no', `createClient(Def, channel); serve(channel);`],
    ['yes', `export const c = channel;`],
    ['yes', `serve(channel);`],
    ['yes', `registry.add(Def, channel);`],
    ['yes', `registry.create(channel);`],
    ['yes', `table[channel];`],
    ['yes', `holder.channel = channel;`],
    ['yes', `const { a } = channel;`],
  ])('%s beside a client of another channel that retries: %s', (expected, code) => {
    expect(retryOf(`${imports} createClientFactory().use(loop).create(Def, other); ${code}`)).toBe(expected);
  });
});

describe('interceptors of transports', () => {
  it.each([
    [
      'protobuf-ts',
      `new GrpcTransport({ host, interceptors: [{ interceptUnary(next, m, i, o) { for (;;) return next(m, i, o); } }] });`,
      'yes',
    ],
    [
      'protobuf-ts',
      `new GrpcTransport({ host, interceptors: [{ interceptUnary(next, m, i, o) { return next(m, i, o); } }] });`,
      'no',
    ],
    ['connect-node', `createGrpcTransport({ baseUrl, interceptors: [(next) => async (req) => next(req)] });`, 'no'],
  ])('%s: %s -> %s', (_, code, expected) => {
    const imports = `import { GrpcTransport } from '@protobuf-ts/grpc-transport'; import { createGrpcTransport } from '@connectrpc/connect-node';`;
    expect(retryOf(imports + code)).toBe(expected);
  });
});
