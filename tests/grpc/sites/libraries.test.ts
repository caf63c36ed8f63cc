import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { libraryRows } from '../../../src/grpc/sites/libraries.js';
import { createProject } from '../options/project.js';
import { describeSites, sitesOf } from './sites-of.js';

describe('libraries known by a row', () => {
  it.each([
    [
      `import { createChannel } from 'nice-grpc'; createChannel('a', undefined, { x: 1 });`,
      'channel the channel of `createChannel` of nice-grpc, options: ObjectExpression',
    ],
    [
      `import { createServer } from 'nice-grpc'; createServer();`,
      'server the server of `createServer` of nice-grpc, options: absent at 0',
    ],
    [
      `import { GrpcTransport } from '@protobuf-ts/grpc-transport'; new GrpcTransport({ host });`,
      'transport GrpcTransport of protobuf-ts, options: ObjectExpression.clientOptions',
    ],
    [
      `import { createGrpcTransport } from '@connectrpc/connect-node'; createGrpcTransport({ baseUrl });`,
      'transport the transport of `createGrpcTransport` of connect-node, options: ObjectExpression',
    ],
    [
      `import { createGrpcTransport } from '@apachedubbo/dubbo-node'; createGrpcTransport({ baseUrl });`,
      'transport the transport of `createGrpcTransport` of connect-node, options: ObjectExpression',
    ],
    [
      `import * as dgraph from 'dgraph-js'; new dgraph.DgraphClientStub();`,
      'client DgraphClientStub of dgraph, options: absent at 2',
    ],
    [
      `import dgraph from 'dgraph-js'; new dgraph.DgraphClientStub();`,
      'client DgraphClientStub of dgraph, options: absent at 2',
    ],
    [`import { Etcd3 } from 'etcd3'; new Etcd3();`, 'client Etcd3 of etcd3, options: absent at 0.grpcOptions'],
    [
      `import { Connection } from '@temporalio/client'; await Connection.connect({ address });`,
      'client the client of `Connection.connect` of temporal, options: ObjectExpression.channelArgs',
    ],
    [
      `import { MilvusClient } from '@zilliz/milvus2-sdk-node'; new MilvusClient({ address });`,
      'client MilvusClient of milvus, options: ObjectExpression.channelOptions',
    ],
    [
      `import { GRPC } from '@cerbos/grpc'; new GRPC('a', { tls: false });`,
      'client GRPC of cerbos, options: ObjectExpression.channelOptions',
    ],
    [
      `import { v1 } from '@authzed/authzed-node'; v1.NewClient('t', 'a');`,
      'client the client of `v1.NewClient` of authzed, options: absent at 4',
    ],
    [
      `const caller = require('grpc-caller'); caller('a', 'p.proto', 'S');`,
      'client the client of `caller` of grpc-caller, options: absent at 4',
    ],
    [
      `import { v1 } from '@google-cloud/pubsub'; new v1.PublisherClient({ projectId });`,
      'client v1.PublisherClient of google-gax, options: ObjectExpression',
    ],
    [
      `import { PubSub } from '@google-cloud/pubsub'; new PubSub();`,
      'client PubSub of google-gax, options: absent at 0',
    ],
  ])('%s', (code, site) => {
    expect(describeSites(code)).toEqual([site]);
  });

  it('are not every export, and not every package, of which a row knows some', () => {
    expect(describeSites(`import { Storage } from '@google-cloud/storage'; new Storage({ projectId });`)).toEqual([]);
    expect(describeSites(`import { SpeechClient } from '@acme/speech'; new SpeechClient({ projectId });`)).toEqual([]);
  });

  it('are known where no name says what they are', () => {
    expect(describeSites(`new (require('dgraph-js').DgraphClientStub)();`)).toEqual([
      'client DgraphClientStub of dgraph, options: absent at 2',
    ]);
    expect(describeSites(`new (require('grpc-caller'))('a');`)).toEqual([
      'client grpc-caller of grpc-caller, options: absent at 4',
    ]);
  });

  it('are known where a class of the project extends theirs', () => {
    const code = `import { GrpcTransport } from '@protobuf-ts/grpc-transport';
      export class Transport extends GrpcTransport { constructor(host) { super({ host }); } }`;
    expect(describeSites(code)).toEqual([
      'transport Transport of protobuf-ts, options: ObjectExpression.clientOptions',
    ]);
  });

  it('are known up to the release that replaced grpc-js', () => {
    const code = `import Client from '@triton-one/yellowstone-grpc'; new Client('a', 't', undefined);`;
    const lint = (version: string) => {
      const manifest = `{ "version": "${version}" }`;
      const root = createProject({ 'node_modules/@triton-one/yellowstone-grpc/package.json': manifest });
      return describeSites(code, { filename: path.join(root, 'main.ts') });
    };
    const declare = (range: string) => {
      const manifest = `{ "dependencies": { "@triton-one/yellowstone-grpc": "${range}" } }`;
      return describeSites(code, { filename: path.join(createProject({ 'package.json': manifest }), 'main.ts') });
    };
    expect(declare('^4.0.0')).toEqual(['client Client of yellowstone, options: Identifier']);
    expect(declare('^5.0.1')).toEqual([]);
    expect(declare('latest')).toEqual([]);
    expect(lint('4.0.2')).toEqual(['client Client of yellowstone, options: Identifier']);
    expect(lint('5.0.0')).toEqual([]);
    expect(describeSites(code)).toEqual([]);
  });

  it('say where each fact was read', () => {
    for (const row of libraryRows) expect(row.source).toMatch(/\d/);
  });

  it('bring the defaults and the retry of the library', () => {
    const [site] = sitesOf(`import { Connection } from '@temporalio/client'; Connection.connect();`);
    expect(site?.defaults).toMatchObject({ 'grpc.keepalive_permit_without_calls': 1 });
    expect(site?.retryOutsideOptions).toBe('yes');
  });

  it('keep the retry of the library when other options are given', () => {
    const code = `import { Connection } from '@temporalio/client'; Connection.connect({ address });`;
    expect(sitesOf(code).map(({ retryOutsideOptions }) => retryOutsideOptions)).toEqual(['yes']);
  });

  it('lose the retry of the library when its interceptors are replaced', () => {
    const [site] = sitesOf(
      `import { Connection } from '@temporalio/client'; Connection.connect({ interceptors: [] });`,
    );
    expect(site?.retryOutsideOptions).toBe('no');
  });
});

