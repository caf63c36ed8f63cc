/**
 * Runs where IPVS is, as root: in a virtual machine, or on a host that has it. Reads the plan from the file that is its
 * argument, builds networks as Swarm does, and prints a line of JSON for everything that it found.
 */
import { readFileSync, rmSync } from 'node:fs';
import { release } from 'node:os';
import { startChild, type Child } from '../child.js';
import { expectOutcome, runRows } from '../experiment.js';
import { ROWS } from '../rows/index.js';
import { createNetwork, run, type SwarmNetwork, type Task } from './network.js';
import type { IpvsPlan, IpvsReport } from './observations.js';
import { RACE_TIMES_SECONDS, STACK_FACTOR, STACK_IDLE_TIMEOUT_SECONDS, WRITTEN_SYSCTLS } from './scale.js';
import type { AddressKind, StackPlan, TaskPlan } from './stack-plan.js';
import type { PeerRequest, SysctlResult } from './tcp-peer.js';

/**
 * gRPC rows: 900 s are 45 s. IPVS forgets a connection within the 2.05 s to which Linux keeps such a timer at HZ=250, 41 s of
 * the lab, and an emulated processor may be late by half of the rest.
 */
const GRPC_FACTOR = 20;
const GRPC_EDGE_SECONDS = 100;
/** An emulated processor takes that long to open a channel. */
const START_INTERVAL_MS = 300;

const CONNECTIONS_PER_RACE_TIME = 20;
/** Connections start this far apart, so that they meet the timer wheel in every phase. */
const RACE_SPACING_MS = 310;

const print = (report: IpvsReport): void => {
  console.log(`LAB ${JSON.stringify(report)}`);
};

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function runGrpcRows(ids: readonly string[]): Promise<void> {
  const network = createNetwork('g', '10.0.1', 900 / GRPC_FACTOR);
  const client = network.addTask();
  const server = network.addTask();
  const virtualIp = network.addService(server);
  process.env['LAB_CLIENT_NAMESPACE'] = client.namespace;
  const start = (module: string, { namespace }: Task): Child =>
    startChild(module, { timeFactor: GRPC_FACTOR, namespace });
  const rows = ROWS.filter((row) => ids.includes(row.id)).map((row) => ({ row, expected: expectOutcome(row) }));
  const laboratory = {
    timeFactor: GRPC_FACTOR,
    edgeSeconds: GRPC_EDGE_SECONDS,
    startIntervalMs: START_INTERVAL_MS,
    directory: '.tmp/lab/ipvs-rows',
    host: virtualIp,
    startFar: () => start('ipvs/far', server),
    startNear: () => start('near/near', client),
  };
  await runRows(rows, laboratory, ({ row, agrees, spells }) => {
    print({ kind: 'grpc', id: row.id, agrees, spells });
  });
}

/** A container with a program in it. */
interface Container extends Task {
  readonly peer: Child;
}

function startContainer(network: SwarmNetwork): Container {
  const task = network.addTask();
  return { ...task, peer: startChild('ipvs/tcp-peer', { timeFactor: 1, namespace: task.namespace }) };
}

const ask = (container: Container, request: PeerRequest): Promise<unknown> => container.peer.request(request);

/** Writes the sysctls as they are, and then, where the kernel stored seconds, the same compressed. Answers with refusals. */
async function applySysctls(container: Container, sysctls: TaskPlan['sysctls']): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const [key, value] of sysctls) {
    const result = (await ask(container, { kind: 'sysctl', key, value })) as SysctlResult;
    if (result.kind === 'refused') refused.push(`${key} = ${JSON.stringify(value)}: ${result.code}`);
  }
  return refused;
}

const SECONDS = ['net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_keepalive_intvl'] as const;

async function compressSysctls(container: Container): Promise<void> {
  for (const key of SECONDS) {
    const stored = run(`ip netns exec ${container.namespace} sysctl -n ${key}`).trim();
    // Zero and negative times are no times.
    if (Number(stored) <= 0) continue;
    const seconds = Math.round(Number(stored) / STACK_FACTOR);
    await ask(container, { kind: 'sysctl', key, value: String(seconds) });
  }
}

/** Containers with the same sysctls are one: a program more or less makes no difference to it. */
function containerPool(network: SwarmNetwork): (sysctls: TaskPlan['sysctls']) => {
  readonly container: Container;
  readonly refused: Promise<readonly string[]>;
} {
  const pool = new Map<string, { readonly container: Container; readonly refused: Promise<readonly string[]> }>();
  return (sysctls) => {
    const key = JSON.stringify(sysctls);
    const existing = pool.get(key);
    if (existing) return existing;
    const container = startContainer(network);
    const refused = applySysctls(container, sysctls).then(async (list) => {
      await compressSysctls(container);
      return list;
    });
    const entry = { container, refused };
    pool.set(key, entry);
    return entry;
  };
}

