import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderEvidence } from '../../lab/evidence.js';
import { findReportingRules } from '../../lab/ipvs/compare.js';
import { ROWS } from '../../lab/rows/index.js';
import { STACK_ROWS } from '../../lab/rows/stacks.js';
import { EVIDENCE_FILE, readAllResults } from '../../lab/write-evidence.js';
import { BUILT_RULES } from '../../src/core/catalog/index.js';

const ids = [...ROWS, ...STACK_ROWS].map((row) => row.id);

/** Shown by what the docker client prints and the engine's DNS answers, not by what a kernel does to a connection. */
const WITHOUT_RUN_TIME_EFFECT = [
  'stack-schema',
  'stack-deploy-refusal',
  'stack-ignored-option',
  'stack-hostname-shadow',
];

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
    const claiming = BUILT_RULES.filter(({ id }) => !WITHOUT_RUN_TIME_EFFECT.includes(id));
    expect(claiming.filter(({ evidence }) => evidence.length === 0).map(({ id }) => id)).toEqual([]);
  });

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
