/** The idle timer of the client: it closes the connection, so that the next call opens a new one. */
import type { Row } from '../row.js';
import { client, cut, SAFE } from './build.js';

const idle = (timeout: string): string => `{ 'grpc.client_idle_timeout_ms': ${timeout} }`;

export const idleTimeoutRows: readonly Row[] = [
  client('ci', 'idle timeout 2 min', idle('120_000'), SAFE),
  client('ci4', 'idle timeout 5 min', idle('300_000'), SAFE),
  client('ci0', 'idle timeout 0: taken as 1 s, not as "off"', idle('0'), SAFE),
  client('ciBelowMin', 'idle timeout 3 ms: taken as 1 s', idle('3'), SAFE),
  client('ciStr', 'idle timeout as a string of digits', idle(`'300000'`), SAFE),
  client('ciGE', 'idle timeout 20 min, longer than the idle timeout of the path', idle('1_200_000'), cut(1210)),
];
