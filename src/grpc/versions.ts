/** What changed in which release of `@grpc/grpc-js`. */

/** The release whose sources the data of this folder was read from, and the one assumed where none is installed. */
export const NEWEST_GRPC_JS = '1.14.7';

/** The first release in which a remedy works. Sources: grpc/grpc-node tags and pull requests. */
export const SINCE = {
  /** The channel's own idle timer, 30 min by default (#2471). Before, an idle channel is never closed. */
  clientIdleTimeout: '1.9.0',
  /** `retryPolicy` in the service config. */
  retries: '1.8.0',
  /** `name: [{}]`, all methods (69257a78). Before, the constructor throws. */
  matchAllName: '1.9.1',
  /** A reset connection always yields UNAVAILABLE (5e3b0fb8). Before, sometimes CANCELLED, which no policy for UNAVAILABLE retries. */
  resetIsUnavailable: '1.12.4',
} as const;

/**
 * Whether a version is at least another one. Pre-release tags and build numbers are left out of account: `1.9.0-pre1` has the
 * features of 1.9.0.
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const left = toNumbers(version);
  const right = toNumbers(minimum);
  for (const [index, wanted] of right.entries()) {
    const got = left[index] ?? 0;
    if (got !== wanted) return got > wanted;
  }
  return true;
}

const numbersOf = new Map<string, readonly number[]>();

/** Every verdict asks this of the same few versions. */
function toNumbers(version: string): readonly number[] {
  let numbers = numbersOf.get(version);
  if (!numbers) {
    numbers = (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number);
    numbersOf.set(version, numbers);
  }
  return numbers;
}
