/**
 * What TypeScript checks in a configuration.
 *
 * `defineConfig` knows `settings.keepalive` from the declaration below. ESLint's declarations are CommonJS and `@eslint/core` has
 * a set of them for each module system, so there are two of it: here for CommonJS, in `index.ts` for ES modules. A project's
 * `moduleResolution` decides which of the two its `defineConfig` comes from.
 *
 * Options of rules are checked by `satisfies KeepaliveRules`. Declaring them for everybody would need optional properties beside
 * ESLint's index signature, which is an error in every project that checks its libraries.
 */
import type { Linter } from 'eslint';
import type { KeepaliveSettings } from './core/settings.js' with { 'resolution-mode': 'import' };

/** Options of `grpc-channel-keepalive`. */
export interface ChannelKeepaliveOptions {
  /** Also report channels on which a stream or a slow call hangs when no message crosses it for longer than the idle timeout. */
  readonly checkSilentStreams?: boolean;
}

/** Options of `stack-ignored-option`. */
export interface IgnoredOptionOptions {
  /** Properties that may stand there, because the file is for `docker compose`, too. */
  readonly allow?: readonly string[];
}

/** Options of `stack-idle-connection`. */
export interface IdleConnectionOptions {
  /** Services whose programs keep their connections alive by themselves, or end them in time. */
  readonly clientsWithKeepalive?: readonly string[];
}

/** The rules that ESLint can run, with their options. */
export interface KeepaliveRules {
  readonly 'keepalive/grpc-channel-keepalive'?: Linter.RuleEntry<[ChannelKeepaliveOptions?]>;
  readonly 'keepalive/grpc-channel-retry'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/grpc-channel-options'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/grpc-service-config'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/grpc-ping-policy'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/grpc-server-keepalive'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-schema'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-deploy-refusal'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-ignored-option'?: Linter.RuleEntry<[IgnoredOptionOptions?]>;
  readonly 'keepalive/stack-idle-connection'?: Linter.RuleEntry<[IdleConnectionOptions?]>;
  readonly 'keepalive/stack-keepalive-time'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-sysctl-value'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-sysctl-key'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-keepalive-probes'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-hostname-shadow'?: Linter.RuleEntry<[]>;
  readonly 'keepalive/stack-merge-loss'?: Linter.RuleEntry<[]>;
}

declare module '@eslint/core' {
  interface SettingsConfig {
    keepalive?: KeepaliveSettings;
  }
}
