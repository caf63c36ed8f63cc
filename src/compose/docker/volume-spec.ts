/** The short form of a volume, `[source:]target[:options]` (docker/cli 28.2.2 `cli/compose/loader/volume.go`). */

export interface VolumeSpec {
  readonly type: 'volume' | 'bind';
  readonly source: string;
  readonly target: string;
}

export type ParsedVolume =
  | { readonly ok: true; readonly volume: VolumeSpec; readonly hasBindOptions: boolean }
  /** `error` is Docker's own text. */
  | { readonly ok: false; readonly error: string };

const PROPAGATIONS = new Set(['rprivate', 'private', 'rshared', 'shared', 'rslave', 'slave']);

export function parseVolumeSpec(spec: string): ParsedVolume {
  if (spec === '') return { ok: false, error: 'invalid empty volume spec' };
  if (spec.length <= 2) return done('', spec);
  const sections = splitSections(spec);
  const fail = (why: string): ParsedVolume => ({ ok: false, error: `invalid spec: ${spec}: ${why}` });
  if (sections.includes('')) return fail('empty section between colons');
  if (sections.length > 3) return fail('too many colons');
  const [first = '', second, options = ''] = sections;
  return second === undefined ? done('', first) : done(first, second, options);
}

function done(source: string, target: string, options = ''): ParsedVolume {
  const type = source !== '' && isFilePath(source) ? 'bind' : 'volume';
  const hasBindOptions = options.split(',').some((option) => PROPAGATIONS.has(option));
  return { ok: true, volume: { type, source, target }, hasBindOptions };
}

/** A colon behind a single letter is a Windows drive, not a separator. */
function splitSections(spec: string): string[] {
  const sections: string[] = [];
  let section = '';
  for (const character of spec) {
    if (character === ':' && !/^\p{L}$/u.test(section)) {
      sections.push(section);
      section = '';
    } else section += character;
  }
  return [...sections, section];
}

function isFilePath(source: string): boolean {
  return /^(?:[./~]|\\\\|\p{L}:)/u.test(source);
}
