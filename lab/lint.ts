/** What the linter says about the code of a row: the reports of its rules, and the verdict behind them. */
import { Linter, type Rule } from 'eslint';
import plugin from '../src/index.js';
import { forEachChannel, getConditions } from '../src/grpc/channels.js';
import type { LintContext } from '../src/grpc/options/evaluator.js';
import type { Channel } from '../src/grpc/channel.js';
import { judgeRetry, type RetryCause } from '../src/grpc/retry-verdict.js';
import { SINCE } from '../src/grpc/versions.js';
import { judgeChannel, judgeStreams, type Judgement } from '../src/grpc/verdict.js';
import type { RuleId } from '../src/core/catalog/index.js';
import { expectOutcome } from './experiment.js';
import type { LinterVerdict, Row, Use } from './row.js';

export interface Lint {
  readonly verdict: LinterVerdict;
  /** Which rules reported what: `grpc-channel-keepalive unset`, sorted. */
  readonly reports: readonly string[];
}

/** Everything that the linter can say about code. */
const STRICT = plugin.configs.strict[0];

function toVerdict(judgement: Judgement<unknown>): LinterVerdict {
  switch (judgement.kind) {
    case 'fine':
      return { kind: 'safe' };
    case 'unknown':
      return { kind: 'unknown' };
    case 'bad': {
      const { verdict } = judgement;
      if (verdict.kind === 'race') return { kind: 'race' };
      return { kind: verdict.consequence === 'delayed' ? 'retry' : 'cut', window: verdict.window };
    }
  }
}

/** Versions of grpc-js that call some resets CANCELLED repeat some calls: the retry comes or it does not. */
function isHalfARetry(cause: RetryCause): boolean {
  return cause.kind === 'version' && cause.needs === SINCE.resetIsUnavailable;
}

/** An ESLint rule that keeps the verdicts instead of wording them. */
function collectVerdicts(use: Use, verdicts: LinterVerdict[]): Rule.RuleModule {
  return {
    meta: { type: 'problem', schema: [] },
    create(ruleContext) {
      const context = ruleContext as unknown as LintContext;
      const conditions = getConditions(context);
      const judge = (channel: Channel): LinterVerdict => {
        const retry = judgeRetry(channel, conditions);
        if (retry.kind === 'throws') return { kind: 'throws', message: '' };
        const isSilentCall = use === 'stream' || use === 'slow-unary';
        const verdict = toVerdict((isSilentCall ? judgeStreams : judgeChannel)(channel, conditions));
        return verdict.kind === 'cut' && retry.kind === 'none' && isHalfARetry(retry.cause)
          ? { kind: 'race' }
          : verdict;
      };
      return forEachChannel(context, (channel) => verdicts.push(judge(channel))) as unknown as Rule.RuleListener;
    },
  };
}

/** Reports that say that the constructor throws. */
const THROWING_REPORTS = new Set(['grpc-channel-options interceptorsTwice']);

/** The worst first: what is wrong with one channel of a file is wrong with the file. */
const ORDER = ['throws', 'cut', 'retry', 'race', 'unknown', 'new-connection', 'safe'] as const;

/** Lints a module with every rule for code, as `strict` configures them. */
export function lintSource(file: string, { source, use, settings }: Pick<Row, 'source' | 'use' | 'settings'>): Lint {
  const verdicts: LinterVerdict[] = [];
  const messages = new Linter().verify(
    source,
    [
      { ...STRICT, files: ['**/*.mjs'], settings: { keepalive: settings ?? {} } },
      {
        files: ['**/*.mjs'],
        plugins: { lab: { rules: { verdict: collectVerdicts(use, verdicts) } } },
        rules: { 'lab/verdict': 'error' },
      },
    ],
    file,
  );
  const fatal = messages.find((message) => message.fatal);
  if (fatal) throw new Error(`${file}: ${fatal.message}`);
  const reports = messages.map(
    ({ ruleId, messageId }) => `${ruleId?.replace('keepalive/', '') ?? ''} ${messageId ?? ''}`,
  );
  // Only the constructor knows it, so no channel is judged by it.
  if (reports.some((report) => THROWING_REPORTS.has(report))) verdicts.push({ kind: 'throws', message: '' });
  const worst = ORDER.map((kind) => verdicts.find((verdict) => verdict.kind === kind)).find((verdict) => verdict);
  return {
    verdict: worst ?? { kind: 'unknown' },
    reports: [...new Set(reports)].sort(),
  };
}

/** What the linter says and the row does not expect, or the other way round; `null` when they agree. */
export function findDisagreement({ verdict, reports }: Lint, row: Row): string | null {
  const missing = row.reportedBy?.filter((report) => !reports.includes(report)) ?? [];
  if (missing.length > 0) return `no report ${missing.join(', ')}`;
  if (describe(verdict) !== describe(row.expect)) return `expected ${describe(row.expect)}`;
  if (row.use === 'call' && row.closedByServer !== undefined) {
    return compareReport(reports, 'grpc-ping-policy', row.closedByServer);
  }
  return null;
}

/** The same for a server: it has to be reported when it does not protect its clients. */
export function findServerDisagreement(reports: readonly string[], row: Row): string | null {
  return compareReport(reports, 'grpc-server-keepalive', expectOutcome(row).kind === 'cut');
}

function compareReport(reports: readonly string[], ruleId: RuleId, isExpected: boolean): string | null {
  const isReported = reports.some((report) => report.startsWith(ruleId));
  if (isReported === isExpected) return null;
  return isExpected ? `no report of ${ruleId}` : `a report of ${ruleId}`;
}

function describe(verdict: LinterVerdict): string {
  return 'window' in verdict
    ? `${verdict.kind} ${verdict.window.fromSeconds}-${verdict.window.toSeconds} s`
    : verdict.kind;
}
