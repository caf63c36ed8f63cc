import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { renderEvidence } from '../../lab/evidence.js';
import { expectOutcome } from '../../lab/experiment.js';
import { findReportingRules } from '../../lab/ipvs/compare.js';
import { lintSource } from '../../lab/lint.js';
import type { Row } from '../../lab/row.js';
import { ROWS } from '../../lab/rows/index.js';
import { STACK_ROWS } from '../../lab/rows/stacks.js';
import { EVIDENCE_FILE, readAllResults } from '../../lab/write-evidence.js';
import { BUILT_RULES, type RuleId } from '../../src/core/catalog/index.js';

const ids = [...ROWS, ...STACK_ROWS].map((row) => row.id);

/** Shown by what the docker client prints, not by what a kernel does to a connection: see tests/compose/docker. */
const WITHOUT_RUN_TIME_EFFECT = ['stack-schema', 'stack-deploy-refusal', 'stack-ignored-option'];

const CLAIMING_RULES = BUILT_RULES.filter(({ id }) => !WITHOUT_RUN_TIME_EFFECT.includes(id));

/** Whether the rule reports the row, and what came of the row's calls. */
function describeRun(rowId: string, ruleId: RuleId): { reported: boolean; outcome: 'fails' | 'survives' | 'either' } {
  const stackRow = STACK_ROWS.find(({ id }) => id === rowId);
  if (stackRow) {
    const { outcome, reportedBy } = stackRow;
    const result = outcome === 'survives' ? 'survives' : outcome === 'race' ? 'either' : 'fails';
    return { reported: reportedBy.includes(ruleId), outcome: result };
  }
  const row = ROWS.find(({ id }) => id === rowId);
  if (!row) throw new Error(`no row ${rowId}`);
  const sources = [row.source, ...(row.server.kind === 'grpc-js' && row.server.source ? [row.server.source] : [])];
  const reports = sources.flatMap((source) => lintSource(path.resolve('lab/row.mjs'), { ...row, source }).reports);
  const reported = reports.some((report) => report.startsWith(`${ruleId} `));
  return { reported, outcome: summarize(row) };
}

function summarize(row: Row): 'fails' | 'survives' | 'either' {
  if (row.closedByServer) return 'fails';
  const { kind } = expectOutcome(row);
  if (kind === 'race') return 'either';
  return kind === 'cut' || kind === 'throws' ? 'fails' : 'survives';
}

describe('the evidence', () => {
  it('has one row for every id', () => {
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(BUILT_RULES.map(({ id, evidence }) => [id, evidence] as const))(
    'of %s names rows that exist',
    (_id, evidence) => {
      expect(evidence.filter((id) => !ids.includes(id))).toEqual([]);
    },
  );

  it('is there for every built rule that claims a run-time effect', () => {
    expect(CLAIMING_RULES.filter(({ evidence }) => evidence.length === 0).map(({ id }) => id)).toEqual([]);
  });

  it.each(CLAIMING_RULES.map(({ id, evidence }) => [id, evidence] as [RuleId, readonly string[]]))(
    'of %s has a run that fails where it reports, and one that survives where it is silent',
    (id, evidence) => {
      const runs = evidence.map((rowId) => ({ rowId, ...describeRun(rowId, id) }));
      expect(runs.filter(({ reported, outcome }) => reported && outcome === 'fails')).not.toEqual([]);
      expect(runs.filter(({ reported, outcome }) => !reported && outcome === 'survives')).not.toEqual([]);
    },
  );

  it('page is what the results say: run the labs with --write', () => {
    expect(readFileSync(EVIDENCE_FILE, 'utf8')).toBe(renderEvidence(readAllResults()));
  });

  it('has no row that disagrees', () => {
    const { loopback, realTime, versions, ipvs } = readAllResults();
    const rows = [
      loopback.rows,
      realTime.rows,
      ipvs.rows,
      ipvs.stacks,
      ...versions.versions.map((version) => version.rows),
    ];
    expect(rows.flat().filter(({ agrees }) => !agrees)).toEqual([]);
    expect([...ipvs.sysctls, ...ipvs.races].filter(({ agrees }) => !agrees)).toEqual([]);
  });

  it('is about the rows that are there', () => {
    expect(readAllResults().loopback.rows.map(({ id }) => id)).toEqual(ROWS.map(({ id }) => id));
    expect(readAllResults().ipvs.stacks.map(({ id }) => id)).toEqual(STACK_ROWS.map(({ id }) => id));
  });
});

describe('the stack rows', () => {
  it.each(STACK_ROWS.map((row) => [row.id, row] as const))(
    '%s are reported by the rules that they name',
    (_id, row) => {
      const builtIds = BUILT_RULES.map(({ id }) => id);
      expect(findReportingRules(row)).toEqual(row.reportedBy.filter((id) => builtIds.includes(id)).sort());
    },
  );
});
