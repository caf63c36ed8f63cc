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
    yield { text: line, start };
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
  const written = /\becho\s+["']?(-?\w+)["']?\s*(?:>|\|\s*(?:sudo\s+)?tee)\s*["']?\/proc\/sys\/([\w./-]+)/.exec(text);
  if (/\bsysctl\b/.test(text)) {
    // sysctl -w a=1 b=2, also behind sudo, ssh or RUN; echo a=1 >> /etc/sysctl.conf
    yield* findAssignments(text, start);
  } else if (written) {
    // echo 600 > /proc/sys/net/ipv4/tcp_keepalive_time
    const [all, value = '', path = ''] = written;
    const offset = start + written.index;
    yield { key: normaliseSysctlKey(path), value, start: offset, end: offset + all.length };
  } else if (/^\s*(?:net|kernel|vm|fs)[./]/.test(text)) {
    // A line of a here-document.
    yield* findInConfLine({ text, start });
  }
}

function* findAssignments(text: string, start: number): Iterable<HostSetting> {
  const pattern = /(?<![\w./-])((?:net|kernel|vm|fs)[./][\w./-]+)\s*=\s*(-?\w+|\$\{?\w+\}?)/g;
  for (const { 0: all, 1: key = '', 2: value = '', index } of text.matchAll(pattern)) {
    yield { key: normaliseSysctlKey(key), value, start: start + index, end: start + index + all.length };
  }
}
