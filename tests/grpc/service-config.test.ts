import { createRequire } from 'node:module';
import * as grpc from '@grpc/grpc-js';
import type { TSESTree } from '@typescript-eslint/utils';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Literal } from '../../src/grpc/options/value.js';
import { readServiceConfig, throwsOn, type ServiceConfigReading } from '../../src/grpc/service-config/index.js';
import { NEWEST_GRPC_JS } from '../../src/grpc/versions.js';

const { validateServiceConfig } = createRequire(import.meta.url)('@grpc/grpc-js/build/src/service-config.js') as {
  readonly validateServiceConfig: (config: unknown) => unknown;
};

function text(value: string): Literal {
  return { kind: 'literal', value, origin: { file: null, node: {} as TSESTree.Node } };
}

function read(config: string, qualifiedName: string | null = null, version = NEWEST_GRPC_JS): ServiceConfigReading {
  return readServiceConfig(text(config), { version, qualifiedName });
}

function construct(config: string): void {
  new grpc.Client('localhost:1', grpc.credentials.createInsecure(), { 'grpc.service_config': config }).close();
}

const policy = {
  maxAttempts: 3,
  initialBackoff: '0.1s',
  maxBackoff: '1s',
  backoffMultiplier: 2,
  retryableStatusCodes: ['UNAVAILABLE'],
};
const forAll = (retryPolicy: unknown): object => ({ methodConfig: [{ name: [{}], retryPolicy }] });

/** id of the lab row or a few words → config, and what the constructor does. */
const THROWING: readonly (readonly [string, unknown])[] = [
  ['rpMax1', forAll({ ...policy, maxAttempts: 1 })],
  ['an object for a status code', forAll({ ...policy, retryableStatusCodes: ['UNAVAILABLE', {}] })],
  ['rpMaxStr', forAll({ ...policy, maxAttempts: '3' })],
  ['rpBackoffMs', forAll({ ...policy, initialBackoff: '100ms' })],
  ['rpBackoffNum', forAll({ ...policy, initialBackoff: 0.1 })],
  ['rpBadCode', forAll({ ...policy, retryableStatusCodes: ['UNAVAILABEL'] })],
  ['rpNoName', { methodConfig: [{ retryPolicy: policy }] }],
  ['rpHedgeBoth', { methodConfig: [{ name: [{}], retryPolicy: policy, hedgingPolicy: { maxAttempts: 2 } }] }],
  ['rpSvcMethodEmptyStr', { methodConfig: [{ name: [{ service: '', method: '' }], retryPolicy: policy }] }],
  ['a code out of range', forAll({ ...policy, retryableStatusCodes: [17] })],
  ['no codes', forAll({ ...policy, retryableStatusCodes: [] })],
  ['codes missing', forAll({ ...policy, retryableStatusCodes: undefined })],
  ['a multiplier of 0', forAll({ ...policy, backoffMultiplier: 0 })],
  ['a name twice', { methodConfig: [{ name: [{}, {}] }] }],
  ['a name in two configs', { methodConfig: [{ name: [{ service: 'a.B' }] }, { name: [{ service: 'a.B' }] }] }],
  ['a policy of null', forAll(null)],
  ['throttling without ratio', { ...forAll(policy), retryThrottling: { maxTokens: 10 } }],
  ['throttling with too many tokens', { ...forAll(policy), retryThrottling: { maxTokens: 1001, tokenRatio: 1 } }],
  ['loadBalancingConfig as object', { loadBalancingConfig: { round_robin: {} } }],
  ['a number', 5],
];

