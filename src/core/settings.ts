/**
 * The configuration that both linters share: `settings.keepalive` in ESLint, `keepalive.config.{json,yaml}` for the command
 * line. Data only; the JSON Schema in `settings-schema.ts` is the same vocabulary.
 */
import type { ProfileId } from './profiles.js';

/** The implementation at the other end of the channel. It decides which pings are welcome (facts: `grpc/server-kinds`). */
export type ServerKind = 'unknown' | 'grpc-js' | 'go' | 'java' | 'c-core' | 'tonic' | 'kestrel';

export interface KeepaliveSettings {
  /** The middlebox on the way. Default `swarm-ipvs`. */
  readonly profile?: ProfileId;
  /** Overrides the profile's idle timeout, in seconds, at least 31. The safe bound is then 5 % less, and at least 30 s less. */
  readonly idleTimeoutSeconds?: number;
  /** What answers the channels of this project. Default `unknown`: judged like a server with default settings. */
  readonly server?: ServerKind;
  /** The server was configured to allow pings without calls. Default: what `server` does by default. */
  readonly permitsIdlePings?: boolean;
  /** Values that cannot be determined are silent (default) or reported. */
  readonly unknown?: 'silent' | 'report';
  /** The installed `@grpc/grpc-js`. Default: read from the linted project's node_modules, else the newest known. */
  readonly grpcJsVersion?: string;
  /** `auto` uses type information where the parser offers it, `off` never asks for it. Default `auto`. */
  readonly types?: 'auto' | 'off';
  /** Wrappers of your own that build a channel. */
  readonly factories?: readonly FactorySetting[];
}

/** One wrapper: which call builds a channel and where its options are. The built-in library rows have the same shape. */
export interface FactorySetting {
  /** Module specifier as imported; omit it to match the export's name from anywhere. */
  readonly module?: string;
  /** Exported function or class, dots for members: `createClient`, `Grpc.connect`. */
  readonly export: string;
  /** 0-based index of the argument that is, or contains, the channel options. */
  readonly argument: number;
  /** Keys from that argument to the options: `["grpc", "channelOptions"]`. Default: the argument itself. */
  readonly path?: readonly string[];
  /** Options that the wrapper sets by itself, as grpc-js option keys. */
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** The wrapper retries UNAVAILABLE by itself. Default false. */
  readonly retries?: boolean;
}
