/**
 * What grpc-js makes of a service config: on what its constructor throws, what it silently ignores, and whether a call that
 * meets a dead connection is repeated.
 *
 * Source: grpc-js 1.14.7 service-config.ts (validation), resolving-load-balancer.ts:61 (names), retrying-call.ts (retries).
 * `tests/grpc/service-config.test.ts` builds a channel with every config that is said to throw, and with the others.
 */
export { throwsOn, type ConfigProblem, type IgnoredProblem } from './problem.js';
export { readServiceConfig, type ServiceConfigReading } from './read.js';
export type { RetryGap } from './retry.js';
