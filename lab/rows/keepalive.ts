/** HTTP/2 keepalive of the client, and what is mistaken for it. */
import type { Row } from '../row.js';
import { client, cut, RACE, SAFE } from './build.js';

const keepalive = (time: string, permit: string): string =>
  `{ 'grpc.keepalive_time_ms': ${time}, 'grpc.keepalive_permit_without_calls': ${permit} }`;

export const keepaliveRows: readonly Row[] = [
  client('base', 'no options', '', cut()),
  client('base2', 'only unrelated options', `{ 'grpc.max_receive_message_length': 10_000_000 }`, cut()),

  client('ka', 'keepalive 5 min, permit 1', keepalive('300_000', '1'), SAFE),
  client('kaNotReset', 'keepalive 14 min, permit 1', keepalive('840_000', '1'), SAFE),
  client(
    'kaTimeout',
    'keepalive 5 min, timeout 20 s, permit 1',
    `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': 20_000, 'grpc.keepalive_permit_without_calls': 1 }`,
    SAFE,
  ),
  client('kaStr', 'keepalive as a string of digits, permit 1', keepalive(`'300000'`, '1'), SAFE),
  client('kaSeconds', 'keepalive 600 ms, meant as 600 s, permit 1', keepalive('600', '1'), SAFE),
  client(
    'kaTimeoutTiny',
    'keepalive timeout 1 ms: pings end the connection, and the next call opens another',
    `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_timeout_ms': 1, 'grpc.keepalive_permit_without_calls': 1 }`,
    SAFE,
  ),

  client('kaNoPermit', 'keepalive 5 min without the permit', `{ 'grpc.keepalive_time_ms': 300_000 }`, cut()),
  client('kaPermit0', 'permit 0', keepalive('300_000', '0'), cut()),
  client('kaPermitTrue', 'permit true', keepalive('300_000', 'true'), cut()),
  client('kaPermitStr', `permit '1', a string`, keepalive('300_000', `'1'`), cut()),
  client('kaPermit2', 'permit 2', keepalive('300_000', '2'), cut()),
  client('kaPermitUndef', 'permit undefined', keepalive('300_000', 'undefined'), cut()),
  client('kaOnlyPermit', 'permit 1 and no keepalive time', `{ 'grpc.keepalive_permit_without_calls': 1 }`, cut()),
  client(
    'kaOnlyTimeout',
    'keepalive timeout and permit, no keepalive time',
    `{ 'grpc.keepalive_timeout_ms': 20_000, 'grpc.keepalive_permit_without_calls': 1 }`,
    cut(),
  ),

  client('kaGE', 'keepalive 22.5 min, longer than the idle timeout', keepalive('1_350_000', '1'), cut(1350)),
  client('kaEq', 'keepalive 15 min, the idle timeout itself', keepalive('900_000', '1'), RACE),
  client('kaZero', 'keepalive 0', keepalive('0', '1'), cut()),
  client('kaNeg', 'keepalive -1', keepalive('-1', '1'), cut()),
  client('kaUndef', 'keepalive undefined', keepalive('undefined', '1'), cut()),
  client('kaNaN', 'keepalive NaN', keepalive('NaN', '1'), cut()),
  client('kaInf', 'keepalive Infinity', keepalive('Infinity', '1'), cut()),

  client(
    'kaMisspelt1',
    'grpc.keepalive_time, without _ms',
    `{ 'grpc.keepalive_time': 300_000, 'grpc.keepalive_permit_without_calls': 1 }`,
    cut(),
  ),
  client(
    'kaMisspelt2',
    'grpc.keepalive_permit_without_call, singular',
    `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.keepalive_permit_without_call': 1 }`,
    cut(),
  ),
  client(
    'kaMisspelt3',
    'keys without grpc.',
    `{ keepalive_time_ms: 300_000, keepalive_permit_without_calls: 1 }`,
    cut(),
  ),
  client(
    'kaCamel',
    'keys in the spelling of NestJS',
    `{ keepaliveTimeMs: 300_000, keepalivePermitWithoutCalls: 1 }`,
    cut(),
  ),
  client('kaNested', 'options nested under channelOptions', `{ channelOptions: ${keepalive('300_000', '1')} }`, cut()),
  client(
    'kaCoreHttp2',
    'ping options of C-core instead of the permit',
    `{ 'grpc.keepalive_time_ms': 300_000, 'grpc.http2.max_pings_without_data': 0, 'grpc.http2.min_time_between_pings_ms': 10_000 }`,
    cut(),
  ),
];
