/**
 * The shape of a stack file, format 3.0 to 3.13, as one JSON Schema 2020-12 table. Docker keeps one schema a version; here
 * `since` marks what came later (learnt from what docker/cli 28.2.2 accepts and rejects under each version).
 *
 * Alternatives are always told apart by their type, so they are written as a union of types instead of `oneOf`: a wrong
 * value then breaks exactly one keyword, and one mistake is one error.
 */

/** The newest format, and what a file without a `version` is read as. */
export const LATEST_MINOR = 13;

export type TypeName = 'string' | 'number' | 'integer' | 'boolean' | 'null' | 'array' | 'object';

/** What the table says once and refers to. */
export type Definition =
  | 'service'
  | 'pairs'
  | 'distinctTexts'
  | 'textOrTexts'
  | 'fileReference'
  | 'strictExternal'
  | 'driverOptions'
  | 'duration'
  | 'updateConfig'
  | 'commandLine';

/** JSON Schema, and five keywords of our own. */
export interface Schema {
  readonly $ref?: `#/$defs/${Definition}`;
  /** In the order in which Docker names them. */
  readonly type?: TypeName | readonly TypeName[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: false | Schema;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  /** Minor version from which the place may be used at all; before it, Docker does not know the property. */
  readonly since?: number;
  /** Minor version from which a value may have this type. */
  readonly typesSince?: Readonly<Partial<Record<TypeName, number>>>;
  /** A text that must parse; `since`: the minor version from which the schema looks at it. */
  readonly format3?: { readonly name: 'duration' | 'ports'; readonly since: number };
  /** No item twice; `until`: the last minor version that minds. */
  readonly distinct?: { readonly until: number };
  /** The types are alternatives: for a value of none of them Docker names the first only. */
  readonly alternatives?: true;
}

const NAMED = '^[a-zA-Z0-9._-]+$';

const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const number: Schema = { type: 'number' };
const boolean: Schema = { type: 'boolean' };
const pairs: Schema = { $ref: '#/$defs/pairs' };
const distinctTexts: Schema = { $ref: '#/$defs/distinctTexts' };
const textOrTexts: Schema = { $ref: '#/$defs/textOrTexts' };
const commandLine: Schema = { $ref: '#/$defs/commandLine' };
const duration: Schema = { $ref: '#/$defs/duration' };
const healthDuration: Schema = { type: 'string', format3: { name: 'duration', since: 4 } };
const driverOptions: Schema = { $ref: '#/$defs/driverOptions' };
const strictExternal: Schema = { $ref: '#/$defs/strictExternal' };
const updateConfig: Schema = { $ref: '#/$defs/updateConfig' };
const fileReference: Schema = { $ref: '#/$defs/fileReference' };
const always = { until: LATEST_MINOR } as const;

function since(minor: number, schema: Schema): Schema {
  return { ...schema, since: minor };
}

/** A mapping with known keys only. `extensions`: the minor version from which `x-` keys are allowed. */
function mapping(properties: Readonly<Record<string, Schema>>, extensions?: number): Schema {
  return {
    type: 'object',
    properties,
    ...(extensions !== undefined && { patternProperties: { '^x-': { since: extensions } } }),
    additionalProperties: false,
  };
}

function named(schema: Schema): Schema {
  return { type: 'object', patternProperties: { [NAMED]: schema }, additionalProperties: false };
}

function listOf(items: Schema): Schema {
  return { type: 'array', items };
}

function orNull(schema: Schema): Schema {
  return { ...schema, type: ['object', 'null'] };
}

/** A text, or a mapping of the same thing in its long form. */
function textOr(schema: Schema): Schema {
  return { ...schema, type: ['string', 'object'], alternatives: true };
}

const external: Schema = { type: ['boolean', 'object'], properties: { name: text } };

const build = textOr({
  properties: {
    context: text,
    dockerfile: text,
    args: pairs,
    labels: since(3, pairs),
    cache_from: since(2, distinctTexts),
    network: since(4, text),
    target: since(4, text),
    shm_size: since(5, { type: ['integer', 'string'] }),
    extra_hosts: since(9, pairs),
  },
  additionalProperties: { since: 11 },
});

const serviceNetwork: Schema = {
  type: ['object', 'null'],
  alternatives: true,
  properties: {
    aliases: distinctTexts,
    driver_opts: since(13, driverOptions),
    ipv4_address: text,
    ipv6_address: text,
  },
  additionalProperties: false,
};

const port: Schema = {
  type: ['number', 'string', 'object'],
  typesSince: { object: 2 },
  alternatives: true,
  format3: { name: 'ports', since: 0 },
  properties: { mode: text, target: integer, published: integer, protocol: text },
  additionalProperties: false,
};

const volumeReference: Schema = {
  type: ['string', 'object'],
  typesSince: { object: 2 },
  alternatives: true,
  required: ['type'],
  properties: {
    type: text,
    source: text,
    target: text,
    read_only: boolean,
    consistency: text,
    bind: { type: 'object', properties: { propagation: text } },
    volume: { type: 'object', properties: { nocopy: boolean } },
    tmpfs: since(6, { type: 'object', properties: { size: { type: 'integer', minimum: 0 } } }),
  },
  additionalProperties: false,
};

const ulimit: Schema = {
  type: ['integer', 'object'],
  alternatives: true,
  required: ['soft', 'hard'],
  properties: { hard: integer, soft: integer },
  additionalProperties: false,
};

const healthcheck = mapping({
  disable: boolean,
  interval: healthDuration,
  retries: number,
  test: commandLine,
  timeout: healthDuration,
  start_period: since(4, healthDuration),
  start_interval: since(12, healthDuration),
});

const genericResources = listOf(mapping({ discrete_resource_spec: mapping({ kind: text, value: number }) }));

const deploy = orNull(
  mapping({
    mode: text,
    endpoint_mode: since(2, text),
    replicas: integer,
    labels: pairs,
    rollback_config: since(7, updateConfig),
    update_config: updateConfig,
    resources: mapping({
      limits: mapping({ cpus: text, memory: text, pids: since(9, integer) }),
      reservations: mapping({ cpus: text, memory: text, generic_resources: since(5, genericResources) }),
    }),
    restart_policy: mapping({ condition: text, delay: duration, max_attempts: integer, window: duration }),
    placement: mapping({
      constraints: listOf(text),
      preferences: since(3, listOf(mapping({ spread: text }))),
      max_replicas_per_node: since(8, integer),
    }),
  }),
);

const service = mapping(
  {
    deploy,
    build,
    cap_add: distinctTexts,
    cap_drop: distinctTexts,
    cgroupns_mode: since(9, text),
    cgroup_parent: text,
    command: commandLine,
    configs: since(3, listOf(fileReference)),
    container_name: text,
    credential_spec: since(3, mapping({ config: since(8, text), file: text, registry: text })),
    depends_on: distinctTexts,
    devices: distinctTexts,
    dns: textOrTexts,
    dns_search: textOrTexts,
    domainname: text,
    entrypoint: commandLine,
    env_file: textOrTexts,
    environment: pairs,
    expose: { type: 'array', items: { type: ['string', 'number'] }, distinct: always },
    external_links: distinctTexts,
    extra_hosts: pairs,
    healthcheck,
    hostname: text,
    image: text,
    init: since(7, boolean),
    ipc: text,
    isolation: since(5, text),
    labels: pairs,
    links: distinctTexts,
    logging: mapping({
      driver: text,
      options: { type: 'object', patternProperties: { '^.+$': { type: ['string', 'number', 'null'] } } },
    }),
    mac_address: text,
    network_mode: text,
    networks: {
      type: ['array', 'object'],
      alternatives: true,
      items: text,
      distinct: always,
      patternProperties: { [NAMED]: serviceNetwork },
      additionalProperties: false,
    },
    oom_score_adj: since(13, integer),
    pid: { type: ['string', 'null'] },
    ports: { type: 'array', items: port, distinct: always },
    privileged: boolean,
    read_only: boolean,
    restart: text,
    security_opt: distinctTexts,
    shm_size: { type: ['number', 'string'] },
    secrets: since(1, listOf(fileReference)),
    sysctls: pairs,
    stdin_open: boolean,
    stop_grace_period: duration,
    stop_signal: text,
    tmpfs: textOrTexts,
    tty: boolean,
    ulimits: { type: 'object', patternProperties: { '^[a-z]+$': ulimit } },
    user: text,
    userns_mode: text,
    volumes: { type: 'array', items: volumeReference, distinct: { until: 1 } },
    working_dir: text,
  },
  7,
);

const network = orNull(
  mapping(
    {
      name: since(5, text),
      driver: text,
      driver_opts: driverOptions,
      ipam: mapping({ driver: text, config: listOf(mapping({ subnet: text })) }),
      external: strictExternal,
      internal: boolean,
      attachable: since(2, boolean),
      labels: pairs,
    },
    7,
  ),
);

const topology = listOf({ type: 'object', properties: { segments: pairs } });

const clusterSpec: Schema = {
  type: 'object',
  properties: {
    group: text,
    access_mode: {
      type: 'object',
      properties: {
        scope: text,
        sharing: text,
        block_volume: { type: 'object' },
        mount_volume: { type: 'object', properties: { fs_type: text, mount_flags: listOf(text) } },
      },
    },
    accessibility_requirements: { type: 'object', properties: { requisite: topology, preferred: topology } },
    capacity_range: { type: 'object', properties: { required_bytes: text, limit_bytes: text } },
    availability: text,
  },
};

const volume = orNull(
  mapping(
    {
      name: since(4, text),
      driver: text,
      driver_opts: driverOptions,
      external: strictExternal,
      labels: pairs,
      // Checked from 3.10 on; before, any `x-` key was accepted as it is. Nobody has one with an older version.
      'x-cluster-spec': clusterSpec,
    },
    7,
  ),
);

const config = {
  name: since(5, text),
  file: text,
  external,
  labels: pairs,
  template_driver: since(8, text),
} as const;

const secret = { ...config, driver: since(8, text), driver_opts: since(8, driverOptions) } as const;

export const STACK_SCHEMA: Schema & { readonly $schema: string; readonly $defs: Readonly<Record<Definition, Schema>> } =
  {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...mapping(
      {
        version: text,
        services: named({ $ref: '#/$defs/service' }),
        // Docker does not look at a network whose name has other characters.
        networks: { type: 'object', patternProperties: { [NAMED]: network } },
        volumes: named(volume),
        secrets: since(1, named(mapping(secret, 7))),
        configs: since(3, named(mapping(config, 7))),
      },
      4,
    ),
    $defs: {
      service,
      /** `KEY: VALUE`, or a list of `KEY=VALUE`. */
      pairs: {
        type: ['object', 'array'],
        alternatives: true,
        patternProperties: { '.+': { type: ['string', 'number', 'null'] } },
        additionalProperties: false,
        items: text,
        distinct: always,
      },
      distinctTexts: { type: 'array', items: text, distinct: always },
      textOrTexts: { type: ['string', 'array'], alternatives: true, items: text, distinct: always },
      /** A secret or a config in a service. Unknown keys are accepted, and then lost. */
      fileReference: textOr({ properties: { source: text, target: text, uid: text, gid: text, mode: number } }),
      strictExternal: { ...external, additionalProperties: false },
      driverOptions: { type: 'object', patternProperties: { '^.+$': { type: ['string', 'number'] } } },
      duration: { type: 'string', format3: { name: 'duration', since: 0 } },
      updateConfig: mapping({
        parallelism: integer,
        delay: duration,
        failure_action: text,
        monitor: duration,
        max_failure_ratio: number,
        order: since(4, { type: 'string', enum: ['start-first', 'stop-first'] }),
      }),
      commandLine: { type: ['string', 'array'], alternatives: true, items: text },
    },
  };
