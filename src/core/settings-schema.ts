/** The properties of {@link KeepaliveSettings} as JSON Schema: `settings.keepalive` in ESLint and the top of `keepalive.config.*`. */
import type { JsonSchema } from './json-schema.js';
import { PROFILES } from './profiles.js';
import type { KeepaliveSettings } from './settings.js';

const FACTORY_SCHEMA = {
  type: 'object',
  description: 'One wrapper: which call builds a channel and where its options are.',
  additionalProperties: false,
  required: ['export', 'argument'],
  properties: {
    module: {
      type: 'string',
      minLength: 1,
      description: "The module as imported. Without it the export's name counts from anywhere.",
    },
    export: {
      type: 'string',
      minLength: 1,
      description: 'The exported function or class, with dots for members: `createClient`, `Grpc.connect`.',
    },
    argument: {
      type: 'integer',
      minimum: 0,
      description: 'The position, from 0, of the argument that is or contains the channel options.',
    },
    path: {
      type: 'array',
      items: { type: 'string' },
      description: 'The keys from that argument to the options. Default: the argument itself.',
    },
    defaults: {
      type: 'object',
      additionalProperties: { type: ['string', 'number', 'boolean'] },
      description: 'Channel options that the wrapper sets by itself.',
    },
    retries: { type: 'boolean', description: 'The wrapper retries UNAVAILABLE by itself. Default: false.' },
  },
} as const satisfies JsonSchema;

export const SETTINGS_PROPERTIES = {
  profile: {
    type: 'string',
    enum: Object.keys(PROFILES),
    description: 'The middlebox on the way. Default: swarm-ipvs.',
  },
  idleTimeoutSeconds: {
    type: 'number',
    minimum: 31,
    description: "After how many idle seconds the path forgets a connection, instead of the profile's number.",
  },
  server: {
    type: 'string',
    enum: ['unknown', 'grpc-js', 'go', 'java', 'c-core', 'tonic', 'kestrel'],
    description: 'The implementation of the servers that this project calls. It decides which pings are welcome.',
  },
  permitsIdlePings: {
    type: 'boolean',
    description: 'Those servers were configured to allow pings without calls. Default: what `server` does by default.',
  },
  unknown: {
    type: 'string',
    enum: ['silent', 'report'],
    description: 'What to do about values that cannot be determined. Default: silent.',
  },
  grpcJsVersion: {
    type: 'string',
    minLength: 1,
    description: 'The installed @grpc/grpc-js. Default: read from node_modules, else the newest known.',
  },
  types: {
    type: 'string',
    enum: ['auto', 'off'],
    description: 'Whether type information is used where the parser offers it. Default: auto.',
  },
  factories: {
    type: 'array',
    items: FACTORY_SCHEMA,
    description: 'Wrappers of your own that build a channel.',
  },
} as const satisfies Record<keyof KeepaliveSettings, JsonSchema>;
