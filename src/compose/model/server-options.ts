/** Idle behaviour that is set on a server's command line: `postgres -c tcp_keepalives_idle=600`, `redis-server --tcp-keepalive 0`. */
import type { Actor } from '../../core/idle.js';
import type { Service, Sourced } from '../docker/stack.js';
import type { Program, ServerOption } from './programs.js';
import { getCommandWords } from './started-programs.js';

export interface ServerOptionUse {
  readonly option: ServerOption;
  /** The word of the command line that holds the value. */
  readonly word: Sourced<string>;
  /** Null: written in a way that is not understood. */
  readonly seconds: number | null;
}

/** The program's options that this service's command line sets, the last of each. */
export function findServerOptions(service: Service, program: Program): readonly ServerOptionUse[] {
  const words = getCommandWords(service);
  const found = new Map<ServerOption, ServerOptionUse>();
  words.forEach((word, index) => {
    for (const { name, value } of readSettings(word.value, words[index + 1]?.value)) {
      const option = program.options.find((candidate) => candidate.name === name.replaceAll('-', '_').toLowerCase());
      if (option) found.set(option, { option, word, seconds: parseSeconds(value, option) });
    }
  });
  return [...found.values()];
}

/** What the option makes of an idle connection; `undefined` when its value is not understood. */
export function toActor({ option, seconds }: ServerOptionUse): Actor | 'follows-sysctl' | 'never' | undefined {
  if (seconds === null) return undefined;
  if (seconds === 0) return option.zero;
  return option.acts === 'refresher'
    ? { kind: 'refresher', periodSeconds: seconds, clock: 'kernel' }
    : { kind: 'closer', afterSeconds: seconds, slackSeconds: 0, clock: 'process' };
}

/** `name=value` and `--name value` in one word of a command, which may itself be a whole line. */
function* readSettings(word: string, nextWord: string | undefined): Iterable<{ name: string; value: string }> {
  const parts = word.split(/\s+/);
  for (const [index, part] of parts.entries()) {
    const assignment = /^(?:--)?([A-Za-z][\w-]*)=(.*)$/s.exec(part);
    if (assignment) {
      const [, name = '', value = ''] = assignment;
      yield { name, value };
    }
    const value = parts[index + 1] ?? nextWord;
    if (value !== undefined && /^--[A-Za-z][\w-]*$/.test(part)) yield { name: part.slice(2), value };
  }
}

const SECONDS_BY_SUFFIX = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 } as const;

function parseSeconds(text: string, option: ServerOption): number | null {
  const match = /^['"]?(\d+)\s*(ms|s|min|h|d)?['"]?$/.exec(text);
  if (!match) return null;
  const [, number, suffix] = match;
  const unit =
    suffix === undefined ? option.secondsPerUnit : SECONDS_BY_SUFFIX[suffix as keyof typeof SECONDS_BY_SUFFIX];
  return Number(number) * unit;
}
