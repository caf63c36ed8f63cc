/** Random changes of texts, the same for the same seed. */

const MAX_LENGTH = 4000;

/** A small generator of random numbers with a seed (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}

/** A text of the corpus after a few changes; `words` mean something to its reader. */
export function mutate(random: Random, corpus: readonly string[], words: readonly string[]): string {
  let text = random.pick(corpus);
  for (let rounds = 1 + random.below(6); rounds > 0; rounds--) text = mutateOnce(random, text, corpus, words);
  return text.slice(0, MAX_LENGTH);
}

function mutateOnce(random: Random, text: string, corpus: readonly string[], words: readonly string[]): string {
  const at = random.below(text.length + 1);
  const end = Math.min(text.length, at + random.below(20));
  const lines = text.split('\n');
  const line = random.below(lines.length);
  switch (random.below(11)) {
    case 0:
      return text.slice(0, at) + text.slice(end);
    case 1:
      return text.slice(0, end) + text.slice(at);
    case 2:
      return (
        text.slice(0, at) +
        String.fromCharCode(random.below(4) === 0 ? random.below(65_536) : random.below(128)) +
        text.slice(end)
      );
    case 3:
      return lines.toSpliced(line, 1).join('\n');
    case 4:
      return lines.toSpliced(random.below(lines.length + 1), 0, lines[line] ?? '').join('\n');
    case 5:
      return lines.with(line, `${' '.repeat(random.below(9))}${(lines[line] ?? '').trimStart()}`).join('\n');
    case 6: {
      const other = random.pick(corpus);
      return text.slice(0, at) + other.slice(random.below(other.length + 1));
    }
    case 7: {
      const other = random.pick(corpus).split('\n');
      return lines.toSpliced(line, 0, ...other.slice(0, 1 + random.below(6))).join('\n');
    }
    case 8:
      return lines.with(line, (lines[line] ?? '').replace(/:.*/, `: ${random.pick(words)}`)).join('\n');
    default:
      return text.slice(0, at) + random.pick(words) + text.slice(random.below(2) === 0 ? at : end);
  }
}
