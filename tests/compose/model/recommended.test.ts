import { expect, test } from 'vitest';
import { getRecommendedTime } from '../../../src/compose/model/recommended.js';

test.each([
  [900, 859, 600],
  [350, 320, 180],
  [60, 57, 40],
  [60, 30, 30],
])('for an idle timeout of %d s with %d s safe, %d s', (idleTimeoutSeconds, safeBoundSeconds, seconds) => {
  expect(getRecommendedTime({ idleTimeoutSeconds, safeBoundSeconds })).toBe(seconds);
});
