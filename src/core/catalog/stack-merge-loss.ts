import type { RuleEntry } from './rule.js';

export const stackMergeLoss = {
  id: 'stack-merge-loss',
  description:
    'Disallow anchors and second files that silently lose keepalive, endpoint mode, network options or ports.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: {
    anchorSysctls:
      '`sysctls` of `{{service}}` replaces that of the anchor as a whole, since `<<` merges the first level only, and loses {{lost}}.',
    anchorEndpointMode:
      '`deploy` of `{{service}}` replaces that of the anchor as a whole, since `<<` merges the first level only: its `endpoint_mode` is lost, and the service is behind a virtual IP.',
    network:
      'Mentioning the network `{{network}}` again replaces it as a whole, and loses {{lost}} of the earlier file.',
    port: 'Port {{port}} of `{{service}}` is lost: Docker merges the ports of two files by their published number alone, and another port has the same.',
    unpublishedPort:
      'Port {{port}} of `{{service}}` is lost: Docker merges the ports of two files by their published number, and all that have none become one.',
  },
  evidence: ['skMerge', 'skSecondFile'],
} as const satisfies RuleEntry;
