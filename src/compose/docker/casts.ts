/**
 * The few places where text that came out of `${…}` becomes a number or a boolean again
 * (docker/cli 28.2.2 `cli/compose/loader/interpolate.go`). Everywhere else it stays text.
 */
import type { ScalarValue } from '../read/scalar.js';
import { parseGoFloat } from './go-numbers.js';

export type Cast = (text: string) => ScalarValue | CastError;

export interface CastError {
  readonly type: 'cast-error';
  readonly expected: 'an integer' | 'a number' | 'a boolean';
  /** The reason as Docker prints it. */
  readonly docker: string;
}

const toInt: Cast = (text) => {
  const fail = (why: string): CastError => ({
    type: 'cast-error',
    expected: 'an integer',
    docker: `strconv.Atoi: parsing ${JSON.stringify(text)}: ${why}`,
  });
  if (!/^[-+]?\d+$/.test(text)) return fail('invalid syntax');
  const value = BigInt(text);
  return value === BigInt.asIntN(64, value) ? { type: 'int', value } : fail('value out of range');
};

const toFloat: Cast = (text) => {
  const float = parseGoFloat(text);
  if (float.ok) return { type: 'float', value: float.value };
  const docker = `strconv.ParseFloat: parsing ${JSON.stringify(text)}: ${float.error}`;
  return { type: 'cast-error', expected: 'a number', docker };
};

const toBoolean: Cast = (text) => {
  if (/^(y|yes|true|on)$/i.test(text)) return { type: 'bool', value: true };
  if (/^(n|no|false|off)$/i.test(text)) return { type: 'bool', value: false };
  return { type: 'cast-error', expected: 'a boolean', docker: `invalid boolean: ${text}` };
};

/** `*` is any key, `[]` any list item. */
const CASTS: readonly (readonly [string, Cast])[] = [
  ['services.*.configs.[].mode', toInt],
  ['services.*.secrets.[].mode', toInt],
  ['services.*.healthcheck.retries', toInt],
  ['services.*.healthcheck.disable', toBoolean],
  ['services.*.deploy.replicas', toInt],
  ['services.*.deploy.update_config.parallelism', toInt],
  ['services.*.deploy.update_config.max_failure_ratio', toFloat],
  ['services.*.deploy.rollback_config.parallelism', toInt],
  ['services.*.deploy.rollback_config.max_failure_ratio', toFloat],
  ['services.*.deploy.restart_policy.max_attempts', toInt],
  ['services.*.deploy.placement.max_replicas_per_node', toInt],
  ['services.*.ports.[].target', toInt],
  ['services.*.ports.[].published', toInt],
  ['services.*.ulimits.*', toInt],
  ['services.*.ulimits.*.hard', toInt],
  ['services.*.ulimits.*.soft', toInt],
  ['services.*.privileged', toBoolean],
  ['services.*.oom_score_adj', toInt],
  ['services.*.read_only', toBoolean],
  ['services.*.stdin_open', toBoolean],
  ['services.*.tty', toBoolean],
  ['services.*.volumes.[].read_only', toBoolean],
  ['services.*.volumes.[].volume.nocopy', toBoolean],
  ['networks.*.external', toBoolean],
  ['networks.*.internal', toBoolean],
  ['networks.*.attachable', toBoolean],
  ['volumes.*.external', toBoolean],
  ['secrets.*.external', toBoolean],
  ['configs.*.external', toBoolean],
];

const SPLIT_CASTS = CASTS.map(([pattern, cast]) => ({ parts: pattern.split('.'), cast }));

/**
 * The cast for a path, whose list items are `[]`. Docker joins the path with dots and splits it again, so a key that has
 * a dot in it counts as two: `services.my.app.deploy.replicas` is not cast.
 */
export function getCast(path: readonly string[]): Cast | null {
  const parts = path.join('.').split('.');
  const found = SPLIT_CASTS.find(
    (entry) =>
      entry.parts.length === parts.length && entry.parts.every((part, index) => part === '*' || part === parts[index]),
  );
  return found?.cast ?? null;
}
