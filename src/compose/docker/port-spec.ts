/** The short form of a port, `[[ip:]published:]target[/protocol]` (go-connections `nat.ParsePortSpec`, docker/cli 28.2.2). */
import type { Port } from './stack.js';

export interface PortRanges {
  readonly targets: Range;
  /** `null` when none is published. */
  readonly published: Range | null;
  readonly protocol: string;
}

export type PortSpec =
  | { readonly ok: true; readonly ranges: PortRanges }
  /** `error` is Docker's own text. */
  | { readonly ok: false; readonly error: string };

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Reads a short port, or says why Docker refuses it. */
export function parsePortSpec(spec: string): PortSpec {
  const fail = (error: string): PortSpec => ({ ok: false, error });
  const [container = '', published = '', ...address] = spec.split(':').reverse();
  const [target, protocol] = splitProtocol(container);
  const hostIp = unbracket(address.reverse().join(':'));
  if (hostIp !== '' && !isAddress(hostIp)) return fail(`invalid IP address: ${hostIp}`);
  if (target === '') return fail(`no port specified: ${spec}<empty>`);
  const targets = parseRange(target);
  if (!targets) return fail(`invalid containerPort: ${target}`);
  const hosts = published === '' ? { start: 0, end: 0 } : parseRange(published);
  if (!hosts) return fail(`invalid hostPort: ${published}`);
  const width = targets.end - targets.start;
  if (published !== '' && width !== hosts.end - hosts.start && width !== 0) {
    return fail(`invalid ranges specified for container and host Ports: ${target} and ${published}`);
  }
  if (!['tcp', 'udp', 'sctp'].includes(protocol.toLowerCase())) return fail(`invalid proto: ${protocol}`);

  const ranges = { targets, published: published === '' ? null : hosts, protocol: protocol.toLowerCase() };
  return { ok: true, ranges };
}

/** Ranges give one port each, sorted as Docker sorts them. Always `ingress`. */
export function expandPorts({ targets, published, protocol }: PortRanges): Port[] {
  const width = targets.end - targets.start;
  const first = published?.start ?? 0;
  const ports: Port[] = [];
  for (let offset = 0; offset <= width; offset += 1) {
    // One target with a range of published ports is published on each of them.
    const lastHost = width === 0 ? (published?.end ?? 0) : first + offset;
    for (let host = first + offset; host <= lastHost; host += 1) {
      const isPublished = published !== null && host !== 0;
      ports.push({ target: targets.start + offset, published: isPublished ? host : null, protocol, mode: 'ingress' });
    }
  }
  const byText = ({ target }: Port): string => `${target}/${protocol}`;
  return ports.sort((a, b) => (byText(a) < byText(b) ? -1 : byText(a) > byText(b) ? 1 : 0));
}

function splitProtocol(text: string): [string, string] {
  const [port = '', protocol = ''] = text.split('/');
  return [port, protocol === '' ? 'tcp' : protocol];
}

function parseRange(text: string): Range | null {
  const [first = '', last = first] = text.split('-');
  const start = parsePort(first);
  const end = parsePort(last);
  return start === null || end === null || end < start ? null : { start, end };
}

function parsePort(text: string): number | null {
  return /^\d+$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

function unbracket(address: string): string {
  return address.startsWith('[') && address.endsWith(']') ? address.slice(1, -1) : address;
}

/** Go's `net.ParseIP` knows no zone (`fe80::1%eth0`). */
function isAddress(text: string): boolean {
  // Not imported: the module costs a tenth of a run on one file, and few ports name an address.
  const { isIP } = process.getBuiltinModule('node:net');
  return isIP(text) !== 0 && !text.includes('%');
}
