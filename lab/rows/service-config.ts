/** Service configs as text, and the rows about what grpc-js rejects or ignores in them. */
import type { Row } from '../row.js';
import { client, clientModule, cut, retried, throws } from './build.js';

/** The text of a retry policy with these properties replaced. */
export function retryPolicy(replaced: Readonly<Record<string, string>> = {}): string {
  const properties: Readonly<Record<string, string>> = {
    maxAttempts: '3',
    initialBackoff: `'0.1s'`,
    maxBackoff: `'1s'`,
    backoffMultiplier: '2',
    retryableStatusCodes: `['UNAVAILABLE']`,
    ...replaced,
  };
  return `{ ${Object.entries(properties)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} }`;
}

/** The text of options with a service config, given as the text of an object. */
export const serviceConfig = (config: string, more = ''): string =>
  `{ 'grpc.service_config': JSON.stringify(${config})${more} }`;

/** The text of options with a retry policy for some names. */
export const retryFor = (policy = retryPolicy(), name = '[{}]', more = ''): string =>
  serviceConfig(`{ methodConfig: [{ name: ${name}, retryPolicy: ${policy} }] }`, more);

export const serviceConfigRows: readonly Row[] = [
  client('rpSvc', 'name: the fully qualified service', retryFor(retryPolicy(), `[{ service: 'lab.Echo' }]`), retried()),
  client(
    'rpSvcEmptyStr',
    `name: an empty service, which matches all`,
    retryFor(retryPolicy(), `[{ service: '' }]`),
    retried(),
  ),
  clientModule(
    'rpSvcShort',
    'name: the service without its package',
    `import * as grpc from '@grpc/grpc-js';
import * as protoLoader from '@grpc/proto-loader';

const proto = grpc.loadPackageDefinition(protoLoader.loadSync('lab/echo.proto'));

export const connect = (target) =>
  new proto.lab.Echo(target, grpc.credentials.createInsecure(), ${retryFor(retryPolicy(), `[{ service: 'Echo' }]`)});

export const unary = (client, request, callback) => client.unary({}, callback);
`,
    cut(),
  ),
  client('rpNameEmpty', 'name: an empty list', retryFor(retryPolicy(), '[]'), cut()),
  client(
    'rpMethodOther',
    'name: another method',
    retryFor(retryPolicy(), `[{ service: 'lab.Echo', method: 'Other' }]`),
    retried(),
    { unseen: { why: 'Which methods are called is not written where the channel is.', outcome: cut() } },
  ),
  client('rpCodeNum', 'status code as a number', retryFor(retryPolicy({ retryableStatusCodes: '[14]' })), retried()),
  client(
    'rpCodeLower',
    'status code in lower case',
    retryFor(retryPolicy({ retryableStatusCodes: `['unavailable']` })),
    retried(),
  ),
  client(
    'rpNoUnavail',
    'status codes without UNAVAILABLE',
    retryFor(retryPolicy({ retryableStatusCodes: `['INTERNAL', 'DEADLINE_EXCEEDED']` })),
    cut(),
  ),
  client('rpMax100', 'maxAttempts 100, capped at 5', retryFor(retryPolicy({ maxAttempts: '100' })), retried()),

  client('scEmpty', 'an empty string', `{ 'grpc.service_config': '' }`, cut()),
  client(
    'scArrayCanary',
    'the list form of DNS records',
    serviceConfig(`[{ serviceConfig: { methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] } }]`),
    cut(),
  ),
  client(
    'scMethodConfigObj',
    'methodConfig: an object',
    serviceConfig(`{ methodConfig: { name: [{}], retryPolicy: ${retryPolicy()} } }`),
    cut(),
  ),
  client(
    'scTypo',
    'methodConfigs',
    serviceConfig(`{ methodConfigs: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }`),
    cut(),
  ),
  client(
    'scTypo2',
    'retry_policy',
    serviceConfig(`{ methodConfig: [{ name: [{}], retry_policy: ${retryPolicy()} }] }`),
    cut(),
  ),
  client('scTopRetry', 'retryPolicy outside methodConfig', serviceConfig(`{ retryPolicy: ${retryPolicy()} }`), cut()),
  client(
    'scInsideName',
    'retryPolicy inside name',
    serviceConfig(`{ methodConfig: [{ name: [{ service: 'lab.Echo', retryPolicy: ${retryPolicy()} }] }] }`),
    cut(),
  ),
  client(
    'scKeyTypo',
    'grpc.serviceConfig as the key',
    `{ 'grpc.serviceConfig': JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] }) }`,
    cut(),
  ),

  client(
    'scObject',
    'an object instead of JSON',
    `{ 'grpc.service_config': { methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()} }] } }`,
    throws('is not valid JSON'),
  ),
  client(
    'scBadJson',
    'text that is not JSON',
    `{ 'grpc.service_config': '{methodConfig:[]}' }`,
    throws('in JSON at position 1'),
  ),
  client(
    'rpSvcMethodEmptyStr',
    'name: empty service and method',
    retryFor(retryPolicy(), `[{ service: '', method: '' }]`),
    throws('method set with empty or unset service'),
  ),
  client(
    'rpNoName',
    'no name',
    serviceConfig(`{ methodConfig: [{ retryPolicy: ${retryPolicy()} }] }`),
    throws('invalid name array'),
  ),
  client(
    'rpBadCode',
    'a misspelt status code',
    retryFor(retryPolicy({ retryableStatusCodes: `['UNAVALIABLE']` })),
    throws('retryableStatusCodes value not a status code name'),
  ),
  client(
    'rpMax1',
    'maxAttempts 1',
    retryFor(retryPolicy({ maxAttempts: '1' })),
    throws('maxAttempts must be an integer at least 2'),
  ),
  client(
    'rpMaxStr',
    `maxAttempts '3'`,
    retryFor(retryPolicy({ maxAttempts: `'3'` })),
    throws('maxAttempts must be an integer at least 2'),
  ),
  client(
    'rpBackoffMs',
    `initialBackoff '100ms'`,
    retryFor(retryPolicy({ initialBackoff: `'100ms'` })),
    throws('initialBackoff must be a string'),
  ),
  client(
    'rpBackoffNum',
    'initialBackoff 0.1',
    retryFor(retryPolicy({ initialBackoff: '0.1' })),
    throws('initialBackoff must be a string'),
  ),
  client(
    'rpHedgeBoth',
    'retryPolicy and hedgingPolicy together',
    serviceConfig(
      `{ methodConfig: [{ name: [{}], retryPolicy: ${retryPolicy()}, hedgingPolicy: { maxAttempts: 3 } }] }`,
    ),
    throws('retryPolicy and hedgingPolicy cannot both be specified'),
  ),
];
