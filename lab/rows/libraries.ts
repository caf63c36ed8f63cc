/** Libraries around grpc-js, and connect-node. What differs is where the options go, and what the library does by itself. */
import type { LinterVerdict, Row } from '../row.js';
import { clientModule, cut, RACE, retried, SAFE } from './build.js';
import { retryPolicy } from './service-config.js';

const KEEPALIVE = `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`;
const RETRY = `'grpc.service_config': JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] })`;

function library(name: Row['library'], source: (inner: string) => string) {
  return (id: string, what: string, inner: string, expect: LinterVerdict, unseen?: Row['unseen']): Row =>
    clientModule(id, what, source(inner), expect, { library: name, ...(unseen && { unseen }) });
}

const ECHO_SERVICE = `import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';

const Echo = grpc.loadPackageDefinition(protoLoader.loadSync('lab/echo.proto')).lab.Echo.service;`;

const niceChannel = library(
  'nice-grpc',
  (options) => `import { createChannel, createClient } from 'nice-grpc';
${ECHO_SERVICE}

export const connect = (target) => createClient(Echo, createChannel(target, undefined${options}));

export const call = (client) => client.Unary({});
`,
);

const niceMiddleware = library(
  'nice-grpc',
  (create) => `import { createChannel, createClientFactory } from 'nice-grpc';
import { retryMiddleware } from 'nice-grpc-client-middleware-retry';
${ECHO_SERVICE}

export const connect = (target) => ${create};

export const call = (client) => client.Unary({});
`,
);

const nest = library(
  'nestjs',
  (options) => `import 'reflect-metadata';
import { ClientProxyFactory, Transport } from '@nestjs/microservices';
import { firstValueFrom } from 'rxjs';

export const connect = (url) =>
  ClientProxyFactory.create({
    transport: Transport.GRPC,
    options: { package: 'lab', protoPath: 'lab/echo.proto', url${options} },
  }).getService('Echo');

export const call = (service) => firstValueFrom(service.unary({}));
`,
);

const protobufTs = library(
  'protobuf-ts',
  (options) => `import { ChannelCredentials } from '@grpc/grpc-js';
import { GrpcTransport } from '@protobuf-ts/grpc-transport';
import { MessageType } from '@protobuf-ts/runtime';
import { ServiceType } from '@protobuf-ts/runtime-rpc';

const Message = new MessageType('lab.Message', []);
const [method] = new ServiceType('lab.Echo', [{ name: 'Unary', options: {}, I: Message, O: Message }]).methods;

export const connect = (host) =>
  new GrpcTransport({ host, channelCredentials: ChannelCredentials.createInsecure()${options} });

export const call = (transport) => transport.unary(method, {}, transport.mergeOptions({})).response;
`,
);

const connectNode = library(
  'connect-node',
  (options) => `import { create, createFileRegistry } from '@bufbuild/protobuf';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';

const file = create(FileDescriptorProtoSchema, {
  name: 'echo.proto',
  package: 'lab',
  syntax: 'proto3',
  messageType: [{ name: 'Message' }],
  service: [{ name: 'Echo', method: [{ name: 'Unary', inputType: '.lab.Message', outputType: '.lab.Message' }] }],
});
const Echo = createFileRegistry(file, () => undefined).getService('lab.Echo');

export const connect = (target) =>
  createClient(Echo, createGrpcTransport({ baseUrl: \`http://\${target}\`${options} }));

export const call = (client) => client.unary({});
`,
);

export const libraryRows: readonly Row[] = [
  niceChannel('ngBase', 'nice-grpc: no options', '', cut()),
  niceChannel('ngKa', 'nice-grpc: keepalive and permit', `, ${KEEPALIVE}`, SAFE),
  niceChannel('ngCi', 'nice-grpc: idle timeout', `, { 'grpc.client_idle_timeout_ms': 300_000 }`, SAFE),
  niceChannel('ngRp', 'nice-grpc: retryPolicy', `, { ${RETRY} }`, retried()),
  niceMiddleware(
    'ngMw',
    'nice-grpc: retry middleware alone',
    'createClientFactory().use(retryMiddleware).create(Echo, createChannel(target))',
    cut(),
  ),
  niceMiddleware(
    'ngMwRetry',
    'nice-grpc: retry middleware and retry: true',
    `createClientFactory().use(retryMiddleware).create(Echo, createChannel(target), { '*': { retry: true } })`,
    retried(),
  ),
  niceMiddleware(
    'ngNoMw',
    'nice-grpc: retry: true without the middleware',
    `createClientFactory().create(Echo, createChannel(target), { '*': { retry: true } })`,
    cut(),
  ),

  nest('nestBase', 'Nest: no options', '', cut()),
  nest(
    'nestKa',
    'Nest: keepalive and permit',
    ', keepalive: { keepaliveTimeMs: 300_000, keepalivePermitWithoutCalls: 1 }',
    SAFE,
  ),
  nest('nestNoPermit', 'Nest: keepalive without permit', ', keepalive: { keepaliveTimeMs: 300_000 }', cut()),
  nest(
    'nestTypo',
    'Nest: keepAliveTimeMs',
    ', keepalive: { keepAliveTimeMs: 300_000, keepalivePermitWithoutCalls: 1 }',
    cut(),
  ),
  nest('nestChannel', 'Nest: channelOptions', `, channelOptions: ${KEEPALIVE}`, SAFE),
  nest('nestDirect', 'Nest: grpc keys among the options', `, 'grpc.client_idle_timeout_ms': 300_000`, cut()),
  nest(
    'nestOver',
    'Nest: keepalive 0 over good channelOptions',
    `, channelOptions: ${KEEPALIVE}, keepalive: { keepaliveTimeMs: 0 }`,
    cut(),
  ),
  nest('nestRp', 'Nest: retryPolicy in channelOptions', `, channelOptions: { ${RETRY} }`, retried()),

  protobufTs('pbBase', 'protobuf-ts: no clientOptions', '', cut()),
  protobufTs('pbKa', 'protobuf-ts: keepalive in clientOptions', `, clientOptions: ${KEEPALIVE}`, SAFE),
  protobufTs('pbTop', 'protobuf-ts: channelOptions, which it does not read', `, channelOptions: ${KEEPALIVE}`, cut()),

  connectNode('cnBase', 'connect-node: its own 15 min', '', RACE),
  connectNode('cnIdle', 'connect-node: idle timeout 5 min', ', idleConnectionTimeoutMs: 300_000', SAFE),
  connectNode('cnIdleGE', 'connect-node: idle timeout 30 min', ', idleConnectionTimeoutMs: 1_800_000', cut(1800)),
  connectNode(
    'cnPing',
    'connect-node: pings before a connection is used',
    ', idleConnectionTimeoutMs: 1_800_000, pingIntervalMs: 300_000',
    SAFE,
    {
      why: 'A ping before the call meets the reset, and the call takes a new connection.',
      outcome: { kind: 'new-connection' },
    },
  ),
  connectNode(
    'cnPingOnly',
    'connect-node: pingIdleConnection without an interval',
    ', idleConnectionTimeoutMs: 1_800_000, pingIdleConnection: true',
    cut(1800),
  ),
  connectNode(
    'cnKeys',
    'connect-node: keys of grpc-js',
    `, idleConnectionTimeoutMs: 1_800_000, 'grpc.keepalive_time_ms': 300_000`,
    cut(1800),
  ),
];
