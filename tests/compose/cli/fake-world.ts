/** A world for the command line to run in: a scratch directory, captured output, and an engine that finds what a test says. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../../../src/compose/cli/command.js';
import type { StackEngine } from '../../../src/compose/cli/engine-port.js';
import type { Io } from '../../../src/compose/cli/io.js';
import type { StackFile } from '../../../src/compose/docker/stack.js';
import { applyFixes } from '../../../src/compose/fix/apply-fixes.js';
import { parseFile } from '../../../src/compose/read/parse.js';
import { resolveStack } from '../../../src/compose/docker/resolve.js';
import { readStack } from '../../../src/compose/read-stack.js';
import type { Finding } from '../../../src/core/finding.js';

export interface World {
  readonly cwd: string;
  readonly run: (...words: readonly string[]) => Promise<{ exitCode: number; stdout: string; stderr: string }>;
  readonly write: (name: string, content: string | Uint8Array) => string;
}

export interface WorldOptions {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly lint?: (files: readonly StackFile[]) => readonly Finding[];
  readonly engine?: Partial<StackEngine>;
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  readonly columns?: number;
  readonly tty?: boolean;
  readonly now?: () => number;
}

const scratch: string[] = [];

/** Removes what {@link makeWorld} made; for `afterAll`. */
export function removeWorlds(): void {
  for (const directory of scratch.splice(0)) rmSync(directory, { recursive: true, force: true });
}

export function makeWorld(options: WorldOptions = {}): World {
  const cwd = mkdtempSync(path.join(tmpdir(), 'keepalive-cli-'));
  scratch.push(cwd);
  const write = (name: string, content: string | Uint8Array): string => {
    const file = path.join(cwd, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
    return file;
  };
  for (const [name, content] of Object.entries(options.files ?? {})) write(name, content);
  return {
    cwd,
    write,
    run: async (...words) => {
      let stdout = '';
      let stderr = '';
      const terminal = { isTTY: options.tty ?? false, columns: options.columns ?? null, rows: null };
      const io: Io = {
        cwd,
        env: { LANG: 'C.UTF-8', ...options.env },
        platform: 'linux',
        stdout: { ...terminal, write: (text) => void (stdout += text) },
        stderr: { ...terminal, write: (text) => void (stderr += text) },
        readStdin: () => Promise.resolve(Buffer.from(options.stdin ?? '')),
        rulePages: path.join(import.meta.dirname, '../../../docs/rules'),
        page: (text) => Promise.resolve(void (stdout += text)),
        now: options.now ?? (() => 0),
      };
      const lint = options.lint ?? findKeepaliveTimes;
      const engine: StackEngine = {
        readStack,
        parseFile,
        applyFixes,
        resolveStack,
        judgeStack: ({ files }) => lint(files),
        lintHostFile: (file) => lint([file]),
        ...options.engine,
      };
      const exitCode = await runCommand(words, io, () => Promise.resolve(engine));
      return { exitCode, stdout, stderr };
    },
  };
}

/** Stands in for the engine: every `tcp_keepalive_time=N` above 859 is an error with a suggestion, `FIXME` a fixable warning. */
function findKeepaliveTimes(files: readonly StackFile[]): Finding[] {
  return files.flatMap(({ name, text }) => [
    ...[...text.matchAll(/tcp_keepalive_time=(\d+)/g)].flatMap((match) => {
      const value = match[1] ?? '';
      const end = match.index + match[0].length;
      return Number(value) <= 859 ? [] : [keepaliveTimeFinding(name, end - value.length, end, value)];
    }),
    ...[...text.matchAll(/FIXME/g)].map((match) => fixableFinding(name, match.index, match.index + 5)),
  ]);
}

export function keepaliveTimeFinding(file: string, start: number, end: number, value: string): Finding {
  return {
    ruleId: 'stack-keepalive-time',
    messageId: 'tooLate',
    data: { value },
    file,
    start,
    end,
    message: `The first probe comes after ${value} s, but the connection is forgotten after 900 s.`,
    label: 'must be at most 859',
    related: [],
    window: { fromSeconds: 900, toSeconds: Number(value) },
    suggestions: [
      {
        messageId: 'setTime',
        data: {},
        message: 'Set net.ipv4.tcp_keepalive_time to 600.',
        edits: [{ file, start, end, text: '600' }],
      },
    ],
    path: ['services', 'web', 'sysctls', 'net.ipv4.tcp_keepalive_time'],
  };
}

export function fixableFinding(file: string, start: number, end: number): Finding {
  return {
    ruleId: 'stack-ignored-option',
    messageId: 'ignored',
    data: {},
    file,
    start,
    end,
    message: 'This is ignored by `docker stack deploy`.',
    related: [],
    help: 'Swarm reads `deploy.restart_policy` instead.',
    fix: { messageId: 'remove', data: {}, message: 'Remove it.', edits: [{ file, start, end, text: 'FIXED' }] },
    suggestions: [],
  };
}
