/** Results as text. */
import { formatWindow } from '../src/core/duration.js';
import type { SpellResult } from './judge.js';
import type { LinterVerdict } from './row.js';

/** An expectation in a few words: `cut 15 to 30 min`. */
export function formatExpectation(expectation: LinterVerdict): string {
  switch (expectation.kind) {
    case 'safe':
    case 'race':
    case 'new-connection':
    case 'unknown':
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

/** Columns of text, each as wide as its widest cell. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
