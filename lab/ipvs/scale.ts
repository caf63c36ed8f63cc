/** The times of the stack rows, and the texts that are written to sysctls. */

/**
 * Sysctls are whole seconds, so stack rows are compressed by ten only: 900 s become 90, a keepalive time of 890 s becomes 89.
 * Linux keeps a timer of 90 s to within 2.05 s at HZ=250, as it keeps 900 s to within 16.4 s: a little coarser.
 */
export const STACK_FACTOR = 10;
export const STACK_IDLE_TIMEOUT_SECONDS = 900;

/** Keepalive times just below the idle timeout, where kernel timers race. */
export const RACE_TIMES_SECONDS = [860, 870, 880, 890] as const;

const TIME = 'net.ipv4.tcp_keepalive_time';
const PROBES = 'net.ipv4.tcp_keepalive_probes';

/** Texts that appear in stack files, or that look as if they could. */
export const WRITTEN_SYSCTLS: readonly { readonly key: string; readonly written: string }[] = [
  ...['600', ' 600', '600 ', '600\n', '0x258', '0X258', '0600', '01600', '0900', '08', ''].map((written) => ({
    key: TIME,
    written,
  })),
  ...[' ', '600s', '10m', '1e3', '600.0', '1_000', '0o600', '0b1010', '+600', '600,', '600#c', 'true'].map(
    (written) => ({
      key: TIME,
      written,
    }),
  ),
  ...[`'600'`, '"600"', '600 75 9', '0', '-0', '-1', '-600', '32768', '864000', '2147483', '8589934', '8589935'].map(
    (written) => ({ key: TIME, written }),
  ),
  ...['2147483647', '9223372036854775807'].map((written) => ({ key: TIME, written })),
  ...['5', '0', '127', '128', '255', '256', '-1', '010', '0x10', ''].map((written) => ({ key: PROBES, written })),
];
