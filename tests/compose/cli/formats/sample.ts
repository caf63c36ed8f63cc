/** A report with one of everything: two files of a stack, a fix, a suggestion, related places, a failure, suppressions. */
import type { FormatContext } from '../../../../src/compose/cli/formats/format.js';
import {
  type Diagnostic,
  diagnosticOfFinding,
  failure,
  type Report,
} from '../../../../src/compose/cli/report/report.js';
import { SourceText } from '../../../../src/compose/cli/report/source-text.js';
import type { Style } from '../../../../src/compose/cli/render/style.js';
import { fixableFinding, keepaliveTimeFinding } from '../fake-world.js';

export const STACK = `x-common: &common
  net.ipv4.tcp_keepalive_time: 7200
services:
  web:
    image: nginx
    environment:
      PASSWORD: hunter2
    sysctls: *common
    restart: FIXME
`;

/** Offsets of a text in {@link STACK}. */
export function at(text: string): { start: number; end: number } {
  const start = STACK.indexOf(text);
  return { start, end: start + text.length };
}

const time: Diagnostic = {
  ...diagnosticOfFinding(keepaliveTimeFinding('docker-stack.yml', at('7200').start, at('7200').end, '7200'), 'error'),
  span: { file: 'docker-stack.yml', ...at('*common') },
  related: [
    { file: 'docker-stack.yml', ...at('7200'), label: 'written here' },
    { file: 'docker-stack.yml', ...at('web'), label: 'in this service' },
  ],
};

const restart = diagnosticOfFinding(fixableFinding('docker-stack.yml', at('FIXME').start, at('FIXME').end), 'warn');

export const SAMPLE_FILE = {
  name: 'docker-stack.yml',
  source: new SourceText('docker-stack.yml', STACK),
  diagnostics: [time, restart],
  suppressed: [
    { diagnostic: { ...restart, path: ['services', 'web'] }, by: 'directive', reason: 'until March' },
    { diagnostic: { ...restart, path: ['services', 'api'] }, by: 'baseline', reason: null },
  ],
} as const;

export const SAMPLE: Report = {
  files: [
    SAMPLE_FILE,
    {
      name: 'deploy/ü 1%.yml',
      source: new SourceText('deploy/ü 1%.yml', 'services: {}\n'),
      diagnostics: [],
      suppressed: [],
    },
    {
      name: 'gone.yml',
      source: null,
      diagnostics: [failure('There is no such file or directory.')],
      suppressed: [],
    },
  ],
  durationMs: 12,
  written: { edits: 0, files: 0 },
  staleBaselineEntries: 0,
};

export const EMPTY: Report = { ...SAMPLE, files: [] };

export const PLAIN: Style = { colour: false, unicode: true, width: 80 };

export const CONTEXT: FormatContext = {
  cwd: '/project',
  checkout: '/project',
  version: '1.2.3',
  style: PLAIN,
  exitCode: 2,
};
