/** Idle behaviour that is set on a server's command line: `postgres -c tcp_keepalives_idle=600`, `redis-server --tcp-keepalive 0`. */
import type { Service, Sourced } from '../docker/stack.js';
import type { Behaviour, Program, ServerOption } from './programs.js';
import { getCommandWords } from './started-programs.js';

export interface ServerOptionUse {
  readonly option: ServerOption;
  /** The word of the command line that holds the value. */
  readonly word: Sourced<string>;
  /** Null: written in a way that is not understood. */
  readonly seconds: number | null;
}

/** The program's options that this service's command line sets, as `name=value` or `--name value`; the last of each. */
export function findServerOptions(service: Service, program: Program): readonly ServerOptionUse[] {
  // A word may itself be a whole line.
  const parts = getCommandWords(service).flatMap((word) => word.value.split(/\s+/).map((text) => ({ text, word })));
  const found = new Map<ServerOption, ServerOptionUse>();
  for (const [index, { text, word }] of parts.entries()) {
    const [name = '', value] = text.split('=');
    const option = program.options.find((candidate) => candidate.name === toOptionName(name));
    const next = name.startsWith('--') ? parts[index + 1] : undefined;
    const set = value === undefined ? next : { text: value, word };
    if (option && set) found.set(option, { option, word: set.word, seconds: parseSeconds(set.text, option) });
  }
  return [...found.values()];
}

/** `tcp_keepalive` for `--tcp-keepalive`. */
function toOptionName(written: string): string {
  return written.replace(/^--/, '').replaceAll('-', '_').toLowerCase();
}

/** What the option makes of an idle connection. */
export function toBehaviour({ option, seconds }: ServerOptionUse): Behaviour {
  if (seconds === null) return null;
  if (seconds === 0 && option.zero === 'follows-sysctl') return 'follows-sysctl';
  const actsAfter = seconds === 0 ? Infinity : seconds;
  return option.acts === 'refresher'
    ? { kind: 'refresher', periodSeconds: actsAfter, clock: 'kernel' }
    : { kind: 'closer', afterSeconds: actsAfter, slackSeconds: 0, clock: 'process' };
}

const SECONDS_BY_SUFFIX = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 } as const;

function parseSeconds(text: string, option: ServerOption): number | null {
  const match = /^['"]?(\d+)(ms|s|min|h|d)?['"]?$/.exec(text);
  if (!match) return null;
  const [, number, suffix] = match;
  const unit =
    suffix === undefined ? option.secondsPerUnit : SECONDS_BY_SUFFIX[suffix as keyof typeof SECONDS_BY_SUFFIX];
  return Number(number) * unit;
}
