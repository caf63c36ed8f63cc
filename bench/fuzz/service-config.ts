/** Service configs: no text stops the reader, and it knows on which of them the constructor of grpc-js throws. */
import { createRequire } from 'node:module';
import type { TSESTree } from '@typescript-eslint/utils';
import { readServiceConfig, throwsOn } from '../../src/grpc/service-config/index.js';
import { NEWEST_GRPC_JS } from '../../src/grpc/versions.js';
import { check, type Target } from './target.js';

const { validateServiceConfig } = createRequire(import.meta.url)('@grpc/grpc-js/build/src/service-config.js') as {
  readonly validateServiceConfig: (config: unknown) => unknown;
};

const POLICY = {
  maxAttempts: 3,
  initialBackoff: '0.1s',
  maxBackoff: '1s',
  backoffMultiplier: 2,
  retryableStatusCodes: ['UNAVAILABLE', 14],
};

const CORPUS = [
  { methodConfig: [{ name: [{}], retryPolicy: POLICY, waitForReady: true, timeout: '1.5s' }] },
  { methodConfig: [{ name: [{ service: 'a.B', method: 'c' }, { service: 'd' }], maxRequestBytes: 5 }] },
  { methodConfig: [{ name: [], hedgingPolicy: { maxAttempts: 2, hedgingDelay: '1s', nonFatalStatusCodes: [1] } }] },
  { loadBalancingConfig: [{ round_robin: {} }], retryThrottling: { maxTokens: 10, tokenRatio: 0.1 } },
  { loadBalancingPolicy: 'round_robin', methodConfig: [{ name: [{}], timeout: { seconds: 1, nanos: 5 } }] },
].map((config) => JSON.stringify(config, null, 1));

const WORDS = [
  ...Array.from('{}[],:"-.e01s \n'),
  ...[
    'null',
    'true',
    '"0.1s"',
    '"1s"',
    '1001',
    '-1',
    '1e400',
    '{}',
    '[]',
    '"UNAVAILABLE"',
    '"unavailable"',
    '"__proto__":1,',
  ],
  ...['"name":[{}],', '"retryPolicy":{},', '"methodConfig":[],', '"service":"",', '"method":"x",', '"timeout":"1s",'],
];

export function loadServiceConfigTarget(): Target {
  return { name: 'service-config', share: 15, corpus: CORPUS, words: WORDS, attempt };
}

function attempt(text: string): string {
  const origin = { file: null, node: {} as TSESTree.Node };
  const reading = readServiceConfig(
    { kind: 'literal', value: text, origin },
    { version: NEWEST_GRPC_JS, qualifiedName: null },
  );
  if (text !== '') {
    check(reading.problems.some(throwsOn) === throws(text), 'What grpc-js throws on is known.');
  }
  return `${reading.retry.kind} ${[...new Set(reading.problems.map(({ kind }) => kind))].sort().join()}`;
}

function throws(text: string): boolean {
  try {
    validateServiceConfig(JSON.parse(text));
    return false;
  } catch {
    return true;
  }
}
