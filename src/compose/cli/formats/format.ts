/** What every output format has in common. */
import type { Report } from '../report/report.js';
import type { Style } from '../render/style.js';

export interface FormatContext {
  /** Absolute. Names in a report that are not absolute are relative to it. */
  readonly cwd: string;
  /** Where the paths of code review formats start: the checkout of the CI system, else `cwd`. */
  readonly checkout: string;
  readonly version: string;
  readonly style: Style;
  /** The gate's verdict on this report, for formats that record it. */
  readonly exitCode: number;
}

/** The report as text that ends with a line break, or `''`. */
export type Render = (report: Report, context: FormatContext) => string | Promise<string>;
