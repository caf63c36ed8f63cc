/** Which side of a connection sees to it that it outlives idle spells: the server, the client, or neither. */
import { judgeIdleChannel } from '../../core/idle.js';
import type { Actor, IdlePath, Verdict } from '../../core/idle.js';
import type { Service, Stack } from '../docker/stack.js';
import { getAddressTexts } from './address-texts.js';
import { findHabits } from './client-habits.js';
import { findSysctl, getFirstProbe } from './keepalive.js';
import { resolveHost } from './names.js';
import type { Program } from './programs.js';
import { findServerOptions, toBehaviour } from './server-options.js';
import { getProgram } from './service-program.js';
import { KEEPALIVE_TIME } from './sysctl-key.js';

/**
 * What happens to an idle connection by the server's own doing; null when that is not known well enough to speak, or the
 * server says something that another rule judges.
 */
export function judgeServerSide(stack: Stack, server: Service, path: IdlePath): Verdict | null {
  const actors = hasOwnSetting(server) ? null : getServerActors(stack, server, getProgram(server));
  return actors && judgeIdleChannel(path, actors);
}

/** Whether the server itself sees to it that its connections outlive idle spells, or says something that another rule judges. */
export function isProtectedByServer(stack: Stack, server: Service, path: IdlePath): boolean {
  const verdict = judgeServerSide(stack, server, path);
  return verdict === null || verdict.kind === 'safe';
}

/**
 * Whether the service has a keepalive time of its own: then `stack-keepalive-time` and `stack-sysctl-value` judge it, and it
 * is either right, which protects, or reported where it is written.
 */
function hasOwnSetting(service: Service): boolean {
  return findSysctl(service, KEEPALIVE_TIME) !== null || hasKeepaliveLibrary(service);
}

/** A preloaded library that turns keepalive on, with times of its own: not visible here. */
function hasKeepaliveLibrary(service: Service): boolean {
  return /keepalive|dontdie/i.test(service.environment.get('LD_PRELOAD')?.value ?? '');
}

/** What the server does with an idle connection; null when that is not known well enough to speak. */
function getServerActors(stack: Stack, server: Service, program: Program | null): readonly Actor[] | null {
  if (!program) return [];
  const options = findServerOptions(server, program);
  const behaviours = options.map(toBehaviour);
  if (!options.some(({ option }) => option.acts === 'refresher')) behaviours.push(program.asServer);
  const actors = behaviours.map((behaviour) =>
    behaviour === 'follows-sysctl' ? getKernelActor(stack, server) : behaviour,
  );
  return actors.every((actor) => actor !== null) ? actors : null;
}

/** The kernel's keepalive, for a program that turns it on. */
function getKernelActor(stack: Stack, server: Service): Actor | null {
  const probe = getFirstProbe(server, stack);
  return probe.kind === 'after' ? { kind: 'refresher', periodSeconds: probe.seconds, clock: 'kernel' } : null;
}

/** Whether the client sees to it, by its program or by what its address of the server says. */
export function isProtectedByClient(stack: Stack, client: Service, server: Service, path: IdlePath): boolean {
  if (hasOwnSetting(client)) return true;
  const asClient = getProgram(client)?.asClient;
  const actors = [...findHabits(client), ...(asClient ? [asClient] : [])];
  if (judgeIdleChannel(path, actors).kind === 'safe') return true;
  // libpq and pgjdbc take the time in the address: whoever wrote it there has thought about it.
  return getAddressTexts(client).some(
    ({ entry, addresses }) =>
      /keepalives_idle|tcpKeepAlive/i.test(entry.value) &&
      addresses.some(({ host }) => resolveHost(stack, client, host).some((found) => found.server === server)),
  );
}
