/**
 * `npm run lab:ipvs`: gRPC rows and stack files through real IPVS, wired as Swarm wires it. On this host when its kernel has
 * IPVS and this is root, else in a virtual machine. `-- --write` renders docs/evidence.md from what was found.
 *
 * Exits with 1 when an outcome disagrees, with 2 when the lab itself failed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { describeSetting, writeResults, type IpvsResults, type ResultRow } from '../results.js';
import { STACK_ROWS } from '../rows/stacks.js';
import { formatTable } from '../table.js';
import { writeEvidence } from '../write-evidence.js';
import { compareGrpc, compareRace, compareStack, compareSysctl } from './compare.js';
import { IPVS_ROW_IDS } from './grpc-rows.js';
import { boot, buildImage } from './machine.js';
import type { IpvsPlan, IpvsReport } from './observations.js';
import { installPackages, unpackKernel } from './packages.js';
import { STACK_FACTOR } from './scale.js';
import { planStack } from './stack-plan.js';

const DIRECTORY = '.tmp/lab/ipvs';

/** Before the JSON of a report; the console of a machine prints other things too. */
const MARK = 'LAB ';

interface Found {
  readonly machine: IpvsResults['machine'];
  readonly hz: number;
  readonly reports: readonly IpvsReport[];
}

function parseReport(line: string): IpvsReport | null {
  const start = line.indexOf(MARK);
  return start === -1 ? null : (JSON.parse(line.slice(start + MARK.length)) as IpvsReport);
}

/** Whether this kernel has IPVS and lets us use it. */
function hostHasIpvs(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    if (!existsSync('/proc/net/ip_vs')) execFileSync('modprobe', ['ip_vs'], { stdio: 'ignore' });
    return existsSync('/proc/net/ip_vs');
  } catch {
    return false;
  }
}

async function runOnHost(plan: IpvsPlan): Promise<Found> {
  const file = `${DIRECTORY}/plan.json`;
  writeFileSync(file, JSON.stringify(plan));
  const inside = spawn(process.execPath, ['--import', 'tsx', 'lab/ipvs/inside.ts', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const reports: IpvsReport[] = [];
  for await (const line of createInterface({ input: inside.stdout })) {
    const report = parseReport(line);
    if (report) reports.push(report);
  }
  const config = execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' });
  return { machine: 'host', hz: readHostHz() ?? Number(config), reports };
}

/** `CONFIG_HZ` of the running kernel, where its configuration can be read. */
function readHostHz(): number | null {
  const file = `/boot/config-${describeSetting().kernel}`;
  if (!existsSync(file)) return null;
  return Number(/^CONFIG_HZ=(\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1]);
}

async function runInMachine(plan: IpvsPlan): Promise<Found> {
  installPackages();
  const kernel = unpackKernel(DIRECTORY);
  const archive = buildImage(DIRECTORY, kernel, JSON.stringify(plan));
  for (const accelerator of ['kvm', 'tcg'] as const) {
    if (accelerator === 'kvm' && !existsSync('/dev/kvm')) continue;
    const reports: IpvsReport[] = [];
    const spoke = await boot(kernel, archive, accelerator, (line) => {
      const report = parseReport(line);
      if (!report) return;
      reports.push(report);
      process.stderr.write(`\r${reports.length} reports`);
    });
    process.stderr.write('\n');
    if (spoke) return { machine: accelerator, hz: kernel.hz, reports };
  }
  throw new Error('the virtual machine does not boot');
}

function toResults({ machine, hz, reports }: Found): IpvsResults {
  const failure = reports.find((report) => report.kind === 'failed');
  if (failure) throw new Error(failure.message);
  const kernel = reports.find((report) => report.kind === 'kernel');
  if (!kernel || !reports.some((report) => report.kind === 'done')) throw new Error('the run ended early');
  const stacks = STACK_ROWS.map((row): ResultRow => {
    const report = reports.find((candidate) => candidate.kind === 'stack' && candidate.id === row.id);
    if (report?.kind !== 'stack') throw new Error(`no report of ${row.id}`);
    return compareStack(row, report);
  });
  const grpc = reports.filter((report) => report.kind === 'grpc').map(compareGrpc);
  return {
    ...describeSetting(),
    kernel: kernel.release,
    machine,
    hz,
    stackFactor: STACK_FACTOR,
    defaultTimeouts: kernel.balancerTimeouts,
    rows: IPVS_ROW_IDS.flatMap((id) => grpc.find((row) => row.id === id) ?? []),
    stacks,
    sysctls: reports.filter((report) => report.kind === 'sysctl').map((report) => compareSysctl(report, hz)),
    races: reports.filter((report) => report.kind === 'race').map((report) => compareRace(report, hz)),
  };
}

function print({ rows, stacks, sysctls, races }: IpvsResults): number {
  const word = (agrees: boolean): string => (agrees ? 'yes' : 'NO');
  console.log(
    formatTable(
      ['row', 'linter', 'outcome', 'agree?'],
      [
        ...[...rows, ...stacks].map(({ id, linter, outcome, agrees }) => [id, linter, outcome, word(agrees)]),
        ...races.map(({ keepaliveSeconds, tried, lost, predicted, agrees }) => [
          `race ${keepaliveSeconds} s`,
          `${Math.round(predicted * tried)} of ${tried}`,
          `${lost} of ${tried} forgotten`,
          word(agrees),
        ]),
        ...sysctls.map(({ written, linter, kernel, agrees }) => [
          JSON.stringify(written),
          linter,
          kernel,
          word(agrees),
        ]),
      ],
    ),
  );
  const all = [...rows, ...stacks, ...sysctls, ...races];
  const disagreements = all.filter(({ agrees }) => !agrees).length;
  console.log(`\n${all.length} rows, ${disagreements} disagree.`);
  return disagreements;
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
  mkdirSync(DIRECTORY, { recursive: true });
  const plan: IpvsPlan = { grpcRowIds: IPVS_ROW_IDS, stacks: STACK_ROWS.map(planStack) };
  const results = toResults(hostHasIpvs() ? await runOnHost(plan) : await runInMachine(plan));
  if (values.write) {
    writeResults('ipvs', results);
    writeEvidence();
  }
  return print(results) === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`The lab failed: ${error instanceof Error ? error.message : String(error)}.`);
  process.exitCode = 2;
}
