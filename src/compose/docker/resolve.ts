/** The effective stack as plain JSON: what the client posts to the engine, and where each value was written. */
import type { Span } from '../../core/finding.js';
import { LineMap } from '../read/lines.js';
import { toPostedImage } from './image-reference.js';
import { isUserDefined } from './outside.js';
import type { Network, Port, Service, Sourced, Stack } from './stack.js';

export interface ResolvedStack {
  readonly services: Readonly<Record<string, ResolvedService>>;
  /** By key. The networks that services use, the implicit `default` among them. */
  readonly networks: Readonly<Record<string, ResolvedNetwork>>;
  /** The same shape; each value is `file:line:column`, or `null` for what no file says. */
  readonly sources: { readonly services: JsonTree; readonly networks: JsonTree };
}

export type JsonTree = string | null | readonly JsonTree[] | { readonly [key: string]: JsonTree };

export interface ResolvedService {
  readonly image: string | null;
  readonly hostname: string | null;
  readonly sysctls: Readonly<Record<string, string>>;
  /** By network key. Aliases as posted: the service's own name is the last. */
  readonly networks: Readonly<Record<string, { readonly aliases: readonly string[] }>>;
  /** `null`: nothing is posted, which the engine reads as `vip`. */
  readonly endpointMode: string | null;
  readonly mode: string;
  /** `null`: nothing is posted, which the engine reads as 1. */
  readonly replicas: number | null;
  /** Sorted by published port. What is not posted is absent. */
  readonly ports: readonly Partial<Port>[];
}

export interface ResolvedNetwork {
  /** `null`: named after the stack, `STACK_KEY`. */
  readonly name: string | null;
  readonly driver: string;
  readonly external: boolean;
  readonly attachable: boolean;
  readonly driverOpts: Readonly<Record<string, string>>;
}

/** Environment variables and labels are left out: they hold secrets, and nothing here depends on them. */
export function resolveStack(stack: Stack): ResolvedStack {
  const locate = getLocator(stack);
  const used = new Set([...stack.services.values()].flatMap((service) => [...service.networks.keys()]));
  const networks = [...stack.networks.values()].filter(({ key }) => used.has(key));
  const services = [...stack.services.values()];
  return {
    services: toRecord(services.map((service) => [service.name, resolveService(service, stack)])),
    networks: toRecord(networks.map((network) => [network.key, resolveNetwork(network)])),
    sources: {
      services: toRecord(services.map((service) => [service.name, locateService(service, stack, locate)])),
      networks: toRecord(networks.map((network) => [network.key, locateNetwork(network, locate)])),
    },
  };
}

function resolveService(service: Service, stack: Stack): ResolvedService {
  return {
    image: service.image ? toPostedImage(service.image.value) : null,
    hostname: orNull(service.hostname?.value),
    sysctls: toRecord(mapValues(service.sysctls, ({ value }) => value)),
    networks: toRecord(
      mapValues(service.networks, ({ key, aliases }) => {
        const own = hasAliases(stack.networks.get(key)) ? [service.name] : [];
        return { aliases: [...aliases.map(({ value }) => value), ...own] };
      }),
    ),
    endpointMode: orNull(service.endpointMode?.value),
    mode: orNull(service.mode?.value) ?? 'replicated',
    replicas: service.replicas?.value ?? null,
    ports: sortPorts(service.ports).map(({ value }) => resolvePort(value)),
  };
}

function resolvePort({ target, published, protocol, mode }: Port): Partial<Port> {
  return {
    target,
    ...(published !== null && { published }),
    ...(protocol !== '' && { protocol }),
    ...(mode !== '' && { mode }),
  };
}

function resolveNetwork({ name, driver, external, attachable, driverOpts }: Network): ResolvedNetwork {
  return { name, driver, external, attachable, driverOpts: toRecord(mapValues(driverOpts, ({ value }) => value)) };
}

type Locator = (span: Span | null) => string | null;

function locateService(service: Service, stack: Stack, locate: Locator): JsonTree {
  const at = (value: Sourced<unknown> | null): string | null => locate(value && getWrittenSpan(value));
  return {
    image: at(service.image),
    hostname: at(service.hostname),
    sysctls: toRecord(mapValues(service.sysctls, at)),
    networks: toRecord(
      mapValues(service.networks, ({ key, aliases }) => {
        const own = hasAliases(stack.networks.get(key)) ? [locate(service.keySpan)] : [];
        return { aliases: [...aliases.map(at), ...own] };
      }),
    ),
    endpointMode: at(service.endpointMode),
    mode: at(service.mode),
    replicas: at(service.replicas),
    ports: sortPorts(service.ports).map(at),
  };
}

function locateNetwork({ span, driverOpts }: Network, locate: Locator): JsonTree {
  const place = locate(span);
  const opts = mapValues(driverOpts, (value) => locate(getWrittenSpan(value)));
  return { name: place, driver: place, external: place, attachable: place, driverOpts: toRecord(opts) };
}

/** Through an anchor, the place where the text is. */
function getWrittenSpan({ span, via }: Sourced<unknown>): Span {
  return via.at(-1) ?? span;
}

/** The client gives a service its name as an alias on every network that can have aliases. */
function hasAliases(network: Network | undefined): boolean {
  return network?.name == null || isUserDefined(network.name);
}

function sortPorts(ports: Service['ports']): Service['ports'] {
  return [...ports].sort((a, b) => (a.value.published ?? 0) - (b.value.published ?? 0));
}

function getLocator(stack: Stack): Locator {
  const maps = new Map(stack.files.map(({ name, text }) => [name, new LineMap(text)]));
  return (span) => {
    const map = span && maps.get(span.file);
    if (!map) return null;
    const { line, column } = map.locate(span.start);
    return `${span.file}:${line}:${column}`;
  };
}

function mapValues<T, R>(map: ReadonlyMap<string, T>, convert: (value: T) => R): [string, R][] {
  return [...map].map(([key, value]) => [key, convert(value)]);
}

/** `Object.fromEntries` defines keys, so that `__proto__` is one like any other. */
function toRecord<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries);
}

function orNull(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}
