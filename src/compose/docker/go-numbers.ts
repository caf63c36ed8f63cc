/** Numbers in texts as Go's standard library reads them. */

/** `_` between two digits, or behind a base prefix (`strconv` `underscoreOK`). */
function withoutUnderscores(text: string): string | null {
  const stripped = text.replace(/(?<=[0-9a-f]|0[xbo])_(?=[0-9a-f])/gi, '');
  return stripped.includes('_') ? null : stripped;
}

export type GoFloat =
  | { readonly ok: true; readonly value: number }
  /** What `strconv.ParseFloat` says of it. */
  | { readonly ok: false; readonly error: 'invalid syntax' | 'value out of range' };

/** Go's `strconv.ParseFloat` for texts that start with a digit, a sign or a dot. A hexadecimal number must have an exponent. */
export function parseGoFloat(text: string): GoFloat {
  const digits = withoutUnderscores(text) ?? '';
  const hexadecimal = /^([-+]?)0x([0-9a-f]*)\.?([0-9a-f]*)p([-+]?\d+)$/i.exec(digits);
  if (hexadecimal) {
    const [, sign, whole = '', fraction = '', exponent] = hexadecimal;
    if (whole + fraction === '') return { ok: false, error: 'invalid syntax' };
    const magnitude = Number.parseInt(whole + fraction, 16) * 2 ** (Number(exponent) - 4 * fraction.length);
    return inRange(sign === '-' ? -magnitude : magnitude);
  }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits)) return { ok: false, error: 'invalid syntax' };
  return inRange(Number(digits));
}

function inRange(value: number): GoFloat {
  return Number.isFinite(value) ? { ok: true, value } : { ok: false, error: 'value out of range' };
}

/**
 * Go's `big.Rat.SetString`: a decimal, a whole number with a base prefix, or a fraction of two whole numbers; null for others.
 * A rational number has no largest one: what is too large here is infinite.
 */
export function parseGoRational(text: string): number | null {
  const [numerator = '', denominator, ...more] = text.split('/');
  if (more.length > 0) return null;
  if (denominator === undefined) {
    const float = parseGoFloat(text);
    if (float.ok) return float.value;
    return float.error === 'value out of range' ? Infinity : parseWhole(text);
  }
  const [above, below] = [parseWhole(numerator), /^\d/.test(denominator) ? parseWhole(denominator) : null];
  return above === null || below === null || below === 0 ? null : above / below;
}

/** A leading zero is octal, as in Go's source. */
function parseWhole(text: string): number | null {
  const number = withoutUnderscores(text) ?? '';
  const digits = number.replace(/^[-+]/, '');
  const literal = /^0\d/.test(digits) ? `0o${digits}` : digits;
  const value = /^(?:\d+|0x[0-9a-f]+|0o[0-7]+|0b[01]+)$/i.test(literal) ? Number(literal) : Number.NaN;
  return Number.isNaN(value) ? null : number.startsWith('-') ? -value : value;
}
