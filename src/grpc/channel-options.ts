/**
 * The channel options of `@grpc/grpc-js`, as data. `tests/grpc/channel-options.test.ts` compares them with the installed
 * package: the keys, and for each claim about a value a channel that is really built.
 */

/** What the number (or text) of an option counts. */
export type OptionUnit = 'milliseconds' | 'bytes' | 'count' | 'switch' | 'json' | 'text';

/**
 * How grpc-js reads a switch. It never looks at truthiness:
 * `on-is-1` is on for the number 1 and off for everything else, `off-is-0` is off for the number 0 and on for everything else.
 */
export type SwitchReading = 'on-is-1' | 'off-is-0';

export interface ChannelOption {
  readonly key: string;
  readonly unit: OptionUnit;
  /** Which constructor reads it. */
  readonly side: 'client' | 'server' | 'both';
  /** The first release that knows the key (grpc/grpc-node tags). Absent: every release since 1.0.0 does. */
  readonly since?: string;
  readonly reading?: SwitchReading;
  /** What applies when the key is absent: a number of `unit`, or `null` for "off". */
  readonly defaultValue?: number | null;
  /** Where grpc-js 1.14.7 reads it. */
  readonly source: string;
}

/** The largest delay of a Node timer. `setTimeout` fires at once when it is asked for more. */
export const MAX_TIMER_MS = 2 ** 31 - 1;

/** grpc-js closes a channel after this without a call (internal-channel.ts:92). */
export const CLIENT_IDLE_DEFAULT_MS = 1_800_000;

/** The option keys that decide whether a channel survives. */
export const KEYS = {
  keepaliveTime: 'grpc.keepalive_time_ms',
  keepaliveTimeout: 'grpc.keepalive_timeout_ms',
  permitWithoutCalls: 'grpc.keepalive_permit_without_calls',
  clientIdleTimeout: 'grpc.client_idle_timeout_ms',
  serviceConfig: 'grpc.service_config',
  enableRetries: 'grpc.enable_retries',
  retryMaxAttemptsLimit: 'grpc-node.retry_max_attempts_limit',
  maxConnectionIdle: 'grpc.max_connection_idle_ms',
  maxConnectionAge: 'grpc.max_connection_age_ms',
  channelOverride: 'channelOverride',
  channelFactoryOverride: 'channelFactoryOverride',
  callInvocationTransformer: 'callInvocationTransformer',
} as const;

/** What keeps an idle connection alive, or closes it. */
export const IDLE_KEYS = [KEYS.keepaliveTime, KEYS.permitWithoutCalls, KEYS.clientIdleTimeout];

/** What decides whether a call is repeated. */
export const RETRY_KEYS = [KEYS.serviceConfig, KEYS.enableRetries, KEYS.retryMaxAttemptsLimit];

