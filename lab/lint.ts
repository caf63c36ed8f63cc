/** What the linter says about the code of a row: the reports of its rules, and the verdict behind them. */
import { Linter, type Rule } from 'eslint';
import plugin from '../src/index.js';
import { forEachChannel, getConditions } from '../src/grpc/channels.js';
import type { LintContext } from '../src/grpc/options/evaluator.js';
import type { Channel } from '../src/grpc/channel.js';
import { judgeRetry } from '../src/grpc/retry-verdict.js';
import { judgeChannel, judgeStreams, type IdleCause, type Judgement } from '../src/grpc/verdict.js';
import type { LinterVerdict, Row, Use } from './row.js';

export interface Lint {
  readonly verdict: LinterVerdict;
  /** Which rules reported what: `grpc-channel-keepalive unset`, sorted. */
  readonly reports: readonly string[];
}

/** Everything that the linter can say about code. */
const STRICT = plugin.configs.strict[0];

function toVerdict(judgement: Judgement<IdleCause>): LinterVerdict {
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
        return toVerdict((isSilentCall ? judgeStreams : judgeChannel)(channel, conditions));
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
export function findDisagreement({ verdict, reports }: Lint, { expect, reportedBy = [] }: Row): string | null {
  const missing = reportedBy.filter((report) => !reports.includes(report));
  if (missing.length > 0) return `no report ${missing.join(', ')}`;
  return describe(verdict) === describe(expect) ? null : `the linter says ${describe(verdict)}`;
}

function describe(verdict: LinterVerdict): string {
  return 'window' in verdict
    ? `${verdict.kind} ${verdict.window.fromSeconds}-${verdict.window.toSeconds} s`
    : verdict.kind;
}
