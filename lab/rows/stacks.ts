/** Stack files, and what IPVS does to the connections of the programs in them. */
import type { RuleId } from '../../src/core/catalog/index.js';
import type { ConnectionOutcome, StackRow } from '../stack-row.js';

/** A stack with a database that sets SO_KEEPALIVE, as PostgreSQL does, and a client of it. */
function stack(web: string, db: string, host = 'db'): string {
  return `services:
  web:
    image: example.org/web:1
    environment:
      DATABASE_URL: postgres://app@${host}:5432/app
${indent(web)}  db:
    image: postgres:17
${indent(db)}`;
}

const indent = (lines: string): string =>
  lines === ''
    ? ''
    : `${lines
        .split('\n')
        .map((line) => `    ${line}`)
        .join('\n')}\n`;

/** A `sysctls:` mapping with the keepalive time written like this. */
const time = (value: string): string => `sysctls:\n  net.ipv4.tcp_keepalive_time: ${value}`;

/** The same in list form: the text reaches the kernel as it is. */
const timeInList = (value: string): string => `sysctls:\n  - net.ipv4.tcp_keepalive_time=${value}`;

type Details = Partial<Pick<StackRow, 'host' | 'keepalive' | 'machineSysctls' | 'unseen'>>;

function row(
  id: string,
  what: string,
  files: string | readonly string[],
  reportedBy: readonly RuleId[],
  outcome: ConnectionOutcome,
  details: Details = {},
): StackRow {
  const list = typeof files === 'string' ? [files] : files;
  return { id, what, files: list, host: 'db', keepalive: ['db'], reportedBy, outcome, ...details };
}

export const STACK_ROWS: readonly StackRow[] = [
  row('skNone', 'no sysctls', stack('', ''), ['stack-idle-connection'], 'cut'),
  row('skServer', 'keepalive 600 s on the server', stack('', time('600')), [], 'survives'),
  row('skClient', 'keepalive 600 s on the client, which sets SO_KEEPALIVE', stack(time('600'), ''), [], 'survives', {
    keepalive: ['web'],
  }),
  row(
    'skNoOption',
    'keepalive 600 s on the client, which does not set SO_KEEPALIVE',
    stack(time('600'), ''),
    [],
    'cut',
    {
      keepalive: [],
      unseen: 'Whether a program sets SO_KEEPALIVE is not in the file.',
    },
  ),
  row('sk840', 'keepalive 840 s', stack('', time('840')), [], 'survives'),
  row('sk890', 'keepalive 890 s, in the race', stack('', time('890')), ['stack-keepalive-time'], 'race'),
  row('sk900', 'keepalive 900 s', stack('', time('900')), ['stack-keepalive-time'], 'cut'),
  row('sk1200', 'keepalive 1200 s', stack('', time('1200')), ['stack-keepalive-time'], 'cut'),
  row('sk7200', 'keepalive 7200 s', stack('', time('7200')), ['stack-keepalive-time'], 'cut'),
  row(
    'skZero',
    'keepalive 0: a probe every interval',
    stack('', `${time('0')}\n  net.ipv4.tcp_keepalive_intvl: 60`),
    [],
    'survives',
  ),
  row('skNegative', 'keepalive -1: never', stack('', time('-1')), ['stack-keepalive-time'], 'cut'),
  row(
    'skProbes0',
    'no probes: the first keepalive ends the connection',
    stack('', `${time('600')}\n  net.ipv4.tcp_keepalive_probes: 0`),
    ['stack-keepalive-probes'],
    'cut',
  ),

  row('skEmpty', 'an empty value: accepted, and nothing changes', stack('', time('')), ['stack-sysctl-value'], 'cut'),
  row('skUnset', 'an unset variable: the same', stack('', timeInList('${KEEPALIVE}')), ['stack-sysctl-value'], 'cut'),
  row(
    'skOctal',
    '01600: octal, 896',
    stack('', timeInList('01600')),
    ['stack-sysctl-value', 'stack-keepalive-time'],
    'race',
  ),
  row('skOctalDigit', '0900: no octal number', stack('', timeInList('0900')), ['stack-sysctl-value'], 'no start'),
  row('skHex', '0x258: 600', stack('', timeInList('0x258')), [], 'survives'),
  row('skUnit', '600s', stack('', timeInList('600s')), ['stack-sysctl-value'], 'no start'),
  row('skQuotes', 'quotes inside the value', stack('', timeInList(`'600'`)), ['stack-sysctl-value'], 'no start'),

  row(
    'skTypo',
    'a misspelt key',
    stack('', 'sysctls:\n  net.ipv4.tcp_keepalive_tme: 600'),
    ['stack-idle-connection', 'stack-sysctl-key'],
    'no start',
  ),
  row('skSlashes', 'a key with slashes', stack('', 'sysctls:\n  net/ipv4/tcp_keepalive_time: 600'), [], 'survives'),
  row('skDnsrr', 'endpoint_mode dnsrr: no virtual IP', stack('', 'deploy:\n  endpoint_mode: dnsrr'), [], 'survives'),
  row('skTasks', 'tasks.db: no virtual IP', stack('', '', 'tasks.db'), [], 'survives', { host: 'tasks.db' }),
  row(
    'skShadow',
    'hostname db: the name is the virtual IP and the task',
    stack('', 'hostname: db'),
    ['stack-hostname-shadow', 'stack-idle-connection'],
    'depends on the address',
  ),
  row(
    'skShadowServer',
    'the same, with keepalive 600 s on the server',
    stack('', `hostname: db\n${time('600')}`),
    [],
    'survives',
  ),
  row(
    'skShadowDnsrr',
    'the same, with endpoint_mode dnsrr: no virtual IP',
    stack('', 'hostname: db\ndeploy:\n  endpoint_mode: dnsrr'),
    [],
    'survives',
  ),
  row(
    'skMachine',
    'keepalive 600 s on the machine only',
    stack('', ''),
    ['host-sysctl', 'stack-idle-connection'],
    'cut',
    {
      machineSysctls: { 'net.ipv4.tcp_keepalive_time': '600' },
    },
  ),
  row(
    'skMerge',
    'a merge key whose sysctls the service replaces',
    `x-keepalive: &keepalive
  sysctls:
    net.ipv4.tcp_keepalive_time: 600
${stack('', '<<: *keepalive\nsysctls:\n  net.core.somaxconn: 1024')}`,
    ['stack-idle-connection', 'stack-merge-loss'],
    'cut',
  ),
  row(
    'skSecondFile',
    'a second file adds the sysctl',
    [stack('', ''), 'services:\n  db:\n    sysctls:\n      net.ipv4.tcp_keepalive_time: 600\n'],
    [],
    'survives',
  ),
];
