/** All formats of our own. Each is loaded when it is asked for. */
import type { Render } from './format.js';

export interface FormatEntry {
  readonly name: string;
  /** A few words for `--help` and completions. */
  readonly description: string;
  readonly load: () => Promise<Render>;
}

export const FORMATS: readonly FormatEntry[] = [
  { name: 'pretty', description: 'for people', load: async () => (await import('./pretty.js')).renderPretty },
  { name: 'concise', description: 'a line a finding', load: async () => (await import('./concise.js')).renderConcise },
  { name: 'json', description: "ESLint's results", load: async () => (await import('./json.js')).renderJson },
  { name: 'sarif', description: 'SARIF 2.1.0', load: async () => (await import('./sarif.js')).renderSarif },
  { name: 'github', description: 'GitHub annotations', load: async () => (await import('./github.js')).renderGithub },
  { name: 'gitlab', description: 'GitLab code quality', load: async () => (await import('./gitlab.js')).renderGitlab },
  { name: 'junit', description: 'JUnit XML', load: async () => (await import('./junit.js')).renderJunit },
  {
    name: 'checkstyle',
    description: 'Checkstyle XML',
    load: async () => (await import('./checkstyle.js')).renderCheckstyle,
  },
  { name: 'rdjson', description: 'reviewdog', load: async () => (await import('./rdjson.js')).renderRdjson },
  { name: 'tap', description: 'TAP 14', load: async () => (await import('./tap.js')).renderTap },
];