const OPTIONS: readonly ChannelOption[] = [
  {
    key: KEYS.keepaliveTime,
    unit: 'milliseconds',
    side: 'both',
    defaultValue: null,
    source: 'transport.ts:183, server.ts:347',
  },
  {
    key: KEYS.keepaliveTimeout,
    unit: 'milliseconds',
    side: 'both',
    defaultValue: 20_000,
    source: 'transport.ts:188, server.ts:349',
  },
  {
    key: KEYS.permitWithoutCalls,
    unit: 'switch',
    reading: 'on-is-1',
    side: 'client',
    defaultValue: 0,
    since: '1.2.0',
    source: 'transport.ts:193',
  },
  {
    key: KEYS.clientIdleTimeout,
    unit: 'milliseconds',
    side: 'client',
    since: '1.9.0',
    defaultValue: CLIENT_IDLE_DEFAULT_MS,
    source: 'internal-channel.ts:323',
  },
  { key: KEYS.serviceConfig, unit: 'json', side: 'client', source: 'resolving-load-balancer.ts:217' },
  {
    key: KEYS.enableRetries,
    unit: 'switch',
    reading: 'off-is-0',
    side: 'client',
    since: '1.8.0',
    defaultValue: 1,
    source: 'retrying-call.ts:230',
  },
  {
    key: KEYS.retryMaxAttemptsLimit,
    unit: 'count',
    side: 'client',
    since: '1.11.0',
    defaultValue: 5,
    source: 'retrying-call.ts:183',
  },
  {
    key: KEYS.maxConnectionIdle,
    unit: 'milliseconds',
    side: 'server',
    since: '1.10.2',
    defaultValue: null,
    source: 'server.ts:351',
  },
  {
    key: KEYS.maxConnectionAge,
    unit: 'milliseconds',
    side: 'server',
    defaultValue: null,
    since: '1.8.0',
    source: 'server.ts:342',
  },
  {
    key: 'grpc.max_connection_age_grace_ms',
    unit: 'milliseconds',
    side: 'server',
    defaultValue: null,
    since: '1.8.0',
    source: 'server.ts:344',
  },
  {
    key: 'grpc.use_local_subchannel_pool',
    unit: 'switch',
    reading: 'off-is-0',
    side: 'client',
    defaultValue: 0,
    source: 'internal-channel.ts:314',
  },
  {
    key: 'grpc.enable_http_proxy',
    unit: 'switch',
    reading: 'off-is-0',
    side: 'client',
    defaultValue: 1,
    since: '1.0.5',
    source: 'http_proxy.ts:187',
  },
  {
    key: 'grpc.enable_channelz',
    unit: 'switch',
    reading: 'off-is-0',
    side: 'both',
    defaultValue: 1,
    since: '1.4.2',
    source: 'internal-channel.ts:290, server.ts:322',
  },
  {
    key: 'grpc.service_config_disable_resolution',
    unit: 'switch',
    reading: 'on-is-1',
    side: 'client',
    defaultValue: 0,
    since: '1.8.2',
    source: 'resolver-dns.ts:113',
  },
  { key: 'grpc.initial_reconnect_backoff_ms', unit: 'milliseconds', side: 'client', source: 'subchannel.ts:138' },
  { key: 'grpc.max_reconnect_backoff_ms', unit: 'milliseconds', side: 'client', source: 'subchannel.ts:139' },
  {
    key: 'grpc.dns_min_time_between_resolutions_ms',
    unit: 'milliseconds',
    side: 'client',
    since: '1.6.1',
    source: 'resolver-dns.ts:136',
  },
  {
    key: 'grpc.per_rpc_retry_buffer_size',
    unit: 'bytes',
    side: 'client',
    since: '1.8.0',
    source: 'internal-channel.ts:319',
  },
  { key: 'grpc.retry_buffer_size', unit: 'bytes', side: 'client', since: '1.8.0', source: 'internal-channel.ts:318' },
  { key: 'grpc.max_send_message_length', unit: 'bytes', side: 'both', source: 'compression-filter.ts:245' },
  { key: 'grpc.max_receive_message_length', unit: 'bytes', side: 'both', source: 'compression-filter.ts:244' },
  { key: 'grpc.max_concurrent_streams', unit: 'count', side: 'server', source: 'server.ts:369' },
  { key: 'grpc.ssl_target_name_override', unit: 'text', side: 'client', source: 'channel-credentials.ts:229' },
  { key: 'grpc.primary_user_agent', unit: 'text', side: 'client', source: 'transport.ts:176' },
  { key: 'grpc.secondary_user_agent', unit: 'text', side: 'client', source: 'transport.ts:178' },
  { key: 'grpc.default_authority', unit: 'text', side: 'client', source: 'internal-channel.ts:303' },
  {
    key: 'grpc.default_compression_algorithm',
    unit: 'count',
    side: 'both',
    since: '1.5.0',
    source: 'compression-filter.ts:243',
  },
  {
    key: 'grpc.server_call_metric_recording',
    unit: 'text',
    side: 'server',
    since: '1.14.0',
    source: 'server-interceptors.ts:637',
  },
  {
    key: 'grpc.lb.ring_hash.ring_size_cap',
    unit: 'count',
    side: 'client',
    since: '1.10.0',
    source: 'channel-options.ts:66, read by @grpc/grpc-js-xds',
  },
  { key: 'grpc.http_connect_target', unit: 'text', side: 'client', source: 'http_proxy.ts:207, set by grpc-js itself' },
  { key: 'grpc.http_connect_creds', unit: 'text', side: 'client', source: 'http_proxy.ts:210, set by grpc-js itself' },
  { key: 'grpc-node.max_session_memory', unit: 'count', side: 'both', source: 'transport.ts:779, server.ts:359' },
  { key: 'grpc-node.flow_control_window', unit: 'bytes', side: 'both', since: '1.4.0', source: 'transport.ts:771' },
  {
    key: 'grpc-node.tls_enable_trace',
    unit: 'text',
    side: 'both',
    since: '1.9.0',
    source: 'channel-credentials.ts:243, server.ts:589',
  },
];

/** Every option of grpc-js by its key. */
export const CHANNEL_OPTIONS: ReadonlyMap<string, ChannelOption> = new Map(
  OPTIONS.map((option) => [option.key, option]),
);

/**
 * Arguments of the C core (C++, Python, Ruby, PHP and the retired npm package `grpc`) that people copy into grpc-js, which
 * does not read them. The value says what does the job in grpc-js, or that nothing does.
 * Source: grpc/grpc include/grpc/impl/channel_arg_names.h; no occurrence in grpc-js 1.14.7.
 */
