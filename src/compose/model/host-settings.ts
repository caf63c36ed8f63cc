/**
 * Sysctl settings of the machine: in `sysctl.conf` files, and in shell scripts and Dockerfiles.
 *
 * Source: sysctl(8), sysctl.conf(5) of procps: `=` with or without blanks, a leading `-` ignores errors, slashes for dots,
 * comments start with `#` or `;`.
 */
import { normaliseSysctlKey } from './sysctl-key.js';

/** `sysctl`: the format of sysctl.conf. `script`: a shell script, or a Dockerfile. */
export type HostFileKind = 'sysctl' | 'script';

export interface HostSetting {
  /** With dots. */
  readonly key: string;
  readonly value: string;
  /** Offsets of the whole assignment. */
  readonly start: number;
  readonly end: number;
}

/** Every setting of the machine in a file. Commands that set a container's sysctls (`docker run --sysctl`) are not among them. */
export function findHostSettings(text: string, kind: HostFileKind): readonly HostSetting[] {
  const findInLine = kind === 'sysctl' ? findInConfLine : findInScriptLine;
  return [...splitLines(text)].flatMap((line) => [...findInLine(line)]);
}

interface Line {
  readonly text: string;
  readonly start: number;
}

function* splitLines(text: string): Iterable<Line> {
  let start = 0;
  for (const line of text.split('\n')) {
    yield { text: line.replace(/\r$/, ''), start };
    start += line.length + 1;
  }
}

/** No comment matches: neither `#` nor `;` is part of a key. */
const ASSIGNMENT = /^(\s*-?\s*)([A-Za-z0-9_./*-]+)\s*=\s*(.*?)\s*$/;

function* findInConfLine({ text, start }: Line): Iterable<HostSetting> {
  const match = ASSIGNMENT.exec(text);
  if (!match) return;
  const [, lead = '', key = '', value = ''] = match;
  yield { key: normaliseSysctlKey(key), value, start: start + lead.length, end: start + text.trimEnd().length };
}

/** Words that set a sysctl somewhere else than on this machine. */
const ELSEWHERE = /--sysctl\b|--sysctl-add\b|\bnsenter\b|\bdocker\s+(?:container\s+)?exec\b|\bip\s+netns\s+exec\b/;

function* findInScriptLine({ text, start }: Line): Iterable<HostSetting> {
  if (/^\s*#/.test(text) || ELSEWHERE.test(text)) return;
  // sysctl -w a=1 b=2, also behind sudo, ssh or RUN
  const command = /\bsysctl\b(?!\.)/.exec(text);
  if (command) yield* findAssignments(text, command.index + command[0].length, start);
  // echo 600 > /proc/sys/net/ipv4/tcp_keepalive_time
  const written = /\becho\s+["']?(-?\w+)["']?\s*(?:>|\|\s*(?:sudo\s+)?tee)\s*["']?\/proc\/sys\/([\w./-]+)/.exec(text);
  if (written) {
    const [all, value = '', path = ''] = written;
    const offset = start + written.index;
    yield { key: normaliseSysctlKey(path), value, start: offset, end: offset + all.length };
  }
  // The lines of a here-document, or an echo that appends to sysctl.conf.
  if (!command && !written) {
    const appended = /\bsysctl\.(?:conf|d)\b/.test(text);
    if (appended) yield* findAssignments(text, 0, start);
    else if (/^\s*(?:net|kernel|vm|fs)[./]/.test(text)) yield* findInConfLine({ text, start });
  }
}

function* findAssignments(text: string, from: number, start: number): Iterable<HostSetting> {
  const pattern = /(?<![\w./-])((?:net|kernel|vm|fs)[./][\w./-]+)\s*=\s*(-?\w+|\$\{?\w+\}?)/g;
  pattern.lastIndex = from;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [all, key = '', value = ''] = match;
    yield { key: normaliseSysctlKey(key), value, start: start + match.index, end: start + match.index + all.length };
  }
}
