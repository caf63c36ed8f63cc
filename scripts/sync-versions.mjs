/** Writes the package's version into the files that pin it. Run by `npm run version`, after changesets has chosen one. */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));

/** Each file, and what stands before the version in it. */
export const PINNED = {
  '.pre-commit-hooks.yaml': /(?<=eslint-plugin-keepalive@)/,
  'action.yml': /(?<=The version of eslint-plugin-keepalive\.\s+default: )/,
  'integrations/Dockerfile': /(?<=eslint-plugin-keepalive@)/,
  'integrations/gitlab.yml': /(?<=eslint-plugin-keepalive[@/]v?)/,
  'integrations/github-workflow.yml': /(?<=eslint-plugin-keepalive@v)/,
  'integrations/pre-commit-config.yaml': /(?<=rev: v)/,
  'docs/ci.md': /(?<=eslint-plugin-keepalive[@/]v?|rev: v)/,
};

for (const [name, before] of Object.entries(PINNED)) {
  const file = path.join(root, name);
  const text = readFileSync(file, 'utf8');
  const synced = text.replace(new RegExp(`${before.source}\\d+\\.\\d+\\.\\d+(?:-[\\w.]+)?`, 'g'), version);
  if (synced !== text) writeFileSync(file, synced);
}
