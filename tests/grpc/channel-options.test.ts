import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_OPTIONS,
  CONNECT_OPTIONS,
  CORE_ONLY_OPTIONS,
  getNearestOption,
  KEYS,
  NEST_KEEPALIVE_KEYS,
} from '../../src/grpc/channel-options.js';
import { NEWEST_GRPC_JS } from '../../src/grpc/versions.js';

const require = createRequire(import.meta.url);
const packageRoot = path.dirname(require.resolve('@grpc/grpc-js/package.json'));
const sources = readdirSync(path.join(packageRoot, 'build/src'))
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(path.join(packageRoot, 'build/src', name), 'utf8'))
  .join('\n');

describe('the option catalogue', () => {
  it('was read from the installed grpc-js', () => {
    expect(require('@grpc/grpc-js/package.json')).toMatchObject({ version: NEWEST_GRPC_JS });
  });

  it('has every option that the installed grpc-js recognizes', () => {
    const { recognizedOptions } = require('@grpc/grpc-js/build/src/channel-options.js') as {
      readonly recognizedOptions: Record<string, true>;
    };
    expect(Object.keys(recognizedOptions).filter((key) => !CHANNEL_OPTIONS.has(key))).toEqual([]);
  });

  it('has every option that the installed grpc-js declares', () => {
    const declarations = readFileSync(path.join(packageRoot, 'build/src/channel-options.d.ts'), 'utf8');
    const declared = [...declarations.matchAll(/'(grpc[^']+)'\?:/g)].map((match) => match[1]);
    expect(declared.length).toBeGreaterThan(30);
    expect(declared.filter((key) => !CHANNEL_OPTIONS.has(key ?? ''))).toEqual([]);
  });

  it.each([...CHANNEL_OPTIONS.keys()])('%s occurs in the code of the installed grpc-js', (key) => {
    expect(sources).toContain(`'${key}'`);
  });

  it.each([...CORE_ONLY_OPTIONS.keys()])('%s does not occur in the code of the installed grpc-js', (key) => {
    expect(sources).not.toContain(`'${key}'`);
  });

  it.each([...CHANNEL_OPTIONS.values()])('$key names a source file that exists', ({ source }) => {
    const file = /^[\w-]+\.ts/.exec(source)?.[0] ?? '';
    expect(existsSync(path.join(packageRoot, 'src', file))).toBe(true);
  });

  it('advises only options that exist', () => {
    const advised = [...CORE_ONLY_OPTIONS.values()].filter((key) => key !== null);
    expect(advised.filter((key) => !CHANNEL_OPTIONS.has(key))).toEqual([]);
  });
});

describe('getNearestOption', () => {
  it.each([
    ['grpc.keepalive_time', KEYS.keepaliveTime],
    ['grpc.keepAliveTimeMs', KEYS.keepaliveTime],
    ['keepaliveTimeMs', KEYS.keepaliveTime],
    ['keepalive_time_ms', KEYS.keepaliveTime],
    ['grpc.keepalive_timeout', KEYS.keepaliveTimeout],
    ['grpc.keepalive_permit_without_call', KEYS.permitWithoutCalls],
    ['grpc.keepalive_permit_witout_calls', KEYS.permitWithoutCalls],
    ['grpc.keepalive_permit_without_callss', KEYS.permitWithoutCalls],
    ['grpc.client_idle_timeout', KEYS.clientIdleTimeout],
    ['grpc.cleint_idle_timeout_ms', KEYS.clientIdleTimeout],
    ['grpc.serviceConfig', KEYS.serviceConfig],
    ['grpc.enableRetries', KEYS.enableRetries],
    ['grpc.retry_max_attempts_limit', KEYS.retryMaxAttemptsLimit],
  ])('%s was meant to be %s', (key, expected) => {
    expect(getNearestOption(key)).toBe(expected);
  });

  it.each(['interceptors', 'grpc.foo', 'deadline', 'timeout', 'grpc.lb_policy_name', 'retries', ''])(
    '%j is near nothing',
    (key) => {
      expect(getNearestOption(key)).toBeNull();
    },
  );

  it.each([
    ['grpc-js', [...CHANNEL_OPTIONS.keys()]],
    ['NestJS', [...NEST_KEEPALIVE_KEYS.keys()]],
    ['connect-node', Object.values(CONNECT_OPTIONS)],
  ])('has at most one answer: no two keys of %s are near each other', (_, keys) => {
    const others = (key: string): readonly string[] => keys.filter((other) => other !== key);
    expect(keys.filter((key) => getNearestOption(key, others(key)) !== null)).toEqual([]);
  });

  it('finds the keys of NestJS among those of NestJS', () => {
    expect(getNearestOption('keepAliveTimeMs', NEST_KEEPALIVE_KEYS.keys())).toBe('keepaliveTimeMs');
  });
});
