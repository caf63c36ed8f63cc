/** What was found where IPVS is, against the linter. */
import { lossProbability, type KernelHz } from '../../src/core/timer-wheel.js';
import { lintHostFile, lintStack } from '../../src/compose/engine.js';
import { parseSysctlValue } from '../../src/compose/model/sysctl-value.js';
import type { RaceRow, ResultRow, SysctlRow } from '../results.js';
import { ROWS } from '../rows/index.js';
import type { StackRow } from '../stack-row.js';
import { formatExpectation, formatSpells } from '../table.js';
import type { IpvsReport } from './observations.js';
import { STACK_FACTOR, STACK_IDLE_TIMEOUT_SECONDS } from './scale.js';

type Report<Kind> = Extract<IpvsReport, { kind: Kind }>;

/** gRPC rows carry the verdict that `npm run lab` compares with the linter. */
export function compareGrpc({ id, agrees, spells }: Report<'grpc'>): ResultRow {
  const row = ROWS.find((candidate) => candidate.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return {
    id,
    what: row.what,
    linter: formatExpectation(row.expect),
    outcome: formatSpells(spells),
    agrees,
    ...(row.unseen && { unseen: row.unseen.why }),
  };
}

/** The rules that report something about the row's files, or about its machine's `sysctl.conf`, sorted. */
export function findReportingRules(row: StackRow): readonly string[] {
  const ofStack = lintStack(row.files.map((text, index) => ({ name: `stack-${index + 1}.yml`, text })));
  const machine = Object.entries(row.machineSysctls ?? {}).map(([key, value]) => `${key} = ${value}\n`);
  const ofMachine = lintHostFile({ name: '/etc/sysctl.conf', text: machine.join('') }, 'sysctl');
  return [...new Set([...ofStack, ...ofMachine].map(({ ruleId }) => ruleId))].sort();
}

function describeConnections({ refused, connections }: Report<'stack'>): string {
  if (refused.length > 0) return `no start: ${refused.join('; ')}`;
  const outcomes = connections.map(({ got }) => (got === 'ok' ? 'survives' : `cut: ${got}`));
  const [first = 'no connection'] = outcomes;
  if (outcomes.every((outcome) => outcome === first)) return first;
  return `depends on the address: ${connections.map(({ through }, index) => `${through} ${outcomes[index]}`).join('; ')}`;
}

export function compareStack(row: StackRow, report: Report<'stack'>): ResultRow {
  const rules = findReportingRules(row);
  const expectedRules = [...row.reportedBy].sort();
  const outcome = describeConnections(report);
  const isExpected = row.outcome === 'race' ? report.refused.length === 0 : outcome.startsWith(row.outcome);
  return {
    id: row.id,
    what: row.what,
    linter: rules.length === 0 ? 'silent' : rules.join(', '),
    outcome,
    agrees: isExpected && rules.join() === expectedRules.join(),
    ...(row.unseen !== undefined && { unseen: row.unseen }),
  };
}

export function compareSysctl({ key, written, result }: Report<'sysctl'>, hz: number): SysctlRow {
  const unit = key.endsWith('probes') ? 'count' : 'seconds';
  const before = unit === 'count' ? '9' : '7200';
  const kernel = result.kind === 'stored' ? result.value : result.code;
  const parsed = parseSysctlValue(written, unit, hz as KernelHz);
  const linter = parsed.kind === 'stored' ? String(parsed.value) : parsed.kind === 'unchanged' ? before : 'EINVAL';
  return { key, written, kernel, linter, agrees: kernel === linter };
}

/** 20 connections tell 0 from often, and half from always: no finer. */
const TOLERANCE = 0.35;

export function compareRace({ keepaliveSeconds, tried, lost }: Report<'race'>, hz: number): RaceRow {
  const scaled = [keepaliveSeconds, STACK_IDLE_TIMEOUT_SECONDS].map((seconds) => seconds / STACK_FACTOR);
  const predicted = lossProbability(scaled[0] ?? 0, scaled[1] ?? 0, hz as KernelHz);
  const isExpected = predicted === 0 ? lost === 0 : Math.abs(lost / tried - predicted) <= TOLERANCE;
  return { keepaliveSeconds, tried, lost, predicted, agrees: isExpected };
}
