/**
 * Option combination → verdict, one line a row. The ids are those of the evidence rows (docs/evidence.md), which run the same
 * code on real software. Rows whose difference is not visible in the code that builds the channel (polling, deadlines, what the
 * server does) are not here.
 *
 * A verdict reads `cut 900-1810 unset`: the window in seconds and the cause. Several channels are separated by `; `.
 */

/** What the options of the rows refer to. */
export const PROLOGUE = `import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';
const proto = grpc.loadPackageDefinition(protoLoader.loadSync('echo.proto'));
const retryPolicy = { maxAttempts: 4, initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'] };
const sc = (policy = {}, name = [{}]) => JSON.stringify({ methodConfig: [{ name, retryPolicy: { ...retryPolicy, ...policy } }] });
const KT = 'grpc.keepalive_time_ms', KO = 'grpc.keepalive_timeout_ms', KP = 'grpc.keepalive_permit_without_calls';
const CI = 'grpc.client_idle_timeout_ms', SC = 'grpc.service_config', ER = 'grpc.enable_retries', ML = 'grpc-node.retry_max_attempts_limit';
const creds = grpc.credentials.createInsecure();
`;

/** What the default idle timer of grpc-js leaves open. */
export const W = 'cut 900-1810';

export type Row = readonly [id: string, options: string, keepalive: string, retry: string];

