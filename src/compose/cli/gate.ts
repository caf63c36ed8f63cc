/** The verdict of a run: the one place where an exit code comes from, whatever the format. */
import { countReport, type Report } from './report/report.js';

export const EXIT = {
  /** Nothing found at or above the threshold. */
  clean: 0,
  findings: 1,
  /** Wrong usage or configuration, or an input that could not be read or understood. */
  failed: 2,
  nothingToLint: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export interface Gate {
  /** The least severity that fails the run. `never`: only failures do. */
  readonly failOn: 'error' | 'warn' | 'never';
  /** More warnings than this fail the run; `null` for no limit. */
  readonly maxWarnings: number | null;
}

/** A failure weighs more than a finding: what could not be read may hold anything. */
export function exitCodeOf(report: Report, gate: Gate): ExitCode {
  const { errors, warnings, failures } = countReport(report);
  if (failures > 0) return EXIT.failed;
  if (gate.failOn !== 'never' && errors > 0) return EXIT.findings;
  if (gate.failOn === 'warn' && warnings > 0) return EXIT.findings;
  if (gate.maxWarnings !== null && warnings > gate.maxWarnings) return EXIT.findings;
  return EXIT.clean;
}
