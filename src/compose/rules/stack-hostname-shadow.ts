/** `hostname:` gives a task's address a name (Engine 20.10); when it is a name of the service too, that name has two meanings. */
import { stackHostnameShadow } from '../../core/catalog/stack-hostname-shadow.js';
import { formatDuration } from '../../core/duration.js';
import { isProtectedByServer } from '../model/protection.js';
import { getServiceNames, getSharedNetworks, isDnsRoundRobin } from '../model/names.js';
import type { Service, Stack } from '../docker/stack.js';
import { wordingOf } from './rule.js';
import type { StackRule } from './rule.js';

const { say } = wordingOf(stackHostnameShadow);

export const rule: StackRule = {
  entry: stackHostnameShadow,
  *check({ stack, path }) {
    for (const service of stack.services.values()) {
      const { hostname } = service;
      const network = hostname && findShadowedNetwork(stack, service, hostname.value.toLowerCase());
      if (!network || isProtectedByServer(stack, service, path)) continue;
      const isName = hostname.value.toLowerCase() === service.name.toLowerCase();
      yield say(
        hostname.span,
        'shadow',
        {
          hostname: hostname.value,
          service: service.name,
          also: isName ? 'the name of the service' : `its alias on the network \`${network}\``,
          path: path.name,
          timeout: formatDuration(path.idleTimeoutSeconds),
        },
        {
          related: hostname.via,
          help: 'Remove the hostname, or give the task a name that is no name of the service.',
          path: ['services', service.name, 'hostname'],
        },
      );
    }
  },
};

/** A network on which somebody else is there to ask for the name. */
function findShadowedNetwork(stack: Stack, service: Service, hostname: string): string | null {
  if (isDnsRoundRobin(service) || service.replicas?.value === 0) return null;
  for (const other of stack.services.values()) {
    if (other === service) continue;
    for (const network of getSharedNetworks(stack, service, other)) {
      if (getServiceNames(service, network).includes(hostname)) return network;
    }
  }
  return null;
}
