import type { RuleEntry } from './rule.js';

export const stackIgnoredOption = {
  id: 'stack-ignored-option',
  description: 'Disallow options that Swarm accepts and ignores.',
  category: 'stack',
  language: 'yaml',
  status: 'built',
  preset: 'recommended',
  severity: 'warn',
  edits: 'none',
  schema: [
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        allow: {
          type: 'array',
          items: { type: 'string' },
          uniqueItems: true,
          description: 'Properties that may stand there, because the file is for `docker compose`, too.',
        },
      },
    },
  ],
  defaultOptions: [{ allow: [] }],
  messages: {
    ignored: '`{{property}}` is ignored by `docker stack deploy`{{where}}. {{instead}}.',
    hostNetwork:
      '`network_mode: host` is ignored by `docker stack deploy`: `{{service}}` joins an overlay network and stays behind its virtual IP, where {{path}} forgets an idle connection after {{timeout}}.',
    droppedAddress: '`{{property}}` is ignored by `docker stack deploy`: a task gets any free address of the network.',
    hostAddress:
      'The address `{{address}}` is ignored by `docker stack deploy`: the port is open on every address of every node.',
    portMode:
      '`{{mode}}` is no mode of a port, and the engine takes `ingress` without a word: connections to port {{port}} of `{{service}}` pass the ingress network.',
    lostCheck:
      '`{{expression}}` checks nothing: Docker takes the first hyphen of the message for an operator, never uses the variable and puts the text after the hyphen here.',
    forgottenCheck:
      '`{{expression}}` checks nothing: Docker forgets that the variable is missing when another variable follows in the same text.',
    unbraced:
      '`{{expression}}` is the variable `{{name}}` with a default for Docker: when `{{name}}` is set, the rest is ignored. Write `{{braced}}` and put the text after it.',
    externalName: '`external.name` of a {{kind}} is deprecated. Write `external: true` and `name`.',
    moreDocuments: 'Docker reads the first YAML document of a file only: everything from here on is ignored.',
    restNotRead:
      'Docker stops reading here without an error, since this is no part of the mapping above: it is indented less, or stands behind its end. Everything from here on is ignored.',
    dotEnv:
      'The file `.env` is not read by `docker stack deploy`, unlike `docker compose`: {{variables}} {{verb}} empty here unless exported first.',
  },
  evidence: [],
} as const satisfies RuleEntry;
