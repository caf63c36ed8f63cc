/** Files of the repository, as text. */
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(import.meta.dirname, '..', '..');

export function readRepositoryFile(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8');
}