export const OPTION_ROWS: readonly Row[] = [
  ['base', `{}`, `${W} unset`, 'unset'],
  ['base2', `{ 'grpc.max_receive_message_length': 1e7 }`, `${W} unset`, 'unset'],
  ['ka', `{ [KT]: 300_000, [KP]: 1 }`, 'fine', 'unset'],
  ['kaTimeout', `{ [KT]: 300_000, [KO]: 150_000, [KP]: 1 }`, 'fine', 'unset'],
  ['rtKa600', `{ [KT]: 10 * 60 * 1000, [KP]: 1 }`, 'fine', 'unset'],
  ['kaNotReset', `{ [KT]: 840_000, [KP]: 1 }`, 'fine', 'unset'],
  ['kaNoPermit', `{ [KT]: 300_000 }`, `${W} permit-missing`, 'unset'],
  ['kaPermit0', `{ [KT]: 300_000, [KP]: 0 }`, `${W} permit-missing`, 'unset'],
  ['kaPermitTrue', `{ [KT]: 300_000, [KP]: true }`, `${W} permit-not-one`, 'unset'],
  ['kaPermitStr', `{ [KT]: 300_000, [KP]: '1' }`, `${W} permit-not-one`, 'unset'],
  ['kaPermit2', `{ [KT]: 300_000, [KP]: 2 }`, `${W} permit-not-one`, 'unset'],
  ['kaPermitUndef', `{ [KT]: 300_000, [KP]: undefined }`, `${W} permit-missing`, 'unset'],
  ['kaOnlyPermit', `{ [KP]: 1 }`, `${W} permit-without-time`, 'unset'],
  ['kaOnlyPermit0', `{ [KP]: 0 }`, `${W} unset`, 'unset'],
  ['kaOnlyTimeout', `{ [KO]: 20_000, [KP]: 1 }`, `${W} permit-without-time`, 'unset'],
  ['kaGE', `{ [KT]: 1_350_000, [KP]: 1 }`, 'cut 900-1350 pings-too-late', 'unset'],
  ['kaEq', `{ [KT]: 900_000, [KP]: 1 }`, 'race pings-too-late', 'unset'],
  ['kaZero', `{ [KT]: 0, [KP]: 1 }`, `${W} pings-off`, 'unset'],
  ['kaNeg', `{ [KT]: -1, [KP]: 1 }`, `${W} pings-off`, 'unset'],
  ['kaNaN', `{ [KT]: NaN, [KP]: 1 }`, `${W} pings-off`, 'unset'],
  ['kaUndef', `{ [KT]: undefined, [KP]: 1 }`, `${W} pings-off`, 'unset'],
  ['kaInf', `{ [KT]: Infinity, [KP]: 1 }`, `${W} pings-too-late`, 'unset'],
  ['kaStr', `{ [KT]: '300000', [KP]: 1 }`, 'fine', 'unset'],
  ['kaSeconds', `{ [KT]: 600, [KP]: 1 }`, 'fine', 'unset'],
  ['kaMisspelt1', `{ 'grpc.keepalive_time': 300_000, [KP]: 1 }`, `${W} misspelt`, 'unset'],
  ['kaMisspelt2', `{ [KT]: 300_000, 'grpc.keepalive_permit_without_call': 1 }`, `${W} misspelt`, 'unset'],
  ['kaMisspelt3', `{ keepalive_time_ms: 300_000, keepalive_permit_without_calls: 1 }`, `${W} misspelt`, 'unset'],
  ['kaCamel', `{ keepaliveTimeMs: 300_000, keepalivePermitWithoutCalls: 1 }`, `${W} misspelt`, 'unset'],
  ['kaNested', `{ channelOptions: { [KT]: 300_000, [KP]: 1 } }`, `${W} nested`, 'unset'],
  ['kaCoreHttp2', `{ [KT]: 300_000, 'grpc.http2.max_pings_without_data': 0 }`, `${W} permit-missing`, 'unset'],
  ['ci', `{ [CI]: 120_000 }`, 'fine', 'unset'],
  ['rtCi300', `{ [CI]: 5 * 60_000 }`, 'fine', 'unset'],
  ['ciBelowMin', `{ [CI]: 3 }`, 'fine', 'unset'],
  ['ci0', `{ [CI]: 0 }`, 'fine', 'unset'],
  ['ciStr', `{ [CI]: '120000' }`, 'fine', 'unset'],
  ['ciLocalPool', `{ [CI]: 120_000, 'grpc.use_local_subchannel_pool': 1 }`, 'fine', 'unset'],
  ['ciClose', `{ [CI]: 895_000 }`, 'cut 900-905 idle-too-late', 'unset'],
  ['ciClose', `{ [CI]: 890_000 }`, 'race idle-too-late', 'unset'],
  ['ciGE', `{ [CI]: 1_050_000 }`, 'cut 900-1060 idle-too-late', 'unset'],
  ['ciDefault', `{ [CI]: undefined }`, `${W} unset`, 'unset'],
  ['ciNaN', `{ [CI]: NaN }`, 'cut 900-Infinity idle-not-a-timer', 'unset'],
  ['ciInf', `{ [CI]: Infinity }`, 'cut 900-Infinity idle-not-a-timer', 'unset'],
  ['ciHuge', `{ [CI]: 30 * 24 * 3600 * 1000 }`, 'cut 900-Infinity idle-not-a-timer', 'unset'],
  ['ciKaNoPermit', `{ [CI]: 120_000, [KT]: 300_000 }`, 'fine', 'unset'],
  ['goBombCi', `{ [KT]: 240_000, [KP]: 1, [CI]: 120_000 }`, 'fine', 'unset'],
  ['ciRpClose', `{ [CI]: 895_000, [SC]: sc() }`, 'cut 900-905 idle-too-late', 'retries'],
  ['rp', `{ [SC]: sc() }`, `${W} unset`, 'retries'],
  ['rp2', `{ [SC]: sc({ maxAttempts: 2 }) }`, `${W} unset`, 'retries'],
  ['rpMax100', `{ [SC]: sc({ maxAttempts: 100 }) }`, `${W} unset`, 'retries'],
  ['rpSvc', `{ [SC]: sc({}, [{ service: 'lab.Echo' }]) }`, `${W} unset`, 'retries'],
  ['rpSvcEmptyStr', `{ [SC]: sc({}, [{ service: '' }]) }`, `${W} unset`, 'retries'],
  ['rpSvcShort', `{ [SC]: sc({}, [{ service: 'Echo' }]) }`, `${W} unset`, 'short-service-name'],
  ['rpNameEmpty', `{ [SC]: sc({}, []) }`, `${W} unset`, 'ignored'],
  ['rpNoUnavail', `{ [SC]: sc({ retryableStatusCodes: ['INTERNAL', 'UNKNOWN'] }) }`, `${W} unset`, 'lacks-unavailable'],
  ['rpCodeNum', `{ [SC]: sc({ retryableStatusCodes: [14] }) }`, `${W} unset`, 'retries'],
  ['rpCodeLower', `{ [SC]: sc({ retryableStatusCodes: ['unavailable'] }) }`, `${W} unset`, 'retries'],
  ['rpSvcMethodEmptyStr', `{ [SC]: sc({}, [{ service: '', method: '' }]) }`, `${W} unset`, 'throws'],
  ['rpNoName', `{ [SC]: JSON.stringify({ methodConfig: [{ retryPolicy }] }) }`, `${W} unset`, 'throws'],
  ['rpMax1', `{ [SC]: sc({ maxAttempts: 1 }) }`, `${W} unset`, 'throws'],
  ['rpMaxStr', `{ [SC]: sc({ maxAttempts: '3' }) }`, `${W} unset`, 'throws'],
  ['rpBadCode', `{ [SC]: sc({ retryableStatusCodes: ['UNAVALIABLE'] }) }`, `${W} unset`, 'throws'],
  ['rpBackoffMs', `{ [SC]: sc({ initialBackoff: '100ms' }) }`, `${W} unset`, 'throws'],
  ['rpBackoffNum', `{ [SC]: sc({ initialBackoff: 0.1 }) }`, `${W} unset`, 'throws'],
  ['scObject', `{ [SC]: { methodConfig: [] } }`, `${W} unset`, 'throws'],
  ['scBadJson', `{ [SC]: '{methodConfig:[]}' }`, `${W} unset`, 'throws'],
  ['scEmpty', `{ [SC]: '' }`, `${W} unset`, 'unset'],
  ['scArrayCanary', `{ [SC]: JSON.stringify([{ serviceConfig: JSON.parse(sc()) }]) }`, `${W} unset`, 'ignored'],
  ['scTopRetry', `{ [SC]: JSON.stringify({ retryPolicy }) }`, `${W} unset`, 'ignored'],
  ['scTypo', `{ [SC]: JSON.stringify({ methodConfigs: [{ name: [{}], retryPolicy }] }) }`, `${W} unset`, 'ignored'],
  [
    'scTypo2',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], retry_policy: retryPolicy }] }) }`,
    `${W} unset`,
    'ignored',
  ],
  [
    'scMethodConfigObj',
    `{ [SC]: JSON.stringify({ methodConfig: { name: [{}], retryPolicy } }) }`,
    `${W} unset`,
    'ignored',
  ],
  [
    'scInsideName',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{ service: 'lab.Echo', retryPolicy }] }] }) }`,
    `${W} unset`,
    'ignored',
  ],
  ['scKeyTypo', `{ 'grpc.serviceConfig': sc() }`, `${W} unset`, 'unset'],
  ['rpLimit1', `{ [SC]: sc(), [ML]: 1 }`, `${W} unset`, 'limited'],
  ['rpEnable0', `{ [SC]: sc(), [ER]: 0 }`, `${W} unset`, 'disabled'],
  ['rpEnableFalse', `{ [SC]: sc(), [ER]: false }`, `${W} unset`, 'retries'],
  ['rpEnable1', `{ [SC]: sc(), [ER]: 1 }`, `${W} unset`, 'retries'],
  ['erOnly', `{ [ER]: 1 }`, `${W} unset`, 'enabled-without-policy'],
  [
    'hedge',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 3, nonFatalStatusCodes: ['UNAVAILABLE'] } }] }) }`,
    `${W} unset`,
    'retries',
  ],
  [
    'hedgeNoCodes',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 3 } }] }) }`,
    `${W} unset`,
    'hedging-lacks-unavailable',
  ],
  [
    'rpHedgeBoth',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy, hedgingPolicy: { maxAttempts: 3 } }] }) }`,
    `${W} unset`,
    'throws',
  ],
  [
    'rpThrottle',
    `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy }], retryThrottling: { maxTokens: 2, tokenRatio: 0.1 } }) }`,
    `${W} unset`,
    'throttled',
  ],
  ['rr', `{ [SC]: JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] }) }`, `${W} unset`, 'unset'],
  [
    'rpRR',
    `{ [SC]: JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }], methodConfig: [{ name: [{}], retryPolicy }] }) }`,
    `${W} unset`,
    'retries',
  ],
  ['rpWait', `{ [SC]: JSON.stringify({ methodConfig: [{ name: [{}], waitForReady: true }] }) }`, `${W} unset`, 'unset'],
];
