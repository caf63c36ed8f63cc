/** Figures in prose are those that the code computes. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { KERNEL_HZ, lossProbability } from '../../src/core/timer-wheel.js';

const root = path.join(import.meta.dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** As the messages say it: whole percent, never more than the model. */
const percent = (seconds: number, hz: (typeof KERNEL_HZ)[number]): string =>
  `${Math.floor(100 * lossProbability(seconds, 900, hz))} %`;

describe('the page of stack-keepalive-time', () => {
  const page = read('docs/rules/stack-keepalive-time.md');

  it('has a table of losses that is the model', () => {
    const rows = [...page.matchAll(/^\| (\d+) s +\|(.+)\|$/gm)].map(([, seconds, cells = '']) => [
      Number(seconds),
      cells.split('|').map((cell) => cell.trim()),
    ]);
    const model = [859, 870, 880, 890, 899].map((seconds) => [seconds, KERNEL_HZ.map((hz) => percent(seconds, hz))]);
    expect(rows).toEqual(model);
  });

  it('says of 870 s what the table says', () => {
    expect(page.replaceAll(/\s+/g, ' ')).toContain(
      `up to ${percent(870, 300)} of the connections in each idle spell on a kernel with HZ=300, ${percent(870, 100)} with HZ=100, and none with HZ=250`,
    );
  });
});

it.each(['README.md', 'README.zh-CN.md'])('%s says how many connections 870 s loses', (file) => {
  expect(read(file)).toContain(percent(870, 300));
});
