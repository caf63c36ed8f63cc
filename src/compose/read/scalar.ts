/**
 * YAML scalars as the Docker client's decoder reads them (yaml.v3 as vendored by docker/cli 28.2.2: `resolve.go`).
 *
 * No JavaScript YAML schema gives the same values: leading zeros are octal, `_` may separate digits, `0b`, `yes` is text,
 * a date is a time. So the value is derived from the text alone.
 */

export type ScalarValue =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int'; readonly value: bigint }
  | { readonly type: 'float'; readonly value: number }
  /** The text Go prints for the time. */
  | { readonly type: 'time'; readonly text: string }
  | { readonly type: 'string'; readonly text: string };

/** The tag does not fit the text: Docker stops with "cannot decode …". */
export interface TagMismatch {
  readonly type: 'tag-mismatch';
  readonly actual: string;
  readonly expected: string;
}

const KEYWORDS: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...['', '~', 'null', 'Null', 'NULL'].map((text) => [text, { type: 'null' }] as const),
  ...['true', 'True', 'TRUE'].map((text) => [text, { type: 'bool', value: true }] as const),
  ...['false', 'False', 'FALSE'].map((text) => [text, { type: 'bool', value: false }] as const),
  ...['.nan', '.NaN', '.NAN'].map((text) => [text, { type: 'float', value: NaN }] as const),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map(
    (text) => [text, { type: 'float', value: Infinity }] as const,
  ),
  ...['-.inf', '-.Inf', '-.INF'].map((text) => [text, { type: 'float', value: -Infinity }] as const),
]);

const SHORT_TAGS: Readonly<Record<ScalarValue['type'], string>> = {
  null: '!!null',
  bool: '!!bool',
  int: '!!int',
  float: '!!float',
  time: '!!timestamp',
  string: '!!str',
};

const RESOLVABLE_TAGS = new Set(Object.values(SHORT_TAGS));

const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const UINT64_MAX = 2n ** 64n - 1n;

/** The value of an unquoted, untagged scalar. */
export function resolvePlain(text: string): ScalarValue {
  return resolve(text, true);
}

/**
 * The value of a scalar with an explicit tag (short form, `!!int`). A tag that the decoder does not know leaves the text
 * as it is.
 *
 * @param quoted - the scalar is quoted or a block scalar
 */
export function resolveTagged(tag: string, text: string, quoted: boolean): ScalarValue | TagMismatch {
  if (tag === '' || tag === '!') return quoted ? { type: 'string', text } : resolvePlain(text);
  if (tag === '!!str' || !RESOLVABLE_TAGS.has(tag)) return { type: 'string', text };
  const value = resolve(text, tag === '!!timestamp');
  const actual = SHORT_TAGS[value.type];
  if (actual === tag) return value;
  if (tag === '!!float' && value.type === 'int' && value.value >= INT64_MIN && value.value <= INT64_MAX) {
    return { type: 'float', value: Number(value.value) };
  }
  return { type: 'tag-mismatch', actual, expected: tag };
}

/** The text that Docker sends for the value (`fmt.Sprint`); a null is the empty string. */
export function scalarText(value: ScalarValue): string {
  switch (value.type) {
    case 'null':
      return '';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return formatGoFloat(value.value);
    case 'time':
    case 'string':
      return value.text;
  }
}

function resolve(text: string, allowTime: boolean): ScalarValue {
  const keyword = KEYWORDS.get(text);
  if (keyword) return keyword;
  const first = text.charAt(0);
  if (first === '.') return resolveDotFloat(text);
  if (!/[-+0-9]/.test(first)) return { type: 'string', text };
  const time = allowTime ? formatGoTime(text) : null;
  if (time !== null) return { type: 'time', text: time };
  const plain = text.replaceAll('_', '');
  const int = parseGoInt(plain);
  if (int !== null) return { type: 'int', value: int };
  if (/^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/.test(plain) && Number.isFinite(Number(plain))) {
    return { type: 'float', value: Number(plain) };
  }
  const prefixed = parsePrefixed(plain);
  return prefixed === null ? { type: 'string', text } : { type: 'int', value: prefixed };
}

/** After a leading dot the decoder uses Go's own float syntax, where `_` is allowed between digits only. */
function resolveDotFloat(text: string): ScalarValue {
  const value = Number(text.replaceAll('_', ''));
  return /^\.[0-9]+(_[0-9]+)*([eE][-+]?[0-9]+(_[0-9]+)*)?$/.test(text) && Number.isFinite(value)
    ? { type: 'float', value }
    : { type: 'string', text };
}

/** Go's `strconv.ParseInt(text, 0, 64)`, then `ParseUint`. A leading zero is octal. */
function parseGoInt(text: string): bigint | null {
  const match = /^([+-]?)(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)$/.exec(text);
  if (!match) return null;
  const [, sign, digits = ''] = match;
  const literal = /^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase();
  const magnitude = BigInt(literal);
  const value = sign === '-' ? -magnitude : magnitude;
  if (value >= INT64_MIN && value <= INT64_MAX) return value;
  return sign === '' && value <= UINT64_MAX ? value : null;
}

/** The decoder's own fallback for `0b` and `0o`: it lets a sign stand behind the prefix, `0o+6` is 6, if none stands before. */
function parsePrefixed(text: string): bigint | null {
  const match = /^(0b(?=.[01]+$)|0o(?=.[0-7]+$))([-+])(\d+)$/.exec(text);
  if (!match) return null;
  const [, prefix = '', sign, digits = ''] = match;
  const magnitude = BigInt(prefix + digits);
  const value = sign === '-' ? -magnitude : magnitude;
  return value >= INT64_MIN && value <= INT64_MAX ? value : null;
}

/** Go prints floats with the fewest digits, in exponent form from 1e+06 up and below 1e-04. */
export function formatGoFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (Object.is(value, -0)) return '-0';
  if (value === 0) return '0';
  const sign = value < 0 ? '-' : '';
  const [mantissa = '', exponentText] = Math.abs(value).toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent < -4 || exponent >= 6) {
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  const digits = mantissa.replace('.', '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** A YAML timestamp as Go's `time.Time.String()`, or `null` when the text is none. */
function formatGoTime(text: string): string | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:([Tt ])(\d{1,2}):(\d{1,2}):(\d{1,2})(\.\d+)?(Z|[+-]\d\d:\d\d)?)?$/.exec(
    text,
  );
  if (!match) return null;
  const [, year = '', month = '', day = '', separator, hour = '0', minute = '0', second = '0', fraction = '', zone] =
    match;
  // After `T` the zone is required, after a space it is not allowed.
  if (separator !== undefined && (separator === ' ') !== (zone === undefined)) return null;
  if (!isDate(Number(year), Number(month), Number(day))) return null;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const shortFraction = fraction.replace(/\.?0*$/, '');
  const offset = zone === undefined || zone === 'Z' ? '+0000 UTC' : `${zone.replace(':', '')} ${zone.replace(':', '')}`;
  const two = (digits: string): string => digits.padStart(2, '0');
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${shortFraction} ${offset}`;
}

function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (month === 2) return day <= (isLeap ? 29 : 28);
  return day <= ([4, 6, 9, 11].includes(month) ? 30 : 31);
}
