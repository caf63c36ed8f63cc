/**
 * Libraries whose channels one row describes: which export builds the channel, where its options are, and what the library
 * does by itself. `settings.keepalive.factories` adds rows of the same shape.
 */
import type { FactorySetting } from '../../core/settings.js';
import type { LibraryId, SiteKind, Vocabulary } from './site.js';

export interface LibraryRow extends FactorySetting {
  /** Absent in a setting that matches the export from anywhere. A `*` here and in `export` stands for any text. */
  readonly module?: string;
  readonly library: LibraryId;
  readonly kind: SiteKind;
  /** Default `grpc-js`. */
  readonly vocabulary?: Vocabulary;
  /** The first release to which the row does not apply. The newest is assumed where neither an installed nor a declared one is. */
  readonly before?: string;
  /** Key of the options whose value replaces them: an object with options of its own as second argument. */
  readonly override?: string;
  /** Retries are middleware of the clients that are made from the channel. */
  readonly retryBy?: 'middleware';
  /** Keys from the argument to the object whose `interceptors` see every call; they replace the library's own. */
  readonly interceptorsAt?: readonly string[];
  /** Package version and file (or the measurement) that the row was read from. */
  readonly source: string;
}

/** A row of this file. */
export type BuiltInRow = LibraryRow & { readonly module: string };

/** A row of `settings.keepalive.factories`. Its options speak grpc-js. */
export function factoryRow(setting: FactorySetting): LibraryRow {
  return {
    ...setting,
    library: setting.module ?? setting.export,
    kind: 'client',
    source: 'settings.keepalive.factories',
  };
}

const temporalDefaults = {
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 15_000,
  'grpc.keepalive_permit_without_calls': 1,
};

/** connect-node, under each name that it was published as. */
function connectRow(module: string, source: string): BuiltInRow {
  return {
    library: 'connect-node',
    module,
    export: 'createGrpcTransport',
    kind: 'transport',
    argument: 0,
    vocabulary: 'connect-node',
    override: 'sessionManager',
    interceptorsAt: [],
    source: `${module} ${source}`,
  };
}

/** Clients over google-gax: what starts with `grpc.` reaches the channel, and gax retries by itself. */
function gaxRow(module: string, exported: string, source: string): BuiltInRow {
  return {
    library: 'google-gax',
    module: `@google-cloud/${module}`,
    export: exported,
    kind: 'client',
    argument: 0,
    vocabulary: 'google-gax',
    retries: true,
    source,
  };
}

export const libraryRows: readonly BuiltInRow[] = [
  {
    library: 'nice-grpc',
    module: 'nice-grpc',
    export: 'createChannel',
    kind: 'channel',
    argument: 2,
    retryBy: 'middleware',
    source: 'nice-grpc 2.1.18 src/client/channel.ts',
  },
  {
    library: 'nice-grpc',
    module: 'nice-grpc',
    export: 'createServer',
    kind: 'server',
    argument: 0,
    source: 'nice-grpc 2.1.18 src/server/Server.ts',
  },
  {
    library: 'nestjs',
    module: '@nestjs/microservices',
    export: 'ClientGrpcProxy',
    kind: 'client',
    argument: 0,
    vocabulary: 'nestjs',
    interceptorsAt: ['channelOptions'],
    source: '@nestjs/microservices 12.1.1 client/client-grpc.js:19',
  },
  {
    library: 'protobuf-ts',
    module: '@protobuf-ts/grpc-transport',
    export: 'GrpcTransport',
    kind: 'transport',
    argument: 0,
    path: ['clientOptions'],
    interceptorsAt: [],
    source: '@protobuf-ts/grpc-transport 2.11.1 grpc-transport.js:11',
  },
  connectRow('@connectrpc/connect-node', '2.1.2 http2-session-manager.ts:158-166'),
  connectRow('@bufbuild/connect-node', '0.13, renamed to @connectrpc/connect-node'),
  connectRow('@apachedubbo/dubbo-node', '3.0.0-alpha http2-session-manager.js:83, a copy of connect-node'),
  {
    library: 'dgraph',
    module: 'dgraph-js',
    export: 'DgraphClientStub',
    kind: 'client',
    argument: 2,
    source: 'dgraph-js 24.2.0 lib/clientStub.js:148',
  },
  {
    library: 'etcd3',
    module: 'etcd3',
    export: 'Etcd3',
    kind: 'client',
    argument: 0,
    path: ['grpcOptions'],
    retries: true,
    source: 'etcd3 1.1.2 connection-pool.js:174 (cockatiel retry on recoverable errors)',
  },
  {
    library: 'temporal',
    module: '@temporalio/client',
    export: 'Connection.connect',
    kind: 'client',
    argument: 0,
    path: ['channelArgs'],
    defaults: temporalDefaults,
    retries: true,
    interceptorsAt: [],
    source: '@temporalio/client 1.24.0 connection.ts:170-181, grpc-retry.ts',
  },
  {
    library: 'temporal',
    module: '@temporalio/client',
    export: 'Connection.lazy',
    kind: 'client',
    argument: 0,
    path: ['channelArgs'],
    defaults: temporalDefaults,
    retries: true,
    interceptorsAt: [],
    source: '@temporalio/client 1.24.0 connection.ts:170-181, grpc-retry.ts',
  },
  {
    library: 'milvus',
    module: '@zilliz/milvus2-sdk-node',
    export: 'MilvusClient',
    kind: 'client',
    argument: 0,
    path: ['channelOptions'],
    defaults: { 'grpc.keepalive_time_ms': 10_000, 'grpc.keepalive_permit_without_calls': 1 },
    retries: true,
    source: '@zilliz/milvus2-sdk-node 3.0.6 grpc/BaseClient',
  },
  {
    library: 'cerbos',
    module: '@cerbos/grpc',
    export: 'GRPC',
    kind: 'client',
    argument: 1,
    path: ['channelOptions'],
    source: '@cerbos/grpc 0.27',
  },
  ...['v1.NewClient', 'v1.NewClientWithCustomCert', 'v1.NewClientWithChannelCredentials'].map((name): BuiltInRow => ({
    library: 'authzed',
    module: '@authzed/authzed-node',
    export: name,
    kind: 'client',
    argument: name === 'v1.NewClient' ? 4 : name === 'v1.NewClientWithCustomCert' ? 4 : 3,
    source: '@authzed/authzed-node 1.6.1 src/v1.ts',
  })),
  {
    library: 'yellowstone',
    module: '@triton-one/yellowstone-grpc',
    export: 'default',
    kind: 'client',
    argument: 2,
    before: '5.0.0',
    source: '@triton-one/yellowstone-grpc 4.0.2; 5.0.0 and later are not built on grpc-js',
  },
  {
    library: 'grpc-caller',
    module: 'grpc-caller',
    export: 'default',
    kind: 'client',
    argument: 4,
    source: 'grpc-caller 0.14 lib/index.js',
  },
  {
    library: 'protocat',
    module: 'protocat',
    export: 'createClient',
    kind: 'client',
    argument: 3,
    source: 'protocat 0.6.4 dist/lib/client/client.js:79',
  },
  gaxRow('*', '*Client', 'google-gax 5.0.8 grpc.js:374-399'),
  gaxRow('pubsub', 'PubSub', '@google-cloud/pubsub src/pubsub.ts:306, handed on to its publisher and subscriber'),
  gaxRow('spanner', 'Spanner', '@google-cloud/spanner src/index.ts:415, handed on to its clients'),
  gaxRow('firestore', 'Firestore', '@google-cloud/firestore dev/src/index.ts:655, handed on to its client'),
];
