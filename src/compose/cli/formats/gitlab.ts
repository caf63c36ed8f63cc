/** GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
import { fingerprint } from '../report/identity.js';
import { jsonText, visibleText } from '../report/visible-text.js';
import { rangeOf } from '../report/report.js';
import type { Render } from './format.js';
import { pathInCheckout } from './paths.js';

const SEVERITIES = { error: 'major', warn: 'minor' } as const;

export const renderGitlab: Render = (report, context) => {
  const fingerprints = fingerprint(report, (name) => pathInCheckout(name, context));
  const issues = report.files.flatMap((file) =>
    file.diagnostics.map((diagnostic) => {
      const { severity, kind, message, ruleId } = diagnostic;
      const { start, end } = rangeOf(diagnostic, file);
      return {
        description: visibleText(message),
        check_name: ruleId ?? kind,
        fingerprint: fingerprints.get(diagnostic),
        severity: kind === 'failure' ? 'blocker' : SEVERITIES[severity],
        location: {
          path: pathInCheckout(file.name, context),
          positions: { begin: start, end },
          lines: { begin: start.line, end: end.line },
        },
      };
    }),
  );
  return `${jsonText(issues)}\n`;
};
