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
      `import { Client } from '@grpc/grpc-js'; ${retryInterceptor} ${plainInterceptor} new Client('a', c, ${options});`,
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

  it('do not exist on a bare channel', () => {
    expect(retryOf(`import { Channel } from '@grpc/grpc-js'; new Channel('a', c, { interceptors: [retry] });`)).toBe(
      'no',
    );
  });
});

describe('middleware of nice-grpc', () => {
  const imports = `import { createChannel, createClient, createClientFactory } from 'nice-grpc';
    import { retryMiddleware } from 'nice-grpc-client-middleware-retry';
    import { deadlineMiddleware } from 'nice-grpc-client-middleware-deadline';
    async function* loop(call, options) { for (let i = 0; i < 3; i++) { try { return yield* call.next(call.request, options); } catch {} } }
    async function* once(call, options) { if (!call.responseStream) return yield* call.next(call.request, options);
      for await (const r of call.next(call.request, options)) yield r; }
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
    ['a channel that is closed', `channel.close();`, 'no'],
  ])('%s: %s -> %s', (_, code, expected) => {
    expect(retryOf(`${imports} ${code}`)).toBe(expected);
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
