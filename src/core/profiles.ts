/**
 * Idle timeouts of the middleboxes people meet, as data.
 *
 * Two kinds: a `flow-table` counts packets, so TCP keepalive refreshes it; a `proxy` ends TCP itself and counts
 * application traffic only, so no sysctl helps. Stack rules accept flow tables only.
 */
import type { IdlePath } from './idle.js';

export type ProfileId = keyof typeof PROFILES;

export interface Profile extends IdlePath {
  /** What it is, as a message names it. */
  readonly name: string;
  readonly kind: 'flow-table' | 'proxy';
  /** What the ends see when the path has forgotten the connection. */
  readonly signal: 'reset' | 'silent' | 'close';
  /** `null`: fixed. Otherwise where it is set and the range, in the maker's words and units. */
  readonly configurable: string | null;
  /** How the safe bound was found. */
  readonly safeBoundFrom: 'measured' | 'estimated';
  readonly source: string;
}

/** For paths whose timers were not measured: the larger of 30 s and 5 % before the idle timeout. */
function estimatedBound(idleTimeoutSeconds: number): {
  idleTimeoutSeconds: number;
  safeBoundSeconds: number;
  safeBoundFrom: 'estimated';
} {
  const margin = Math.max(30, Math.ceil(idleTimeoutSeconds * 0.05));
  return { idleTimeoutSeconds, safeBoundSeconds: idleTimeoutSeconds - margin, safeBoundFrom: 'estimated' };
}

export const PROFILES = {
  'swarm-ipvs': {
    name: 'Docker Swarm (IPVS)',
    kind: 'flow-table',
    idleTimeoutSeconds: 900,
    // The largest keepalive time that never loses on any distribution kernel (HZ=100). Measured in a VM at HZ=250,
    // modelled for the other HZ: lab/timer-wheel.
    safeBoundSeconds: 859,
    safeBoundFrom: 'measured',
    signal: 'reset',
    configurable: null,
    source:
      'linux 6.1 net/netfilter/ipvs/ip_vs_proto_tcp.c:332 tcp_timeouts[IP_VS_TCP_S_ESTABLISHED]; kernel/time/timer.c:104',
  },
  'swarm-ipvs-half-closed': {
    name: 'Docker Swarm (IPVS), half-closed connections',
    kind: 'flow-table',
    ...estimatedBound(60),
    signal: 'reset',
    configurable: null,
    source: 'linux 6.1 net/netfilter/ipvs/ip_vs_proto_tcp.c:338 tcp_timeouts[IP_VS_TCP_S_CLOSE_WAIT]; moby/moby#29655',
  },
  'kube-proxy-ipvs': {
    name: 'kube-proxy in IPVS mode',
    kind: 'flow-table',
    idleTimeoutSeconds: 900,
    safeBoundSeconds: 859,
    safeBoundFrom: 'measured',
    signal: 'reset',
    configurable: 'kube-proxy --ipvs-tcp-timeout',
    source: 'kubernetes/kubernetes PR #85517; the same kernel code as swarm-ipvs',
  },
  'aws-nlb': {
    name: 'AWS Network Load Balancer',
    kind: 'flow-table',
    ...estimatedBound(350),
    signal: 'reset',
    configurable: 'tcp.idle_timeout.seconds, 60 to 6000 s (TLS listeners: fixed)',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
  },
  'aws-gwlb': {
    name: 'AWS Gateway Load Balancer',
    kind: 'flow-table',
    ...estimatedBound(350),
    signal: 'silent',
    configurable: 'tcp.idle_timeout.seconds, 60 to 6000 s',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/gateway/update-idle-timeout.html',
  },
  'aws-nat-gateway': {
    name: 'AWS NAT gateway, VPC endpoint or Network Firewall',
    kind: 'flow-table',
    ...estimatedBound(350),
    signal: 'reset',
    configurable: null,
    source: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html',
  },
  'aws-security-group-nitro-v6': {
    name: 'AWS security group on Nitro v6 instances',
    kind: 'flow-table',
    ...estimatedBound(350),
    signal: 'silent',
    configurable: 'per network interface, 60 to 432000 s (432000 s on other instance types)',
    source: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ConnectionTrackingConfiguration.html',
  },
  'azure-lb': {
    name: 'Azure Load Balancer',
    kind: 'flow-table',
    ...estimatedBound(240),
    signal: 'silent',
    configurable: 'idleTimeoutInMinutes, 4 to 100 min',
    source: 'https://learn.microsoft.com/azure/load-balancer/load-balancer-tcp-idle-timeout',
  },
  'gcp-vpc': {
    name: 'Google Cloud VPC',
    kind: 'flow-table',
    ...estimatedBound(600),
    signal: 'silent',
    configurable: null,
    source: 'https://cloud.google.com/compute/docs/troubleshooting/general-tips',
  },
  'linux-conntrack': {
    name: 'Linux connection tracking',
    kind: 'flow-table',
    ...estimatedBound(432_000),
    signal: 'silent',
    configurable: 'net.netfilter.nf_conntrack_tcp_timeout_established',
    source: 'linux Documentation/networking/nf_conntrack-sysctl.rst:136',
  },
  'aws-alb': {
    name: 'AWS Application Load Balancer',
    kind: 'proxy',
    ...estimatedBound(60),
    signal: 'close',
    configurable: 'idle_timeout.timeout_seconds, 1 to 4000 s',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
  },
  'aws-clb': {
    name: 'AWS Classic Load Balancer',
    kind: 'proxy',
    ...estimatedBound(60),
    signal: 'close',
    configurable: 'ConnectionSettings.IdleTimeout',
    source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html',
  },
  'nginx-http': {
    name: 'nginx (http upstream)',
    kind: 'proxy',
    ...estimatedBound(60),
    signal: 'close',
    configurable: 'proxy_read_timeout, grpc_read_timeout',
    source: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html',
  },
  'nginx-stream': {
    name: 'nginx (stream)',
    kind: 'proxy',
    ...estimatedBound(600),
    signal: 'close',
    configurable: 'proxy_timeout',
    source: 'https://nginx.org/en/docs/stream/ngx_stream_proxy_module.html',
  },
  'envoy-http': {
    name: 'Envoy (http)',
    kind: 'proxy',
    ...estimatedBound(3600),
    signal: 'close',
    configurable: 'common_http_protocol_options.idle_timeout; streams: stream_idle_timeout, 300 s',
    source: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
  },
  'traefik-http': {
    name: 'Traefik (http)',
    kind: 'proxy',
    ...estimatedBound(180),
    signal: 'close',
    configurable: 'entryPoints.<name>.transport.respondingTimeouts.idleTimeout',
    source: 'https://doc.traefik.io/traefik/routing/entrypoints/#respondingtimeouts',
  },
  haproxy: {
    name: 'HAProxy',
    kind: 'proxy',
    // Without a `timeout` line HAProxy waits for ever and warns at start; distributions ship 1 min.
    ...estimatedBound(60),
    signal: 'close',
    configurable: 'timeout client, timeout server, timeout tunnel (no line: for ever)',
    source: 'https://docs.haproxy.org/3.0/configuration.html#4.2-timeout%20client',
  },
} as const satisfies Record<string, Profile>;

/** What is linted for unless the user chooses otherwise. */
export const DEFAULT_PROFILE_ID: ProfileId = 'swarm-ipvs';

/** The profile of that name. The id comes from validated settings, so there is always one. */
export function getProfile(id: ProfileId): Profile {
  return PROFILES[id];
}
