/** A place in code that builds a gRPC channel, client, transport or server. The union that every library module returns. */
import type { TSESTree } from '@typescript-eslint/utils';

export type LibraryId =
  | 'grpc-js'
  | 'grpc' // the legacy C-core binding
  | 'nice-grpc'
  | 'nestjs'
  | 'protobuf-ts'
  | 'connect-node'
  | (string & {}); // rows of `libraries.ts` and of `settings.keepalive.factories`

/**
 * Which keys the options speak. `grpc-js` and `grpc` keys start with `grpc.`; the others translate to them or stand alone.
 * `google-gax` passes the keys of grpc-js on and leaves the rest; its peers are Google's own endpoints, behind no such path.
 */
export type Vocabulary = 'grpc-js' | 'grpc' | 'nestjs' | 'connect-node' | 'google-gax';

export type SiteKind = 'client' | 'channel' | 'transport' | 'server';

export type CallLike = TSESTree.NewExpression | TSESTree.CallExpression;

/** Where a site's options are. */
export type OptionsPlace =
  /** The argument is not there: the library's defaults apply. `index` is where it would go, `path` the keys inside it. */
  | { readonly kind: 'absent'; readonly call: CallLike; readonly index: number; readonly path: readonly string[] }
  /**
   * An expression; `path` leads from it to the options (`['channelOptions']`), keys that are missing mean "defaults".
   * For NestJS the expression is the object with `transport`, and the path ends at its `options`, which hold both
   * `channelOptions` and `keepalive`.
   */
  | { readonly kind: 'expression'; readonly node: TSESTree.Expression; readonly path: readonly string[] }
  /** Somewhere this file does not show (a spread argument, a caller of this constructor). */
  | { readonly kind: 'unknown'; readonly path: readonly string[]; readonly reason: string };

export interface Site {
  /** The whole construct. */
  readonly node: TSESTree.Node;
  /** What a report underlines: the callee of `new XClient(...)`, the `transport:` property of a Nest client. */
  readonly reportNode: TSESTree.Node;
  readonly library: LibraryId;
  readonly kind: SiteKind;
  /** The thing in messages: GreeterClient, the channel of `createChannel`, the Nest client `HERO`. May begin a sentence. */
  readonly name: string;
  readonly vocabulary: Vocabulary;
  readonly options: OptionsPlace;
  /** Options that the library sets when the code does not, as grpc-js keys. */
  readonly defaults: Readonly<Record<string, string | number | boolean>>;
  /**
   * The channel was built elsewhere (`channelOverride`): this site's channel options are ignored, and the keepalive verdict
   * belongs to that other site.
   */
  readonly channelFromElsewhere: boolean;
  /** The site that built the channel, if it was built elsewhere and can be seen: its service config applies to the calls. */
  readonly carrier: Site | null;
  /**
   * Retry outside the service config: an interceptor or middleware that is known to retry (`yes`), none seen (`no`), or one
   * whose effect is not known (`unknown`). Interceptors inside the options object count here too.
   */
  readonly retryOutsideOptions: 'yes' | 'no' | 'unknown';
}
