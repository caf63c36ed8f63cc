/** Where and how to write the recommended remedy into the code of a channel. `null` where the text is not ours to change. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import { judgeIdleChannel } from '../core/idle.js';
import { CONNECT_OPTIONS, KEYS } from './channel-options.js';
import type { Channel, Conditions } from './channel.js';
import {
  addArgument,
  addProperties,
  JsonText,
  replaceNode,
  type Edit,
  type Writable,
  type WritableObject,
} from './edits.js';
import type { ObjectValue, PropertyValue } from './options/value.js';
import type { CallLike } from './sites/site.js';
import { readCallPings, readClientIdle, type ClientIdle } from './timers.js';
import type { PingJudgement } from './ping-verdict.js';
import { isAtLeast, SINCE } from './versions.js';

type SourceCode = Readonly<TSESLint.SourceCode>;

/** Closes the connection before any path forgets it, and cannot upset a server. */
export const IDLE_TIMEOUT_MS = 300_000;
/** The shortest interval that servers with default settings accept during a call. */
const PING_INTERVAL_MS = 300_000;
/** grpc-js's own default. */
export const PING_TIMEOUT_MS = 20_000;
/** Between calls, servers with default settings accept few pings: at this interval the fourth never comes. */
const IDLE_PING_INTERVAL_MS = 720_000;

const MAX_ATTEMPTS = 3;

/** Three attempts on UNAVAILABLE, for all methods: whoever takes it narrows `name` to the idempotent ones. */
const RETRY_CONFIG: WritableObject = {
  methodConfig: [
    {
      name: [{}],
      retryPolicy: {
        maxAttempts: MAX_ATTEMPTS,
        initialBackoff: '0.1s',
        maxBackoff: '1s',
        backoffMultiplier: 2,
        retryableStatusCodes: ['UNAVAILABLE'],
      },
    },
  ],
};

/** One way to mend a channel; `kind` says which message describes it. */
export interface ChannelRemedy {
  readonly kind: 'closeWhenIdle' | 'pingWhileIdle' | 'pingBeforeUse';
  readonly edits: readonly Edit[];
}

/** Makes the channel survive idle time: see `docs/grpc.md` for why these values. */
export function getIdleRemedy(
  sourceCode: SourceCode,
  channel: Channel,
  set: ObjectValue,
  conditions: Conditions,
): ChannelRemedy | null {
  switch (channel.site.vocabulary) {
    case 'connect-node': {
      const edits = write(sourceCode, channel, set, [{ key: CONNECT_OPTIONS.pingInterval, value: PING_INTERVAL_MS }]);
      return edits && { kind: 'pingBeforeUse', edits };
    }
    case 'grpc-js':
    case 'nestjs': {
      const supported = isAtLeast(conditions.grpcJsVersion, SINCE.clientIdleTimeout);
      const pingInterval = supported ? PING_INTERVAL_MS : IDLE_PING_INTERVAL_MS;
      const edits = write(sourceCode, channel, set, [
        ...(supported
          ? [
              {
                key: KEYS.clientIdleTimeout,
                value: IDLE_TIMEOUT_MS,
                keep: isInTime(readClientIdle(set, true), conditions),
              },
            ]
          : []),
        { key: KEYS.keepaliveTime, value: pingInterval, keep: isInTime(readCallPings(set), conditions) },
        { key: KEYS.keepaliveTimeout, value: PING_TIMEOUT_MS, keep: true },
        ...(supported ? [] : [{ key: KEYS.permitWithoutCalls, value: 1 }]),
      ]);
      return edits && { kind: supported ? 'closeWhenIdle' : 'pingWhileIdle', edits };
    }
    default:
      return null;
  }
}

/** Spaces pings out, and closes the connection before the server counts too many between calls. */
export function getPingRemedy(
  sourceCode: SourceCode,
  channel: Channel,
  { set, conflict, periodSeconds }: PingJudgement,
  conditions: Conditions,
): readonly Edit[] | null {
  const supported = isAtLeast(conditions.grpcJsVersion, SINCE.clientIdleTimeout);
  const idle = conflict.when !== 'during-calls';
  if (idle && !supported) return null;
  return write(sourceCode, channel, set, [
    ...(idle ? [{ key: KEYS.clientIdleTimeout, value: IDLE_TIMEOUT_MS }] : []),
    { key: KEYS.keepaliveTime, value: PING_INTERVAL_MS, keep: periodSeconds * 1000 >= PING_INTERVAL_MS },
  ]);
}

/** Options that defeat a policy, with the values that do, and what the policy needs instead. */
const RETRY_SWITCHES = [
  { key: KEYS.enableRetries, defeats: (value: number) => value === 0, value: 1 },
  { key: KEYS.retryMaxAttemptsLimit, defeats: (value: number) => value < 2, value: MAX_ATTEMPTS },
] as const;

