/**
 * When Linux timers really fire. Since 4.8 the timer wheel keeps long timers in coarse buckets and rounds them up, so two
 * timers that were set at the same moment for 870 s and 900 s may fire together. That is why a keepalive time just below
 * the idle timeout of IPVS still loses connections, and why how many depends on the kernel's HZ.
 *
 * Source: linux 6.1 kernel/time/timer.c:104-150 (LVL_BITS 6, LVL_CLK_SHIFT 3) and calc_index().
 */

/** Clock ticks per second, chosen when a kernel is built. */
export type KernelHz = (typeof KERNEL_HZ)[number];

/** Every value that `CONFIG_HZ` offers. Debian's kernels have 250. */
export const KERNEL_HZ = [100, 250, 300, 1000] as const;

const LEVELS = 9;
const LEVEL_SHIFT_BITS = 3;
const LEVEL_ZERO_TICKS = 63;

/** The width of the bucket, in ticks, into which a timer of `ticks` falls. */
function bucketTicks(ticks: number): number {
  for (let level = 0; level < LEVELS; level++) {
    if (ticks < LEVEL_ZERO_TICKS * 2 ** (level * LEVEL_SHIFT_BITS)) return 2 ** (level * LEVEL_SHIFT_BITS);
  }
  return 2 ** ((LEVELS - 1) * LEVEL_SHIFT_BITS);
}

/**
 * How often, from 0 to 1, a keepalive timer fires too late to refresh a path's entry, when both timers were set by the
 * same packet and that packet came at any moment with equal chance. Each idle spell draws anew.
 *
 * @param keepaliveSeconds - below `idleTimeoutSeconds`; at or above it the answer is 1
 * @param idleTimeoutSeconds - of a path whose timer is a Linux timer too
 */
export function lossProbability(keepaliveSeconds: number, idleTimeoutSeconds: number, hz: KernelHz): number {
  const aheadTicks = (idleTimeoutSeconds - keepaliveSeconds) * hz;
  if (aheadTicks <= 0) return 1;
  const keepaliveBucket = bucketTicks(keepaliveSeconds * hz);
  const pathBucket = bucketTicks(idleTimeoutSeconds * hz);
  // Both fire at the end of a bucket, and buckets nest. The keepalive is late when its bucket ends where the path's does.
  return Math.max(0, keepaliveBucket - aheadTicks) / pathBucket;
}

/** The worst kernel for this keepalive time. */
export function worstLoss(
  keepaliveSeconds: number,
  idleTimeoutSeconds: number,
): { readonly hz: KernelHz; readonly probability: number } {
  let worst = { hz: KERNEL_HZ[0] as KernelHz, probability: 0 };
  for (const hz of KERNEL_HZ) {
    const probability = lossProbability(keepaliveSeconds, idleTimeoutSeconds, hz);
    if (probability > worst.probability) worst = { hz, probability };
  }
  return worst;
}
