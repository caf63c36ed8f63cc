/** Connections through a virtual IP that nobody keeps alive: one finding per server, with the cheapest fix that is right. */
import { stackIdleConnection } from '../../core/catalog/stack-idle-connection.js';
import { formatDuration } from '../../core/duration.js';
import type { Finding, LabelledSpan, Remedy } from '../../core/finding.js';
import { actsBySeconds } from '../../core/idle.js';
import type { Actor } from '../../core/idle.js';
import { listNames } from '../../core/message.js';
import { getFile } from '../docker/place.js';
import { setKeys, setSysctls } from '../fix/operations.js';
import { findServersAtRisk } from '../model/connections.js';
import type { ClientAtRisk, ServerAtRisk } from '../model/connections.js';
import { getRecommendedSysctls } from '../model/recommended.js';
import { KEEPALIVE_INTVL, KEEPALIVE_PROBES, KEEPALIVE_TIME } from '../model/sysctl-key.js';
import { changesOf, getNames, wordingOf } from './rule.js';
import type { FindingDetails, StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackIdleConnection);

export const rule: StackRule = {
  entry: stackIdleConnection,
  *check(context) {
    const alive = getNames(context, 'clientsWithKeepalive');
    for (const risk of findServersAtRisk(context.stack, context.path)) {
      const clients = risk.clients.filter(({ service }) => !alive.has(service.name));
      if (clients.length > 0 || risk.published) yield report(context, { ...risk, clients });
    }
  },
};

function report(context: StackContext, risk: ServerAtRisk): Finding {
  const { server, program, clients, published, verdict } = risk;
  const { path } = context;
  const names = listNames(clients.map(({ service }) => service.name));
  const data = {
    server: server.name,
    timeout: formatDuration(path.idleTimeoutSeconds),
    path: path.name,
  };
  const known = {
    program: program?.name ?? '',
    behaviour: describeActor(verdict.by),
  };
  const details: FindingDetails = {
    label: program ? `${program.name}, behind a virtual IP` : 'behind a virtual IP',
    related: [...clients.map(describeClient), ...(published ? [{ ...published.span, label: OUTSIDE }] : [])],
    help: getHelp(context, risk),
    suggestions: getSuggestions(context, risk),
    path: ['services', server.name],
    ...(verdict.kind === 'cut' && { window: verdict.window }),
  };
  if (clients.some(({ evidence }) => evidence.kind !== 'neighbour')) {
    const named = { ...data, clients: names };
    return program
      ? say(server.keySpan, 'named', { ...named, ...known }, details)
      : say(server.keySpan, 'unknownServer', named, details);
  }
  if (clients.length > 0 || !published) {
    return say(server.keySpan, 'neighbours', { ...data, ...known, clients: names }, details);
  }
  return say(server.keySpan, 'published', { ...data, ...known, port: String(published.port) }, details);
}

const OUTSIDE = 'clients outside come in here, through the ingress network';

/** What the server does first, too late. */
function describeActor(actor: Actor | null): string {
  if (!actor) return 'sends no TCP keepalive probe';
  const after = formatDuration(actsBySeconds(actor));
  return actor.kind === 'closer' ? `ends it after ${after} only` : `sends its first TCP keepalive probe after ${after}`;
}

function describeClient({ service, evidence }: ClientAtRisk): LabelledSpan {
  switch (evidence.kind) {
    case 'address':
      return { ...evidence.span, label: `${service.name} has its address (${evidence.where})` };
    case 'dependency':
      return { ...evidence.span, label: `${service.name} depends on it (${evidence.where})` };
    case 'neighbour':
      return { ...evidence.span, label: 'on the same network' };
  }
}

function getHelp({ path }: StackContext, { server, fix }: ServerAtRisk): string {
  const time = String(getRecommendedSysctls(path)[KEEPALIVE_TIME]);
  const setting = `\`${KEEPALIVE_TIME}: ${time}\` under \`sysctls:\` of \`${server.name}\``;
  switch (fix.kind) {
    case 'sysctl':
      return `${fix.program.name} asks for keepalive on every connection, so ${setting} protects all clients at once.`;
    case 'dnsrr':
      return `With one task, \`endpoint_mode: dnsrr\` under \`deploy:\` of \`${server.name}\` takes the virtual IP out of the way and costs nothing.`;
    case 'sysctl-and-keepalive':
      return `Write ${setting}, and have its program turn on TCP keepalive (SO_KEEPALIVE): without that the kernel sends no probe.`;
  }
}

function getSuggestions({ stack, path }: StackContext, { server, fix }: ServerAtRisk): readonly Remedy[] {
  const file = getFile(stack, server.keySpan);
  const service = ['services', server.name];
  const sysctls = getRecommendedSysctls(path);
  const bySysctls = changesOf(setSysctls(file, service, sysctls)).map((change) =>
    offer(change, 'setSysctls', {
      server: server.name,
      time: String(sysctls[KEEPALIVE_TIME]),
      interval: String(sysctls[KEEPALIVE_INTVL]),
      probes: String(sysctls[KEEPALIVE_PROBES]),
    }),
  );
  if (fix.kind !== 'dnsrr') return bySysctls;
  const byDnsrr = changesOf(setKeys(file, [...service, 'deploy'], { endpoint_mode: 'dnsrr' })).map((change) =>
    offer(change, 'setDnsrr', { server: server.name }),
  );
  return [...byDnsrr, ...bySysctls];
}
