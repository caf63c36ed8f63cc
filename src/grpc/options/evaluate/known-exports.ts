/** Constants of packages that option values are written with. */

/** grpc-js 1.14.7 `constants.ts`, the same numbers in every gRPC library. */
const STATUS: Readonly<Record<string, number>> = {
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
};

/** Module → the name under which it exports the status codes. */
const STATUS_EXPORTS: Readonly<Record<string, string>> = {
  '@grpc/grpc-js': 'status',
  grpc: 'status',
  'nice-grpc': 'Status',
  'nice-grpc-common': 'Status',
};

/** The value of a constant that a package exports, or `null` when it is not known here. */
export function knownExport(module: string, path: readonly string[]): number | null {
  const [name, code, ...rest] = path[0] === 'default' ? path.slice(1) : path;
  if (name === undefined || code === undefined || rest.length > 0 || !Object.hasOwn(STATUS_EXPORTS, module))
    return null;
  return STATUS_EXPORTS[module] === name ? (STATUS[code] ?? null) : null;
}
