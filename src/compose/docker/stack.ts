/**
 * The effective stack: what `docker stack deploy` makes of one or more stack files, each value with the place it was written.
 * `read/` and `docker/` build it; `model/` and `rules/` judge it. Plain data: no YAML node gets past this file.
 */
import type { LabelledSpan, Span } from '../../core/finding.js';

/** A value as Docker reads it, and where it was written. */
export interface Sourced<T> {
  readonly value: T;
  /** The value's text. A value that is absent in the file has the span of its key. */
  readonly span: Span;
  /** The key, or the whole list entry, that holds the value. */
  readonly keySpan: Span;
  /** The text is a plain or quoted scalar in the file itself, so an edit may replace `span`. */
  readonly editable: boolean;
  /** Docker stops at this value (a required variable is not set, …), so what it would be is not known. */
  readonly isUnknown: boolean;
  /** `${…}` expressions that the value came from, in order. */
  readonly variables: readonly VariableUse[];
  /** Anchor and alias it came through: where the definition is (span is then the use). */
  readonly via: readonly LabelledSpan[];
}

export interface VariableUse {
  readonly name: string;
  /** The operator as Docker reads it; `null` for `$V` and `${V}`. */
  readonly operator: ':-' | '-' | ':?' | '?' | null;
  /** The text of the expression, `${V:-600}`. */
  readonly text: string;
  readonly span: Span;
  /** What it yields when the variable is unset / set but empty; `null` means Docker stops with an error. */
  readonly whenUnset: string | null;
  readonly whenEmpty: string | null;
  /** The variable was found in the environment that the run was given. Its value is never kept here. */
  readonly isSet: boolean;
}

export interface StackFile {
  /** Path as the user wrote it. */
  readonly name: string;
  /** The text that spans index: BOM removed, UTF-16 files decoded. */
  readonly text: string;
}

export interface Service {
  readonly name: string;
  readonly span: Span;
  readonly keySpan: Span;
  readonly image: Sourced<string> | null;
  /** Last one wins, as Docker sends them. Keys as written. */
  readonly sysctls: ReadonlyMap<string, Sourced<string>>;
  /** Every entry in the files in order, also those that a later one replaced. */
  readonly sysctlEntries: readonly SysctlEntry[];
  readonly environment: ReadonlyMap<string, Sourced<string>>;
  readonly command: readonly Sourced<string>[];
  readonly entrypoint: readonly Sourced<string>[];
  readonly healthcheck: readonly Sourced<string>[];
  readonly labels: ReadonlyMap<string, Sourced<string>>;
  readonly deployLabels: ReadonlyMap<string, Sourced<string>>;
  readonly dependsOn: readonly Sourced<string>[];
  readonly links: readonly Sourced<string>[];
  readonly hostname: Sourced<string> | null;
  readonly networkMode: Sourced<string> | null;
  /** By network key. Contains `default` when the service names none. */
  readonly networks: ReadonlyMap<string, ServiceNetwork>;
  /** Lower-cased as the client does; `''` is `vip`. */
  readonly endpointMode: Sourced<string> | null;
  readonly mode: Sourced<string> | null;
  readonly replicas: Sourced<number> | null;
  /** `deploy.restart_policy.condition`; the client takes any text. */
  readonly restartCondition: Sourced<string> | null;
  /** `failure_action` by its section, `update_config` or `rollback_config`; the client takes any text. */
  readonly failureActions: ReadonlyMap<string, Sourced<string>>;
  readonly ports: readonly Sourced<Port>[];
  /** What merge keys would have brought under a key that the service has itself, such as `sysctls`. */
  readonly lost: readonly LostSetting[];
  /** The service's own mapping in each file, for insertions: where and how `sysctls:` could be added. */
  readonly raw: readonly RawMapping[];
}

export interface LostSetting {
  readonly key: string;
  /** The service's own key. */
  readonly keySpan: Span;
  /** The key that lost, in the anchor's mapping. */
  readonly source: Span;
  /** What stands under it: the keys of a mapping, the items of a list. */
  readonly names: readonly string[];
}

export interface SysctlEntry {
  readonly key: string;
  readonly entry: Sourced<string>;
  readonly form: 'list' | 'map';
  /** The entry that replaced it, if any. */
  readonly replacedBy: SysctlEntry | null;
}

export interface ServiceNetwork {
  readonly key: string;
  readonly aliases: readonly Sourced<string>[];
  /** `null` for the implicit `default` network. */
  readonly span: Span | null;
  /** It is written as `key: {…}`, so that a later file replaces the aliases of an earlier one. */
  readonly hasOptions: boolean;
  /** The name comes from a variable that Docker stops at. */
  readonly isUnknown: boolean;
}

