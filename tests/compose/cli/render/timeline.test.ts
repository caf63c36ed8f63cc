import { describe, expect, it } from 'vitest';
import { drawTimeline } from '../../../../src/compose/cli/render/timeline.js';
import { PLAIN } from '../formats/sample.js';

describe('drawTimeline', () => {
  it.each([
    [900, 1810, '0 ●──────────── 15m ▒▒▒▒▒▒▒▒▒▒▒▒ 30m ──'],
    [900, 7200, '0 ●─── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 2h ──'],
    [900, 950, '0 ●──────────────── 15m ▒▒ 15m50s ──'],
    [900, 4500, '0 ●───── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 75m ──'],
    [900, 8100, '0 ●─── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 2h15m ──'],
    [900, 864_000, '0 ●── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ 240h ──'],
    [900, Infinity, '0 ●──────────── 15m ▒▒▒▒▒▒▒▒▒▒▒▒▸'],
    [60, 90, '0 ●──────────────── 60s ▒▒▒▒▒▒▒▒ 90s ──'],
  ])('draws %d to %d s', (fromSeconds, toSeconds, line) => {
    expect(drawTimeline({ fromSeconds, toSeconds }, PLAIN)).toBe(`${line}   ● last packet  ▒ calls fail`);
  });

  it('leaves the legend out where there is no room for it', () => {
    const window = { fromSeconds: 900, toSeconds: 1810 };
    const line = '0 ●──────────── 15m ▒▒▒▒▒▒▒▒▒▒▒▒ 30m ──';
    const legend = '   ● last packet  ▒ calls fail';
    expect(drawTimeline(window, PLAIN, line.length + legend.length)).toBe(line + legend);
    expect(drawTimeline(window, PLAIN, line.length + legend.length - 1)).toBe(line);
  });
});