export const CORE_ONLY_OPTIONS: ReadonlyMap<string, string | null> = new Map([
  ['grpc.http2.max_pings_without_data', null],
  ['grpc.http2.min_time_between_pings_ms', null],
  ['grpc.http2.min_sent_ping_interval_without_data_ms', null],
  ['grpc.http2.min_ping_interval_without_data_ms', null],
  ['grpc.http2.min_recv_ping_interval_without_data_ms', null],
  ['grpc.http2.max_ping_strikes', null],
  ['grpc.http2.keepalive_time_ms', KEYS.keepaliveTime],
  ['grpc.http2.keepalive_timeout_ms', KEYS.keepaliveTimeout],
  ['grpc.http2.keepalive_permit_without_calls', KEYS.permitWithoutCalls],
  ['grpc.http2.lookahead_bytes', null],
  ['grpc.http2.write_buffer_size', null],
  ['grpc.http2.max_frame_size', null],
  ['grpc.http2.bdp_probe', null],
  ['grpc.http2.hpack_table_size.decoder', null],
  ['grpc.http2.hpack_table_size.encoder', null],
  ['grpc.idle_timeout_ms', KEYS.clientIdleTimeout],
  ['grpc.min_reconnect_backoff_ms', null],
  ['grpc.lb_policy_name', KEYS.serviceConfig],
  ['grpc.max_message_length', 'grpc.max_receive_message_length'],
  ['grpc.max_metadata_size', null],
  ['grpc.so_reuseport', null],
  ['grpc.dns_enable_srv_queries', null],
  ['grpc.enable_deadline_checking', null],
  ['grpc.tcp_user_timeout_ms', null],
]);

/** The keys of NestJS's `options.keepalive` object, and the option that each becomes (nestjs/microservices client-grpc.ts). */
export const NEST_KEEPALIVE_KEYS: ReadonlyMap<string, string> = new Map([
  ['keepaliveTimeMs', KEYS.keepaliveTime],
  ['keepaliveTimeoutMs', KEYS.keepaliveTimeout],
  ['keepalivePermitWithoutCalls', KEYS.permitWithoutCalls],
  ['http2MaxPingsWithoutData', 'grpc.http2.max_pings_without_data'],
  ['http2MinTimeBetweenPingsMs', 'grpc.http2.min_time_between_pings_ms'],
  ['http2MinPingIntervalWithoutDataMs', 'grpc.http2.min_ping_interval_without_data_ms'],
  ['http2MaxPingStrikes', 'grpc.http2.max_ping_strikes'],
]);

/** The options of connect-node's HTTP/2 transports (connectrpc/connect-es http2-session-manager.ts). */
export const CONNECT_OPTIONS = {
  pingInterval: 'pingIntervalMs',
  pingIdleConnection: 'pingIdleConnection',
  pingTimeout: 'pingTimeoutMs',
  idleConnectionTimeout: 'idleConnectionTimeoutMs',
} as const;

/** connect-node closes an idle connection after this by itself: exactly the idle timeout of IPVS. */
export const CONNECT_IDLE_DEFAULT_MS = 900_000;

/**
 * The option that a key was meant to be: one whose letters are the same once prefix, case, separators and the unit are taken
 * away (`keepaliveTimeMs`, `grpc.keepalive_time`, `grpc.keepAliveTimeMs`), or that differs in a single letter.
 *
 * @param key - a key that no catalogue knows
 * @returns the right key, or `null` when nothing is near. No two keys of a catalogue are near each other.
 */
export function getNearestOption(key: string, candidates: Iterable<string> = CHANNEL_OPTIONS.keys()): string | null {
  const wanted = normalizeKey(key);
  return [...candidates].find((candidate) => isNear(wanted, normalizeKey(candidate))) ?? null;
}

function normalizeKey(key: string): string {
  return key
    .replace(/^grpc(?:-node)?[._]/, '')
    .replace(/[^a-z\d]/gi, '')
    .toLowerCase()
    .replace(/(?:ms|millis|milliseconds)$/, '');
}

/** At most one letter inserted, dropped, replaced or swapped with its neighbour. Short words say too little to guess. */
function isNear(left: string, right: string): boolean {
  if (left === right) return true;
  if (Math.min(left.length, right.length) < 8) return false;
  let start = 0;
  while (start < left.length && left[start] === right[start]) start++;
  const restLeft = left.slice(start);
  const restRight = right.slice(start);
  return (
    restLeft.slice(1) === restRight ||
    restLeft === restRight.slice(1) ||
    restLeft.slice(1) === restRight.slice(1) ||
    `${restLeft.slice(1, 2)}${restLeft.slice(0, 1)}${restLeft.slice(2)}` === restRight
  );
}