/** Adds a retry policy to a channel that has no service config, and turns on what would defeat it. */
export function getRetryRemedy(
  sourceCode: SourceCode,
  channel: Channel,
  set: ObjectValue,
  conditions: Conditions,
): readonly Edit[] | null {
  const { vocabulary, channelFromElsewhere } = channel.site;
  // The options beside `channelOverride` are ignored; the channel that is given there has its own finding.
  if (channelFromElsewhere) return null;
  const fits =
    (vocabulary === 'grpc-js' || vocabulary === 'nestjs') && isAtLeast(conditions.grpcJsVersion, SINCE.matchAllName);
  if (!fits || set.properties.has(KEYS.serviceConfig)) return null;
  const switches = RETRY_SWITCHES.filter(({ key, defeats }) => {
    const value = set.properties.get(key)?.value;
    return value?.kind === 'literal' && typeof value.value === 'number' && defeats(value.value);
  });
  const config = { key: KEYS.serviceConfig, value: new JsonText(RETRY_CONFIG) };
  return write(sourceCode, channel, set, [config, ...switches]);
}

/** Sets one option of a server. */
export function getServerRemedy(
  sourceCode: SourceCode,
  channel: Channel,
  set: ObjectValue,
  key: string,
): readonly Edit[] | null {
  return write(sourceCode, channel, set, [{ key, value: IDLE_TIMEOUT_MS }]);
}

function isInTime(timer: ClientIdle, { path }: Conditions): boolean {
  return timer.kind === 'acts' && judgeIdleChannel(path, [timer.actor]).kind === 'safe';
}

interface Wish {
  readonly key: string;
  readonly value: Writable;
  /** A value that is there is good enough. */
  readonly keep?: boolean;
}

function write(
  sourceCode: SourceCode,
  channel: Channel,
  set: ObjectValue,
  wishes: readonly Wish[],
): readonly Edit[] | null {
  const replaced: Edit[] = [];
  const added: Record<string, Writable> = {};
  for (const { key, value, keep } of wishes) {
    const property = set.properties.get(key);
    if (!property || property.origin.node === channel.site.node) added[key] = value;
    else if (!keep) {
      const node = getOwnConstant(property);
      if (!node) return null;
      replaced.push(replaceNode(sourceCode, node, value));
    }
  }
  if (Object.keys(added).length === 0) return replaced;
  const inserted = insert(sourceCode, getTarget(channel), added);
  return inserted && [...replaced, ...inserted];
}

/** The key's own text, when the property is written in this file and the key is not computed. */
export function getOwnKey({ origin, keyNode }: PropertyValue): TSESTree.Node | null {
  const { node, file } = origin;
  return file === null && node.type === 'Property' && !node.computed && !node.shorthand ? keyNode : null;
}

/** The expression that the property has in this file, whatever it is. */
export function getOwnValue({ origin }: PropertyValue): TSESTree.Expression | null {
  const { node, file } = origin;
  return file === null && node.type === 'Property' && !node.shorthand ? (node.value as TSESTree.Expression) : null;
}

/** The expression of a property, when it is a plain constant that is written right there. */
export function getOwnConstant(property: PropertyValue): TSESTree.Expression | null {
  const node = getOwnValue(property);
  const { value } = property;
  if (!node || value.kind !== 'literal' || value.overridable || value.origin.file !== null) return null;
  return isConstant(node) ? node : null;
}

function isConstant(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return ['undefined', 'NaN', 'Infinity'].includes(node.name);
    case 'UnaryExpression':
      return isConstant(node.argument);
    case 'BinaryExpression':
      return isConstant(node.left) && isConstant(node.right);
    default:
      return false;
  }
}

type Target =
  | { readonly kind: 'object'; readonly node: TSESTree.ObjectExpression; readonly path: readonly string[] }
  | { readonly kind: 'argument'; readonly call: CallLike; readonly index: number; readonly path: readonly string[] }
  | { readonly kind: 'replace'; readonly node: TSESTree.Node; readonly path: readonly string[] };

/** Where options of the channel can be added: the innermost object literal on the way to them that is in this file. */
function getTarget({ site, container }: Channel): Target | null {
  const place = site.options;
  const inner = site.vocabulary === 'nestjs' ? ['channelOptions'] : [];
  const path = [...place.path, ...inner];
  if (place.kind === 'absent') return { ...place, kind: 'argument', path };
  let current = container;
  while (current?.origin.file === null) {
    const { node } = current.origin;
    if (current.kind === 'literal' && current.value === undefined && node.type === 'Identifier') {
      return { kind: 'replace', node, path };
    }
    if (current.kind !== 'object' || node.type !== 'ObjectExpression') return null;
    const [key] = path;
    const property: PropertyValue | undefined = key === undefined ? undefined : current.properties.get(key);
    if (!property) return { kind: 'object', node, path };
    current = property.value;
    path.shift();
  }
  return null;
}

function insert(sourceCode: SourceCode, target: Target | null, properties: WritableObject): readonly Edit[] | null {
  if (!target) return null;
  const nested = target.path.reduceRight<WritableObject>((inner, key) => ({ [key]: inner }), properties);
  switch (target.kind) {
    case 'object':
      return addProperties(sourceCode, target.node, nested);
    case 'argument':
      return addArgument(sourceCode, target.call, target.index, nested);
    case 'replace':
      return [replaceNode(sourceCode, target.node, nested)];
  }
}
