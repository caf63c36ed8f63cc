/** Results as text. */
import { formatWindow } from '../src/core/duration.js';
import type { RowResult } from './experiment.js';
import type { SpellResult } from './judge.js';
import type { Expectation } from './row.js';

/** An expectation in a few words: `cut 15 to 30 min`. */
export function formatExpectation(expectation: Expectation): string {
  switch (expectation.kind) {
    case 'safe':
    case 'race':
    case 'new-connection':
      return expectation.kind;
    case 'cut':
    case 'retry':
      return `${expectation.kind} ${formatWindow(expectation.window)}`;
    case 'throws':
      return 'throws';
  }
}

/** What happened, spells with the same outcome together: `870 s ok; 930, 1355 s UNAVAILABLE: read ECONNRESET`. */
export function formatSpells(spells: readonly SpellResult[]): string {
  const groups: { got: string; seconds: number[] }[] = [];
  for (const { got, seconds } of spells) {
    const last = groups.at(-1);
    if (last?.got === got) last.seconds.push(seconds);
    else groups.push({ got, seconds: [seconds] });
  }
  return groups
    .map(({ got, seconds }) => (seconds[0] === 0 ? got : `${seconds.map(String).join(', ')} s ${got}`))
    .join('; ');
}

/** One line of the table that `npm run lab` prints. */
export function formatResult({ row, expected, spells, agrees }: RowResult): string {
  return `${agrees ? 'agrees   ' : 'DISAGREES'} ${row.id.padEnd(18)} ${formatExpectation(expected).padEnd(22)} ${formatSpells(spells)}`;
}
