/** Constants and functions of packages that option values are written with. */

/** grpc-js 1.14.7 `constants.ts`, the same numbers in every gRPC library. */
const STATUS: ReadonlyMap<string | undefined, number> = new Map(
  Object.entries({
    OK: 0,
    CANCELLED: 1,
    UNKNOWN: 2,
    INVALID_ARGUMENT: 3,
    DEADLINE_EXCEEDED: 4,
    NOT_FOUND: 5,
    ALREADY_EXISTS: 6,
    PERMISSION_DENIED: 7,
    RESOURCE_EXHAUSTED: 8,
    FAILED_PRECONDITION: 9,
    ABORTED: 10,
    OUT_OF_RANGE: 11,
    UNIMPLEMENTED: 12,
    INTERNAL: 13,
    UNAVAILABLE: 14,
    DATA_LOSS: 15,
    UNAUTHENTICATED: 16,
  }),
);

/** Module → the name under which it exports the status codes. */
const STATUS_EXPORTS: ReadonlyMap<string, string> = new Map([
  ['@grpc/grpc-js', 'status'],
  ['grpc', 'status'],
  ['nice-grpc', 'Status'],
  ['nice-grpc-common', 'Status'],
]);

/** The value of a constant that a package exports, or `null` when it is not known here. */
export function knownExport(module: string, path: readonly string[]): number | null {
  const [name, code, ...rest] = path[0] === 'default' ? path.slice(1) : path;
  const isCode = name !== undefined && STATUS_EXPORTS.get(module) === name && rest.length === 0;
  return isCode ? (STATUS.get(code) ?? null) : null;
}

/** Milliseconds by unit, as the package `ms` names them (2.1.3 index.js). */
const UNITS: readonly (readonly [names: RegExp, milliseconds: number])[] = [
  [/^(?:milliseconds?|msecs?|ms|)$/, 1],
  [/^(?:seconds?|secs?|s)$/, 1000],
  [/^(?:minutes?|mins?|m)$/, 60_000],
  [/^(?:hours?|hrs?|h)$/, 3_600_000],
  [/^(?:days?|d)$/, 86_400_000],
];

/** The pure function that a package exports, or `null` when it is not known here. */
export function knownFunction(module: string, path: readonly string[]): ((text: unknown) => number) | null {
  return module === 'ms' && path.every((key) => key === 'default') ? readDuration : null;
}

/** `ms('10m')`; weeks, years and numbers, of which the package makes text, are left out. */
function readDuration(text: unknown): number {
  const [, amount, name = ''] = /^(-?\d*\.?\d+) *([a-z]*)$/i.exec(String(text)) ?? [];
  const unit = UNITS.find(([names]) => names.test(name.toLowerCase()));
  if (typeof text !== 'string' || amount === undefined || !unit) throw new TypeError('not a duration');
  return Number(amount) * unit[1];
}
