/** The idle timer of the client: it closes the connection, so that the next call opens a new one. */
import type { Row } from '../row.js';
import { client, cut, RACE, SAFE } from './build.js';
import { RECOMMENDED } from './streams.js';

const idle = (timeout: string): string => `{ 'grpc.client_idle_timeout_ms': ${timeout} }`;

export const idleTimeoutRows: readonly Row[] = [
  client('ci', 'idle timeout 2 min', idle('120_000'), SAFE),
  client('ci4', 'idle timeout 5 min', idle('300_000'), SAFE),
  client('ci0', 'idle timeout 0: taken as 1 s, not as "off"', idle('0'), SAFE),
  client('ciBelowMin', 'idle timeout 3 ms: taken as 1 s', idle('3'), SAFE),
  client('ciStr', 'idle timeout as a string of digits', idle(`'300000'`), SAFE),
  client('ciGE', 'idle timeout 20 min, longer than the idle timeout of the path', idle('1_200_000'), cut(1210)),
  client('ciRace', 'idle timeout 14 min 50 s: the sweep of the pool may come too late', idle('890_000'), RACE),
  client('ciClose', 'idle timeout 14 min 55 s: closed at 900 s or just after', idle('895_000'), cut(905)),
  client('ciNaN', 'idle timeout NaN: never idle, and a busy loop', idle('NaN'), cut(Infinity), { isolated: true }),
  client('ciInf', 'idle timeout Infinity: the same', idle('Infinity'), cut(Infinity), { isolated: true }),
  client('ciHuge', 'idle timeout 30 days, more than a timer holds: the same', idle('2_592_000_000'), cut(Infinity), {
    isolated: true,
  }),
  client(
    'ciLocalPool',
    'idle timeout 5 min, a pool of its own',
    `{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.use_local_subchannel_pool': 1 }`,
    SAFE,
  ),
  client(
    'ciKaNoPermit',
    'idle timeout and keepalive without the permit',
    `{ 'grpc.client_idle_timeout_ms': 300_000, 'grpc.keepalive_time_ms': 300_000 }`,
    SAFE,
  ),
  client('recommended', 'the recommended options', RECOMMENDED, SAFE),
];