/** Fields → what each of them must be, as `path: must`, all that are wrong at once. */
const REQUIREMENTS: readonly (readonly [string, unknown, readonly string[]])[] = [
  [
    'a service config',
    { loadBalancingPolicy: 5, loadBalancingConfig: {} },
    ['loadBalancingPolicy: text', 'loadBalancingConfig: an array'],
  ],
  [
    'policies of load balancing',
    { loadBalancingConfig: [{ a: {} }, 5, { a: {}, b: {} }, {}] },
    [
      'loadBalancingConfig[1]: an object with one policy',
      'loadBalancingConfig[2]: an object with one policy',
      'loadBalancingConfig[3]: an object with one policy',
    ],
  ],
  ['throttling that is none', { retryThrottling: 5 }, ['retryThrottling: an object']],
  [
    'throttling at 0',
    { retryThrottling: { maxTokens: 0, tokenRatio: 0 } },
    [
      'retryThrottling.maxTokens: a number greater than 0, up to 1000',
      'retryThrottling.tokenRatio: a number greater than 0',
    ],
  ],
  ['throttling at its most', { retryThrottling: { maxTokens: 1000, tokenRatio: 0.1 } }, []],
  [
    'no throttling in it',
    { retryThrottling: {} },
    [
      'retryThrottling.maxTokens: a number greater than 0, up to 1000',
      'retryThrottling.tokenRatio: a number greater than 0',
    ],
  ],
  [
    'a method config',
    { methodConfig: [{ name: [{}], waitForReady: 'yes', maxRequestBytes: '1', maxResponseBytes: '1', timeout: 5 }] },
    [
      'methodConfig[0].waitForReady: true or false',
      'methodConfig[0].maxRequestBytes: a number',
      'methodConfig[0].maxResponseBytes: a number',
      "methodConfig[0].timeout: text such as '0.1s' (seconds, then s)",
    ],
  ],
  [
    'a method config that is right',
    { methodConfig: [{ name: [{}], waitForReady: false, maxRequestBytes: 1, maxResponseBytes: 1, timeout: '1s' }] },
    [],
  ],
  [
    'a timeout in parts',
    { methodConfig: [{ name: [{}], timeout: {} }] },
    ['methodConfig[0].timeout.seconds: a number', 'methodConfig[0].timeout.nanos: a number'],
  ],
  ['a timeout in parts that is right', { methodConfig: [{ name: [{}], timeout: { seconds: 1, nanos: 0 } }] }, []],
  [
    'names',
    {
      methodConfig: [
        { name: [{ service: 'a.B' }, { method: 'M' }, 5, { service: 5 }, { service: 'a.B', method: 5 }] },
        { name: {} },
        {},
      ],
    },
    [
      'methodConfig[0].name[1].service: there when `method` is',
      'methodConfig[0].name[2]: an object',
      'methodConfig[0].name[3].service: text',
      'methodConfig[0].name[4].method: text',
      'methodConfig[1].name: an array',
      'methodConfig[2].name: an array',
    ],
  ],
  [
    'keys of a name that are misspelt',
    { methodConfig: [{ name: [{ Service: 'a.B' }, { service: 'a.B', methods: 'M' }] }] },
    ['misspelt', 'misspelt'],
  ],
  [
    'numbers that are text',
    { ...forAll({ ...policy, backoffMultiplier: '2' }), retryThrottling: { maxTokens: '10', tokenRatio: '0.1' } },
    [
      'methodConfig[0].retryPolicy.backoffMultiplier: a number greater than 0',
      'retryThrottling.maxTokens: a number greater than 0, up to 1000',
      'retryThrottling.tokenRatio: a number greater than 0',
    ],
  ],
  [
    'a retry policy',
    forAll({}),
    [
      'methodConfig[0].retryPolicy.maxAttempts: an integer of at least 2',
      "methodConfig[0].retryPolicy.initialBackoff: text such as '0.1s' (seconds, then s)",
      "methodConfig[0].retryPolicy.maxBackoff: text such as '0.1s' (seconds, then s)",
      'methodConfig[0].retryPolicy.backoffMultiplier: a number greater than 0',
      'methodConfig[0].retryPolicy.retryableStatusCodes: a list of status codes, such as UNAVAILABLE',
    ],
  ],
  [
    'status codes',
    forAll({ ...policy, retryableStatusCodes: ['UNAVAILABLE', 'OK', 0, 16, 17, 'NO', -1, true, null, {}, [14]] }),
    [
      'methodConfig[0].retryPolicy.retryableStatusCodes[4]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[5]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[6]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[7]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[8]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[9]: a status code of gRPC',
      'methodConfig[0].retryPolicy.retryableStatusCodes[10]: a status code of gRPC',
    ],
  ],
  [
    'no list of status codes',
    forAll({ ...policy, retryableStatusCodes: [] }),
    ['methodConfig[0].retryPolicy.retryableStatusCodes: a list of status codes, such as UNAVAILABLE'],
  ],
  [
    'status codes in one text',
    forAll({ ...policy, retryableStatusCodes: 'UNAVAILABLE' }),
    ['methodConfig[0].retryPolicy.retryableStatusCodes: a list of status codes, such as UNAVAILABLE'],
  ],
  ['a retry policy that is text', forAll('x'), ['methodConfig[0].retryPolicy: an object']],
  [
    'a hedging policy',
    { methodConfig: [{ name: [{}], hedgingPolicy: { hedgingDelay: 5, nonFatalStatusCodes: ['NO'] } }] },
    [
      'methodConfig[0].hedgingPolicy.maxAttempts: an integer of at least 2',
      "methodConfig[0].hedgingPolicy.hedgingDelay: text such as '0.1s' (seconds, then s)",
      'methodConfig[0].hedgingPolicy.nonFatalStatusCodes[0]: a status code of gRPC',
    ],
  ],
  [
    'a hedging policy that is text',
    { methodConfig: [{ name: [{}], hedgingPolicy: 'x' }] },
    ['methodConfig[0].hedgingPolicy: an object'],
  ],
  ['a number', 5, ['the service config: a JSON object']],
];