async function openConnection(
  network: SwarmNetwork,
  from: Container,
  to: Container,
  through: AddressKind,
  keepalive: { readonly from: boolean; readonly to: boolean },
): Promise<() => Promise<string>> {
  const port = (await ask(to, { kind: 'listen', keepalive: keepalive.to })) as number;
  const host = through === 'virtual IP' ? network.addService(to) : to.address;
  const connection = (await ask(from, { kind: 'connect', host, port, keepalive: keepalive.from })) as number;
  return async () => (await ask(from, { kind: 'talk', connection })) as string;
}

async function prepareStack(
  network: SwarmNetwork,
  getContainer: ReturnType<typeof containerPool>,
  { id, web, db, addresses }: StackPlan,
): Promise<() => Promise<void>> {
  const from = getContainer(web.sysctls);
  const to = getContainer(db.sysctls);
  const refused = [...(await from.refused), ...(await to.refused)];
  if (refused.length > 0) {
    return () => {
      print({ kind: 'stack', id, refused, connections: [] });
      return Promise.resolve();
    };
  }
  const keepalive = { from: web.keepalive, to: db.keepalive };
  const opened = await Promise.all(
    addresses.map(async (through) => ({
      through,
      talk: await openConnection(network, from.container, to.container, through, keepalive),
    })),
  );
  return async () => {
    const connections = await Promise.all(opened.map(async ({ through, talk }) => ({ through, got: await talk() })));
    print({ kind: 'stack', id, refused, connections });
  };
}

async function prepareRace(network: SwarmNetwork, keepaliveSeconds: number): Promise<() => Promise<void>> {
  const from = startContainer(network);
  const to = startContainer(network);
  const time = String(Math.round(keepaliveSeconds / STACK_FACTOR));
  await ask(from, { kind: 'sysctl', key: 'net.ipv4.tcp_keepalive_time', value: time });
  const port = (await ask(to, { kind: 'listen', keepalive: false })) as number;
  const host = network.addService(to);
  const opened: number[] = [];
  for (let index = 0; index < CONNECTIONS_PER_RACE_TIME; index++) {
    opened.push((await ask(from, { kind: 'connect', host, port, keepalive: true })) as number);
    await sleep(RACE_SPACING_MS);
  }
  return async () => {
    let lost = 0;
    for (const connection of opened) if ((await ask(from, { kind: 'talk', connection })) !== 'ok') lost += 1;
    print({ kind: 'race', keepaliveSeconds, tried: opened.length, lost });
  };
}

async function runStacks(stacks: readonly StackPlan[]): Promise<void> {
  const network = createNetwork('s', '10.0.2', STACK_IDLE_TIMEOUT_SECONDS / STACK_FACTOR);
  const getContainer = containerPool(network);
  for (const [key, value] of stacks.flatMap((plan) => plan.machineSysctls)) run(`sysctl -qw ${key}=${value}`);
  const races = Promise.all(RACE_TIMES_SECONDS.map((seconds) => prepareRace(network, seconds)));
  const reports = await Promise.all(stacks.map((plan) => prepareStack(network, getContainer, plan)));
  reports.push(...(await races));
  // A tenth longer than the slowest timer of the path: see scale.ts.
  await sleep(((STACK_IDLE_TIMEOUT_SECONDS * 1.1) / STACK_FACTOR) * 1000);
  for (const report of reports) await report();
}

async function writeSysctls(): Promise<void> {
  const container = startContainer(createNetwork('k', '10.0.3', 900));
  for (const { key, written } of WRITTEN_SYSCTLS) {
    // From the default every time: what a refused or empty text leaves behind is part of the answer.
    await ask(container, { kind: 'sysctl', key, value: key.endsWith('probes') ? '9' : '7200' });
    const result = (await ask(container, { kind: 'sysctl', key, value: written })) as SysctlResult;
    print({ kind: 'sysctl', key, written, result });
  }
}

try {
  const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as IpvsPlan;
  rmSync('.tmp/lab/ipvs-rows', { recursive: true, force: true });
  run('ip netns add plain');
  const balancerTimeouts = run('ip netns exec plain ipvsadm -l --timeout').trim();
  print({ kind: 'kernel', release: release(), balancerTimeouts });
  await writeSysctls();
  await runGrpcRows(plan.grpcRowIds);
  await runStacks(plan.stacks);
  print({ kind: 'done' });
} catch (error) {
  print({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
}
process.exit();
