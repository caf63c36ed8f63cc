import type { RuleEntry } from './rule.js';

export const stackDeployRefusal = {
  id: 'stack-deploy-refusal',
  description: 'Disallow settings that the client accepts and the engine, swarmkit, runc or the kernel refuses.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'error',
  edits: 'suggestion',
  schema: [],
  defaultOptions: [],
  messages: {
    // docker stack deploy, before it talks to the engine. `docker stack config` accepts all of these.
    noImage:
      'Service `{{service}}` has no `image`: `docker stack config` accepts that and `docker stack deploy` stops.',
    badImage: '`{{image}}` is no image name, and `docker stack deploy` stops.',
    unknownMode: '`{{mode}}` is no mode of a service, and `docker stack deploy` stops: {{allowed}}, in lower case.',
    replicasWithGlobal:
      'Service `{{service}}` has mode `{{mode}}`, so `replicas` is not possible, and `docker stack deploy` stops.',
    undefinedName:
      'Service `{{service}}` uses the {{kind}} `{{name}}`, which is not declared under `{{section}}` at the top level: `docker stack deploy` stops.',
    badMount: 'A volume of service `{{service}}` is not possible ({{reason}}), and `docker stack deploy` stops.',
    duplicateTarget:
      'Service `{{service}}` mounts two {{section}} as `{{target}}`, and `docker stack deploy` refuses it. Give `{{name}}` a `target` of its own.',
    badCpus: '`{{value}}` is no number of CPUs, and `docker stack deploy` stops.',
    badRestart: '`{{value}}` is no restart policy, and `docker stack deploy` stops: {{allowed}}.',
    testAndDisable:
      'The healthcheck of service `{{service}}` is disabled and has a test, and `docker stack deploy` stops.',
    credentialConflict: 'Service `{{service}}` has two credential specs, and `docker stack deploy` stops.',
    noFile: 'The {{kind}} `{{name}}` has neither a `file` nor `external: true`, and `docker stack deploy` stops.',
    missingFile: 'There is no file `{{file}}`, and `docker stack deploy` stops.',
    missingNetwork: 'The external network `{{name}}` does not exist, and `docker stack deploy` stops.',
    localNetwork: 'The external network `{{name}}` exists on one node only, and `docker stack deploy` stops.',
    // The engine.
    endpointMode:
      '`{{mode}}` is no endpoint mode: the client accepts it, and the engine refuses the service `{{service}}`. Possible are `vip` and `dnsrr`.',
    unknownWord:
      '`{{value}}` is no `{{property}}`: the client accepts it, and the engine refuses the service `{{service}}`. Possible are {{allowed}}.',
    ingressPort:
      'Port {{port}} of `{{service}}` goes through the ingress network, which needs the virtual IP that `dnsrr` takes away: the engine refuses the service.',
    localDriver:
      'The network `{{network}}` has the driver `{{driver}}` and so exists on one node only: the engine refuses {{services}}, since a service can only join a network of the whole swarm.',
    predefinedNetwork:
      'The name `{{name}}` belongs to a network that every node has: the engine refuses to create `{{network}}`. To use that network, add `external: true`.',
    setEndpointMode: 'Set endpoint_mode to {{mode}}.',
    setName: 'Write {{name}}.',
  },
  evidence: [],
} as const satisfies RuleEntry;