describe('what a field must be', () => {
  it.each(REQUIREMENTS)('%s', (_, config, expected) => {
    const { problems } = read(JSON.stringify(config));
    const found = problems.map((problem) =>
      problem.kind === 'requirement' ? `${problem.path}: ${problem.must}` : problem.kind,
    );
    expect(found).toEqual(expected);
  });
});

describe('a service config on which the constructor throws', () => {
  it.each(THROWING)('%s', (_, config) => {
    const json = JSON.stringify(config);
    expect(() => {
      construct(json);
    }).toThrow();
    expect(read(json).problems.some(throwsOn)).toBe(true);
    expect(read(json).retry).toEqual({ kind: 'throws' });
  });

  it('is text that is no JSON', () => {
    expect(() => {
      construct('{methodConfig:');
    }).toThrow(SyntaxError);
    expect(read('{methodConfig:').problems).toMatchObject([{ kind: 'invalid-json' }]);
  });

  it('is one for all methods, before grpc-js 1.9.1', () => {
    const json = JSON.stringify(forAll(policy));
    expect(read(json, null, '1.9.0').retry).toEqual({ kind: 'throws' });
    expect(read(json, null, '1.9.1').retry).toMatchObject({ kind: 'retries' });
  });
});

const READINGS: readonly (readonly [string, unknown, object])[] = [
  ['rp', forAll(policy), { kind: 'retries' }],
  ['rp2', forAll({ ...policy, maxAttempts: 2 }), { kind: 'retries' }],
  ['rpCodeNum', forAll({ ...policy, retryableStatusCodes: [14] }), { kind: 'retries' }],
  ['rpCodeLower', forAll({ ...policy, retryableStatusCodes: ['unavailable'] }), { kind: 'retries' }],
  ['rpMax100', forAll({ ...policy, maxAttempts: 100 }), { kind: 'retries' }],
  ['rpSvc', { methodConfig: [{ name: [{ service: 'lab.Echo' }], retryPolicy: policy }] }, { kind: 'retries' }],
  ['rpSvcEmptyStr', { methodConfig: [{ name: [{ service: '' }], retryPolicy: policy }] }, { kind: 'retries' }],
  [
    'rpSvcShort',
    { methodConfig: [{ name: [{ service: 'Echo' }], retryPolicy: policy }] },
    { kind: 'none', gap: { kind: 'short-service-name', service: 'Echo' } },
  ],
  [
    'rpNameEmpty',
    { methodConfig: [{ name: [], retryPolicy: policy }] },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'no-names' } } },
  ],
  [
    'rpNoUnavail',
    forAll({ ...policy, retryableStatusCodes: ['INTERNAL'] }),
    { kind: 'none', gap: { kind: 'lacks-unavailable' } },
  ],
  [
    'scTopRetry',
    { retryPolicy: policy },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'misplaced', key: 'retryPolicy' } } },
  ],
  [
    'scInsideName',
    { methodConfig: [{ name: [{ service: 'lab.Echo', retryPolicy: policy }] }] },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'misplaced', key: 'retryPolicy' } } },
  ],
  [
    'scTypo',
    { methodConfigs: [{ name: [{}], retryPolicy: policy }] },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'misspelt', meant: 'methodConfig' } } },
  ],
  [
    'scTypo2',
    { methodConfig: [{ name: [{}], retry_policy: policy }] },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'misspelt', meant: 'retryPolicy' } } },
  ],
  [
    'scMethodConfigObj',
    { methodConfig: { name: [{}], retryPolicy: policy } },
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'method-config-not-array' } } },
  ],
  [
    'scArrayCanary',
    [{ serviceConfig: forAll(policy) }],
    { kind: 'none', gap: { kind: 'ignored', problem: { kind: 'list' } } },
  ],
  [
    'hedge',
    { methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 2, nonFatalStatusCodes: ['UNAVAILABLE'] } }] },
    { kind: 'retries' },
  ],
  [
    'hedgeNoCodes',
    { methodConfig: [{ name: [{}], hedgingPolicy: { maxAttempts: 2 } }] },
    { kind: 'none', gap: { kind: 'hedging-lacks-unavailable' } },
  ],
  [
    'rpThrottle',
    { ...forAll(policy), retryThrottling: { maxTokens: 2, tokenRatio: 0.1 } },
    { kind: 'none', gap: { kind: 'throttled', maxTokens: 2 } },
  ],
  [
    'throttling with enough tokens',
    { ...forAll(policy), retryThrottling: { maxTokens: 10, tokenRatio: 0.1 } },
    { kind: 'retries' },
  ],
  ['rr', { loadBalancingConfig: [{ round_robin: {} }] }, { kind: 'none', gap: null }],
  ['rpWait', { methodConfig: [{ name: [{}], waitForReady: true }] }, { kind: 'none', gap: null }],
];

