/**
 * 64 bits of a text, in a third of the time that Node takes to load its cryptography. No defence against somebody who makes
 * two texts of one digest on purpose; but who can write the linted file can also silence a rule in it.
 *
 * @param parts - each is led by its length, so that no two lists of parts look the same
 */
export function digestOf(parts: readonly string[]): string {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (const part of parts) {
    high = Math.imul(high ^ part.length, 0xcc9e2d51);
    low = Math.imul(low ^ part.length, 0x1b873593);
    for (let at = 0; at < part.length; at += 2) {
      // Behind an odd end there is no number, which counts as 0.
      const units = part.charCodeAt(at) | (part.charCodeAt(at + 1) << 16);
      high = Math.imul(high ^ units, 0xcc9e2d51);
      high = (high << 13) | (high >>> 19);
      low = Math.imul(low ^ units, 0x1b873593);
      low = (low << 15) | (low >>> 17);
    }
  }
  return mix(high ^ low) + mix(low);
}

/** Every bit in changes every bit out. */
function mix(bits: number): string {
  let mixed = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0).toString(16).padStart(8, '0');
}
