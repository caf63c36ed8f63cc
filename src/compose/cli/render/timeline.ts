import type { IdleWindow } from '../../../core/duration.js';
import { displayWidth } from './cells.js';
import { paint, type Style } from './style.js';

const CHARACTERS = {
  unicode: { packet: '●', time: '─', dead: '▒', onwards: '▸' },
  ascii: { packet: 'o', time: '-', dead: '#', onwards: '>' },
} as const;

/** Columns for the whole of a window's scale; a bar of time is at least two. */
const SCALE_WIDTH = 24;
const LONGEST_BAR = 16;
const SHORTEST_BAR = 2;

/**
 * When calls fail, on one line: `0 ●────── 15m ▒▒▒▒▒▒ 30m ──`. Time runs from the last packet on; in the shaded part the next
 * call meets a connection that is no longer there. The bars are in proportion, within reason.
 *
 * @param room - columns; where they are too few, the legend goes
 */
export function drawTimeline(window: IdleWindow, style: Style, room = Infinity): string {
  const { packet, time, dead, onwards } = CHARACTERS[style.unicode ? 'unicode' : 'ascii'];
  const ends = window.toSeconds !== Infinity;
  const end = ends ? window.toSeconds : window.fromSeconds * 2;
  const bar = (seconds: number): number =>
    Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, Math.round((SCALE_WIDTH * seconds) / end)));
  const alive = packet + time.repeat(bar(window.fromSeconds));
  const shaded = dead.repeat(bar(end - window.fromSeconds)) + (ends ? '' : onwards);
  const after = ends ? ` ${shortDuration(window.toSeconds)} ${time.repeat(SHORTEST_BAR)}` : '';
  const legend = `${packet} last packet  ${dead} calls fail`;
  const before = `0 ${alive} ${shortDuration(window.fromSeconds)} `;
  const fits = displayWidth(`${before}${shaded}${after}   ${legend}`) <= room;
  return `${before}${paint(style, 'error', shaded)}${after}${fits ? `   ${paint(style, 'faint', legend)}` : ''}`;
}

/** As few characters as a scale has room for, rounded as `formatWindow` rounds: `90s`, `15m`, `2h`, `22m30s`. */
function shortDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes >= 2 && Math.abs(minutes * 60 - seconds) < seconds / 100) {
    const hours = Math.floor(minutes / 60);
    if (hours === 0 || (minutes % 60 !== 0 && hours < 2)) return `${minutes}m`;
    return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  }
  if (seconds < 120) return `${Math.round(seconds)}s`;
  return `${Math.floor(seconds / 60)}m${Math.round(seconds % 60)}s`;
}