describe('a service config that the constructor accepts', () => {
  it.each(READINGS)('%s', (_, config, expected) => {
    const json = JSON.stringify(config);
    expect(() => {
      construct(json);
    }).not.toThrow();
    expect(read(json, 'lab.Echo').retry).toMatchObject(expected);
  });

  it('is the empty text, which is none at all', () => {
    expect(() => {
      construct('');
    }).not.toThrow();
    expect(read('').retry).toEqual({ kind: 'none', gap: null });
  });

  it('is for any service when the code does not show the package', () => {
    const json = JSON.stringify({ methodConfig: [{ name: [{ service: 'Echo' }], retryPolicy: policy }] });
    expect(read(json).retry).toMatchObject({ kind: 'retries' });
  });

  it('balances with round_robin when the first policy says so', () => {
    expect(read(JSON.stringify({ loadBalancingConfig: [{ round_robin: {} }] })).roundRobin).toBe(true);
    expect(read(JSON.stringify({ loadBalancingConfig: [{ pick_first: {} }] })).roundRobin).toBe(false);
    expect(read(JSON.stringify({ loadBalancingPolicy: 'round_robin' })).roundRobin).toBe(true);
    expect(read(JSON.stringify({ loadBalancingPolicy: 'pick_first' })).roundRobin).toBe(false);
    expect(read('').roundRobin).toBe(false);
  });
});

describe('on any service config', () => {
  const duration = fc.constantFrom('0.1s', '1s', '100ms', 's', '0.0000000001s', 0.1, null);
  const codes = fc.oneof(
    fc.array(fc.constantFrom('UNAVAILABLE', 'unavailable', 'INTERNAL', 14, 0, 16, 17, -1, 'NOPE', true, null), {
      maxLength: 3,
    }),
    fc.constantFrom('UNAVAILABLE', null),
  );
  const retryPolicy = fc.record(
    {
      maxAttempts: fc.constantFrom(0, 1, 2, 5, 2.5, '3', null),
      initialBackoff: duration,
      maxBackoff: duration,
      backoffMultiplier: fc.constantFrom(-1, 0, 0.5, 2, '2', null),
      retryableStatusCodes: codes,
    },
    { requiredKeys: [] },
  );
  const hedgingPolicy = fc.record(
    { maxAttempts: fc.constantFrom(1, 2, '3'), hedgingDelay: duration, nonFatalStatusCodes: codes },
    { requiredKeys: [] },
  );
  const name = fc.record(
    { service: fc.constantFrom('', 'a.B', 'B', 5, null), method: fc.constantFrom('', 'M', null) },
    { requiredKeys: [] },
  );
  const methodConfig = fc.record(
    {
      name: fc.oneof(fc.array(name, { maxLength: 3 }), fc.constantFrom(null, 'a.B')),
      retryPolicy: fc.oneof({ weight: 9, arbitrary: retryPolicy }, { weight: 1, arbitrary: fc.constantFrom(null, 5) }),
      hedgingPolicy,
      waitForReady: fc.constantFrom(true, 'yes', null),
      timeout: fc.constantFrom('1s', 'x', 5, null),
      maxRequestBytes: fc.constantFrom(1, '1'),
      maxResponseBytes: fc.constantFrom(1, '1'),
    },
    { requiredKeys: [] },
  );
  const config = fc.record(
    {
      methodConfig: fc.oneof(fc.array(methodConfig, { maxLength: 2 }), fc.constantFrom(null, {})),
      retryThrottling: fc.oneof(
        fc.record(
          { maxTokens: fc.constantFrom(0, 1, 10, 1000, 1001, '1'), tokenRatio: fc.constantFrom(0, 0.1, '1') },
          { requiredKeys: [] },
        ),
        fc.constantFrom(null),
      ),
      loadBalancingConfig: fc.oneof(
        fc.array(fc.constantFrom({}, { round_robin: {} }, { a: {}, b: {} }, null, 5), { maxLength: 2 }),
        fc.constantFrom(null, {}),
      ),
      loadBalancingPolicy: fc.constantFrom('round_robin', 5),
    },
    { requiredKeys: [] },
  );

  it('predicts exactly whether grpc-js accepts it', () => {
    fc.assert(
      fc.property(config, (value) => {
        let throws = false;
        try {
          validateServiceConfig(JSON.parse(JSON.stringify(value)));
        } catch {
          throws = true;
        }
        expect(read(JSON.stringify(value)).problems.some(throwsOn)).toBe(throws);
      }),
      { numRuns: 3000 },
    );
  });
});
