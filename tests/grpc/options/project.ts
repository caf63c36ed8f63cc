import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their path in the project. A value that starts with `-> ` is a link to that path. */
export type Files = Readonly<Record<string, string>>;

/** Writes a project into a directory that lives as long as the test, and returns the directory. */
export function createProject(files: Files): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'keepalive-')));
  onTestFinished(() => {
    fs.rmSync(root, { recursive: true, force: true });
  });
  writeFiles(root, files);
  return root;
}

export function writeFiles(root: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    if (content.startsWith('-> ')) fs.symlinkSync(path.join(root, content.slice(3)), file, 'junction');
    else fs.writeFileSync(file, content);
  }
}
