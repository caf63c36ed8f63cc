import { describe, expect, test } from 'vitest';
import { KERNEL_HZ, lossProbability, worstLoss } from '../../src/core/timer-wheel.js';
import type { KernelHz } from '../../src/core/timer-wheel.js';
import { getProfile } from '../../src/core/profiles.js';

const IPVS_SECONDS = 900;

describe('the share of connections that a keepalive time just below 900 s loses', () => {
  test.each([
    // seconds, HZ=100, HZ=250, HZ=300, HZ=1000
    [600, 0, 0, 0, 0],
    [840, 0, 0, 0, 0],
    [858, 0, 0, 0, 0],
    [860, 0.02, 0, 0, 0],
    [870, 0.27, 0, 0.73, 0.08],
    [880, 0.51, 0, 0.82, 0.39],
    [890, 0.76, 0.39, 0.91, 0.69],
    [899, 0.98, 0.94, 0.99, 0.97],
    [900, 1, 1, 1, 1],
    [1200, 1, 1, 1, 1],
  ])('%i s', (seconds, ...expected) => {
    expect(KERNEL_HZ.map((hz) => Math.round(lossProbability(seconds, IPVS_SECONDS, hz) * 100) / 100)).toEqual(expected);
  });

  // 160 connections over real 900 s timers on Linux 6.1 with HZ=250: none of 120 lost up to 880 s, then 2, 4, 6 and 10 of 10.
  test.each([
    [885, 0.08],
    [890, 0.39],
    [895, 0.69],
    [899, 0.94],
  ])('%i s at HZ=250 is %f, as measured on a running kernel', (seconds, expected) => {
    expect(lossProbability(seconds, IPVS_SECONDS, 250)).toBeCloseTo(expected, 1);
  });

  test.each<[KernelHz, number]>([
    [100, 859],
    [250, 883],
    [300, 860],
    [1000, 867],
  ])('at HZ=%i the longest time that never loses is %i s', (hz, longest) => {
    expect(lossProbability(longest, IPVS_SECONDS, hz)).toBe(0);
    expect(lossProbability(longest + 1, IPVS_SECONDS, hz)).toBeGreaterThan(0);
  });

  test('the safe bound of the Swarm profile is the longest time that never loses on any kernel', () => {
    const { safeBoundSeconds, idleTimeoutSeconds } = getProfile('swarm-ipvs');
    expect(worstLoss(safeBoundSeconds, idleTimeoutSeconds).probability).toBe(0);
    expect(worstLoss(safeBoundSeconds + 1, idleTimeoutSeconds).probability).toBeGreaterThan(0);
  });

  test('names the worst kernel', () => {
    expect(worstLoss(870, IPVS_SECONDS)).toEqual({ hz: 300, probability: expect.closeTo(0.725, 3) as number });
  });

  test('buckets are widest on the last level, however long the timer', () => {
    // 8 ** 8 ticks; the second between the two timers is 1000 of them.
    expect(lossProbability(2_000_000, 2_000_001, 1000)).toBeCloseTo(1 - 1000 / 8 ** 8, 9);
  });
});