describe('the repository of a library', () => {
  const project = (name: string) =>
    createProject({
      'package.json': `{ "name": "${name}" }`,
      'lib/index.js': `module.exports = function caller() {};`,
      'lib/response.js': `module.exports = class Response {};`,
      'gen/greeter_grpc_pb.js': `const grpc = require('@grpc/grpc-js');
      exports.GreeterClient = grpc.makeGenericClientConstructor(methods, 'Greeter');`,
    });
  const code = `const Response = require('./lib/response'); import Reply from './lib/response'; new Response('grpc'); new Reply('grpc'); require('./lib')('a', 'p.proto', 'S');`;

  it('has its clients behind its entry, and none behind the defaults of its other files', () => {
    expect(describeSites(code, { filename: path.join(project('grpc-caller'), 'test.js') })).toEqual([
      'client the client of `grpc-caller` of grpc-caller, options: absent at 4',
    ]);
  });

  it('is not every project that somebody called grpc', () => {
    const client = `const services = require('./gen/greeter_grpc_pb'); new services.GreeterClient('a', creds);`;
    expect(describeSites(client, { filename: path.join(project('grpc'), 'client.js') })).toEqual([
      'client GreeterClient of grpc-js, options: absent at 2',
    ]);
  });
});

describe('factories of the settings', () => {
  it('match an export of a module, with options under a path', () => {
    const settings = { factories: [{ module: '@acme/rpc', export: 'connect', argument: 1, path: ['grpc'] }] };
    expect(describeSites(`import { connect } from '@acme/rpc'; connect('a', { grpc: {} });`, { settings })).toEqual([
      'client the client of `connect` of @acme/rpc, options: ObjectExpression.grpc',
    ]);
    expect(describeSites(`import { connect } from 'mongoose'; connect('a', { grpc: {} });`, { settings })).toEqual([]);
  });

  it('match a name from anywhere when no module is given', () => {
    const settings = { factories: [{ export: 'Rpc.connect', argument: 0 }] };
    expect(describeSites(`import { Rpc } from './rpc'; Rpc.connect();`, { settings })).toEqual([
      'client the client of `Rpc.connect` of Rpc.connect, options: absent at 0',
    ]);
    expect(describeSites(`function f(Rpc) { Rpc.connect(); Rpc.close(); }`, { settings })).toHaveLength(1);
  });

  it('match a name that a file of the project passes on', () => {
    const root = createProject({ 'rpc.ts': `export { Rpc as Remote } from '@acme/rpc';` });
    const settings = { factories: [{ export: 'Rpc.connect', argument: 0 }] };
    const code = `import { Remote } from './rpc'; Remote.connect(); Remote.close();`;
    expect(describeSites(code, { settings, filename: path.join(root, 'main.ts') })).toHaveLength(1);
  });

  it('take default exports', () => {
    const settings = { factories: [{ module: 'acme', export: 'default', argument: 0 }] };
    expect(describeSites(`import acme from 'acme'; acme();`, { settings })).toHaveLength(1);
    expect(describeSites(`const acme = require('acme'); acme();`, { settings })).toHaveLength(1);
  });
});

describe('a channel that was built elsewhere', () => {
  it.each([
    [`import { Client } from '@grpc/grpc-js'; new Client('a', c, { channelOverride: channel });`, true],
    [`import { Client } from '@grpc/grpc-js'; new Client('a', c, { channelOverride: undefined });`, false],
    [`import { Client } from '@grpc/grpc-js'; new Client('a', c, { channelOverride: null });`, false],
    [`import { Client } from '@grpc/grpc-js'; new Client('a', c, { channelOverride: x ? undefined : null });`, false],
    [`import { Client } from '@grpc/grpc-js'; new Client('a', c, x ? { channelOverride: channel } : {});`, true],
    [
      `import { createGrpcTransport } from '@connectrpc/connect-node'; createGrpcTransport({ baseUrl, sessionManager });`,
      true,
    ],
  ])('%s: %s', (code, expected) => {
    expect(sitesOf(code).map((site) => site.channelFromElsewhere)).toEqual([expected]);
  });

  it('names that other site when it can be seen', () => {
    const code = `import * as grpc from '@grpc/grpc-js'; const channel = new grpc.Channel('a', c, {});`;
    const [channel, client] = sitesOf(`${code} new grpc.Client('a', c, { channelOverride: channel });`);
    expect(client?.carrier).toBe(channel);
    expect(channel?.carrier).toBeNull();
  });

  it('is not that of a session manager made in sight: its options are the options', () => {
    const code = `import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
      const sessionManager = new Http2SessionManager('a', options); createGrpcTransport({ sessionManager });`;
    const [site] = sitesOf(code);
    expect(site?.channelFromElsewhere).toBe(false);
    expect(describeSites(code)).toEqual([
      'transport the transport of `createGrpcTransport` of connect-node, options: Identifier',
    ]);
  });
});
