/** docs/evidence.md, from what the labs found. */
import type { IpvsResults, LoopbackResults, RaceRow, ResultRow, SysctlRow, VersionResults } from './results.js';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${JSON.stringify(text).slice(1, -1)}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Rule pages link to the first table that has the row. */
function rowTable(rows: readonly ResultRow[], { anchors }: { readonly anchors: boolean }): string {
  return table(
    ['row', 'what', 'linter', 'outcome after that much silence', 'agree'],
    rows.map(({ id, what, linter, outcome, agrees, unseen }) => [
      `${anchors ? `<a id="row-${id.toLowerCase()}"></a>` : ''}\`${id}\``,
      unseen === undefined ? what : `${what}. *${unseen}*`,
      linter,
      outcome,
      agrees ? 'yes' : '**no**',
    ]),
  );
}

function sysctlTable(rows: readonly SysctlRow[]): string {
  return table(
    ['sysctl', 'written', 'the kernel', 'the linter', 'agree'],
    rows.map(({ key, written, kernel, linter, agrees }) => [
      `\`${key.replace('net.ipv4.', '')}\``,
      written === '' ? 'nothing' : code(written),
      kernel,
      linter,
      agrees ? 'yes' : '**no**',
    ]),
  );
}

function raceTable(rows: readonly RaceRow[]): string {
  return table(
    ['keepalive time', 'connections', 'forgotten', 'the model expects', 'agree'],
    rows.map(({ keepaliveSeconds, tried, lost, predicted, agrees }) => [
      `${keepaliveSeconds} s`,
      String(tried),
      String(lost),
      String(Math.round(predicted * tried * 10) / 10),
      agrees ? 'yes' : '**no**',
    ]),
  );
}

function versionTable({ versions }: VersionResults): string {
  return table(
    ['row', ...versions.map(({ grpcJs }) => grpcJs)],
    (versions[0]?.rows ?? []).map(({ id }) => [
      `\`${id}\``,
      ...versions.map(({ rows }) => {
        const row = rows.find((candidate) => candidate.id === id);
        return row ? `${row.linter}: ${row.outcome}${row.agrees ? '' : ' **(no)**'}` : '';
      }),
    ]),
  );
}

/** How many of them agree, in words. */
const count = (rows: readonly { readonly agrees: boolean }[]): string =>
  `${rows.filter(({ agrees }) => agrees).length} of ${rows.length} agree.`;

export interface AllResults {
  readonly loopback: LoopbackResults;
  readonly realTime: LoopbackResults;
  readonly versions: VersionResults;
  readonly ipvs: IpvsResults;
}

const MACHINES = {
  host: 'on the host itself',
  kvm: 'in a virtual machine (KVM)',
  tcg: 'in a virtual machine (QEMU, software emulation)',
} as const;

/** The whole page. */
export function renderEvidence({ loopback, realTime, versions, ipvs }: AllResults): string {
  return `# Evidence

Every verdict is shown on running software. A row is a piece of code, or a stack file. The linter judges its text, and the lab
runs that same text: it opens a connection, lets it be silent, and calls again. How long it is silent follows from the verdict,
and is chosen to refute it: just inside both ends of the window in which calls are said to fail, in its middle, and just
outside. When something is called safe, from before the idle timeout of the path until after the client's own.

\`cut\` means that a call in the window fails, \`retry\` that it succeeds at the second attempt, \`race\` that nobody can say,
\`safe\` that it succeeds, \`throws\` that the constructor does. A note in italics says why a run differs from what the code or the
file shows: no linter can see that.

Run it yourself: \`npm run lab\` (no root, two minutes), \`npm run lab:ipvs\` (root, Debian, six minutes). Both exit with 1 when
anything disagrees. \`-- --write\` renders this page anew.

## gRPC on a middlebox of our own

\`npm run lab\`, ${loopback.date}: grpc-js ${loopback.grpcJs}, Node ${loopback.node}, Linux ${loopback.kernel}. ${count(loopback.rows)}

The middlebox is a process on loopback. It passes bytes on, forgets a connection that was silent for 900 s, and resets whoever
speaks on it then. Client, and server with middlebox, are processes of their own, and in each of them time is compressed by
${loopback.timeFactor}: timers and the clock, of everything that runs there alike. So the code of a row has the numbers of production, and
grpc-js's own constants (30 min until a channel is idle, 10 s between sweeps of its pool, at least 1 s) keep their proportion. Not
compressed: the network, the processor, and the ping policy of the grpc-go and C-core servers. A run during which a process was
late by more than a quarter of a second is discarded whatever it showed, and repeated.

The rows about nice-grpc, Nest, protobuf-ts and connect-node run those libraries, in the versions of \`lab/libraries.ts\`.

${rowTable(loopback.rows, { anchors: true })}

## The same in real time

\`npm run lab -- --factor 1 --write\`, ${realTime.date}: nothing is compressed, 900 s are 900 s. grpc-js ${realTime.grpcJs}, Node ${realTime.node}. ${count(realTime.rows)}

${rowTable(realTime.rows, { anchors: false })}

## Versions of grpc-js

\`npm run lab -- --grpc-js ${versions.versions.map(({ grpcJs }) => grpcJs).join(',')} --write\`, ${versions.date}. The linter judges by the version that is installed.

${versionTable(versions)}

## gRPC through IPVS

\`npm run lab:ipvs\`, ${ipvs.date}: Linux ${ipvs.kernel} (HZ=${ipvs.hz}) ${MACHINES[ipvs.machine]}, grpc-js ${ipvs.grpcJs}, Node ${ipvs.node}. ${count(ipvs.rows)}

Wired as Swarm does it: a namespace for every container, one for the load balancer with the virtual IPs, firewall marks, IPVS
in NAT mode and source NAT. A new namespace's own timeouts are \`${ipvs.defaultTimeouts}\`. For gRPC rows \`ipvsadm --set\` makes 900 s
45 s, and time in client and server is compressed to match. The verdicts are those that \`npm run lab\` compares with the linter.

${rowTable(ipvs.rows, { anchors: false })}

## Stack files through IPVS

Each file is read as \`docker stack deploy\` reads it, and applied: its sysctls are written to the containers' namespaces as they
are; what the kernel refuses keeps the container from starting. Then \`web\` connects to \`db\` and both are silent for 990 s.
${
  ipvs.stackFactor === 1
    ? 'In real time.'
    : `What the kernel stored is divided by ${ipvs.stackFactor}, because sysctls are whole seconds, and so is the idle timeout of IPVS. Nothing else is compressed.`
} ${count(ipvs.stacks)}

${rowTable(ipvs.stacks, { anchors: true })}

## Just below the idle timeout

Since Linux 4.8 long timers are coarse and rounded up, so a keepalive timer just below 900 s may fire with the one that forgets
the connection. \`src/core/timer-wheel.ts\` is a model of that; here it is compared with this kernel (HZ=${ipvs.hz}), ${
    ipvs.stackFactor === 1 ? 'in real time' : `all times divided by ${ipvs.stackFactor}`
  }.
The safe bound of 859 s is the model's, over all values of HZ.

${raceTable(ipvs.races)}

## What the kernel makes of a text

As runc writes it to a new namespace, in which the time was 7200 and the probes 9. ${count(ipvs.sysctls)}

${sysctlTable(ipvs.sysctls)}
`;
}
