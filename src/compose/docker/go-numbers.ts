/** Numbers in texts as Go's standard library reads them. */

/** `_` between two digits, or behind a base prefix (`strconv` `underscoreOK`). Letters are digits of a hexadecimal number only. */
function withoutUnderscores(text: string): string | null {
  const separator = /0x/i.test(text) ? /(?<=[\da-f]|0x)_(?=[\da-f])/gi : /(?<=\d|0[bo])_(?=\d)/gi;
  const stripped = text.replace(separator, '');
  return stripped.includes('_') ? null : stripped;
}

export type GoFloat =
  | { readonly ok: true; readonly value: number }
  /** What `strconv.ParseFloat` says of it. */
  | { readonly ok: false; readonly error: 'invalid syntax' | 'value out of range' };

/** Go's `strconv.ParseFloat` for texts that start with a digit, a sign or a dot. A hexadecimal number must have an exponent. */
export function parseGoFloat(text: string): GoFloat {
  const digits = withoutUnderscores(text) ?? '';
  const hexadecimal = /^([-+]?)0x([\da-f]*)(?:\.([\da-f]*))?p([-+]?\d+)$/i.exec(digits);
  if (hexadecimal) {
    const [, sign, whole = '', fraction = '', exponent] = hexadecimal;
    if (whole + fraction === '') return { ok: false, error: 'invalid syntax' };
    const magnitude = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
    return inRange(sign === '-' ? -magnitude : magnitude);
  }
  if (!/^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return { ok: false, error: 'invalid syntax' };
  return inRange(Number(digits));
}

function inRange(value: number): GoFloat {
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, error: 'value out of range' };
}

/** An exact number without its sign: `numerator / denominator * 2 ** twos * 5 ** fives`. The powers can be huge. */
export interface GoRational {
  readonly numerator: bigint;
  readonly denominator: bigint;
  readonly twos: number;
  readonly fives: number;
}

/** `big.Rat.SetString`: a number with or without a base prefix, point and exponent, or a fraction of two whole numbers. */
export function parseGoRational(text: string): GoRational | null {
  // Nothing here depends on the sign, but that there is at most one.
  const number = (withoutUnderscores(text) ?? '').replace(/^[-+]/, '');
  const [numerator = '', ...denominators] = number.split('/');
  if (denominators.length === 0) return parsePointNumber(number);
  const above = parseWhole(numerator);
  const below = parseWhole(denominators.join('/'));
  return above === null || !below ? null : { numerator: above, denominator: below, twos: 0, fives: 0 };
}

/** Whether that many decimals are enough to write the number. */
export function hasDecimals({ numerator, denominator, twos, fives }: GoRational, decimals: number): boolean {
  const whole = numerator * 10n ** BigInt(decimals);
  return whole % denominator === 0n && hasFactor(whole, 2n, -twos) && hasFactor(whole, 5n, -fives);
}

function hasFactor(value: bigint, factor: bigint, times: number): boolean {
  if (times <= 0 || value === 0n) return true;
  return times < value.toString(2).length && value % factor ** BigInt(times) === 0n;
}

/** The ways to write a number with a point, and which factors a place behind the point divides by. */
const BASES = [
  { notation: /^(0x[\da-f]*)(?:\.([\da-f]*))?(?:(p)([-+]?\d+))?$/i, twos: 4, fives: 0 },
  { notation: /^(0o[0-7]*)(?:\.([0-7]*))?(?:([ep])([-+]?\d+))?$/i, twos: 3, fives: 0 },
  { notation: /^(0b[01]*)(?:\.([01]*))?(?:([ep])([-+]?\d+))?$/i, twos: 1, fives: 0 },
  { notation: /^(\d*)(?:\.(\d*))?(?:([ep])([-+]?\d+))?$/i, twos: 1, fives: 1 },
];

/** Go refuses to work out larger powers. */
const MOST_TWOS = 1e7;
const MOST_FIVES = 1e6;

function parsePointNumber(text: string): GoRational | null {
  for (const base of BASES) {
    const [, whole, fraction = '', power = '', exponent = '0'] = base.notation.exec(text) ?? [];
    if (whole === undefined) continue;
    const numerator = parseDigits(whole + fraction);
    if (numerator === null) return null;
    const twos = Number(exponent) - base.twos * fraction.length;
    const fives = (/e/i.test(power) ? Number(exponent) : 0) - base.fives * fraction.length;
    const isTooLarge = Math.abs(twos) > MOST_TWOS || Math.abs(fives) > MOST_FIVES;
    return isTooLarge && numerator !== 0n ? null : { numerator, denominator: 1n, twos, fives };
  }
  return null;
}

/** A leading zero is octal, as in Go's source. */
function parseWhole(digits: string): bigint | null {
  return parseDigits(/^0\d/.test(digits) ? `0o${digits}` : digits);
}

/** Digits with or without a base prefix. */
function parseDigits(text: string): bigint | null {
  return /^(?:\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i.test(text) ? BigInt(text) : null;
}