export interface Port {
  readonly target: number;
  readonly published: number | null;
  readonly protocol: string;
  /** As written; what is not `host` in any case is ingress to the engine. */
  readonly mode: string;
}

export interface Network {
  readonly key: string;
  /** The real name when the file gives one. An external network always has one. */
  readonly name: string | null;
  readonly driver: string;
  readonly external: boolean;
  readonly attachable: boolean;
  readonly driverOpts: ReadonlyMap<string, Sourced<string>>;
  /** `null` for the implicit `default` network. */
  readonly span: Span | null;
}

/** A mapping in a file, enough to add a key to it without re-printing anything. */
export interface RawMapping {
  readonly file: string;
  /** Offset at which its first key starts, and the column of that key (block style). */
  readonly firstKey: number;
  readonly indent: string;
  readonly style: 'block' | 'flow';
  /** The mapping comes through an alias or a merge key: not ours to edit. */
  readonly shared: boolean;
}

/** Where Docker comes to a problem. */
export type Stage = keyof CodeByStage;

/** What can be wrong at each stage, by a name for the machine. Worded by `rules/`, which has a message for each of them. */
interface CodeByStage {
  readonly yaml:
    | ('yaml-syntax' | 'bad-encoding' | 'control-character' | 'too-deep' | 'not-a-mapping' | 'duplicate-key')
    | ('unknown-anchor' | 'recursive-anchor' | 'alias-bomb' | 'merge-needs-map' | 'complex-key')
    | ('tag-mismatch' | 'bad-base64');
  readonly version: 'unsupported-version' | 'no-version';
  readonly forbidden: 'forbidden-property';
  readonly interpolation: 'required-variable' | 'malformed-variable' | 'bad-cast';
  readonly schema:
    | ('wrong-type' | 'wrong-value' | 'additional-property' | 'missing-property' | 'repeated-item' | 'below-minimum')
    | ('bad-port' | 'bad-duration' | 'not-a-number' | 'key-is-not-text');
  readonly transform:
    | ('wrong-type' | 'negative-number' | 'whole-number-needed' | 'date-as-text' | 'bad-byte-size' | 'bad-duration')
    | ('open-quote' | 'bad-volume' | 'bind-without-source' | 'missing-file' | 'not-a-file' | 'bad-env-file')
    | ('external-conflict' | 'external-name-conflict' | 'driver-and-file');
  readonly merge: 'version-mismatch';
  readonly deploy:
    | ('no-image' | 'bad-image' | 'unknown-mode' | 'replicas-with-global' | 'bad-cpus' | 'bad-restart')
    | ('undefined-network' | 'undefined-volume' | 'undefined-secret' | 'undefined-config' | 'duplicate-target')
    | ('unknown-mount-type' | 'mount-source' | 'mount-options' | 'test-and-disable' | 'credential-conflict')
    | ('no-file' | 'missing-file' | 'missing-network' | 'local-network');
  readonly ignored:
    | ('unsupported-property' | 'deprecated-property' | 'dropped-property' | 'dropped-address')
    | ('host-address' | 'external-name' | 'more-documents' | 'rest-not-read' | 'dot-env-not-read');
}

export type Code<S extends Stage> = CodeByStage[S];

/** Something that Docker itself rejects, refuses or drops, found while reading. */
export type Problem = { readonly [S in Stage]: ProblemAt<S> }[Stage];

export interface ProblemAt<S extends Stage> {
  readonly stage: S;
  readonly code: Code<S>;
  readonly span: Span;
  readonly related: readonly LabelledSpan[];
  /** Path of keys, `['services', 'web', 'sysctls']`. */
  readonly path: readonly string[];
  /** Values for the wording: the property, the expected types, allowed values, suggestions. */
  readonly data: Readonly<Record<string, string | readonly string[]>>;
  /** What Docker 28.2.2 itself prints, where it prints something. */
  readonly docker: string | null;
}

/** What reading one text as YAML finds: mistakes in it, and a part of it that nobody reads. */
export type ReadProblem = ProblemAt<'yaml'> | UnreadRest;

export interface UnreadRest extends ProblemAt<'ignored'> {
  readonly code: 'more-documents' | 'rest-not-read';
}

export interface Stack {
  readonly files: readonly StackFile[];
  readonly services: ReadonlyMap<string, Service>;
  readonly networks: ReadonlyMap<string, Network>;
  readonly problems: readonly Problem[];
  /** False when a problem kept Docker from building a stack: `services` then holds what could be read. */
  readonly deployable: boolean;
}
