/** Image names as Docker parses them (distribution/reference `ParseAnyReference`, docker/cli 28.2.2). */

const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const NAME = `${DOMAIN}/${COMPONENT}(?:/${COMPONENT})*`;
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = '([A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*):([0-9a-fA-F]{32,})';
const REFERENCE = new RegExp(`^(${NAME})(?::(?:${TAG}))?(?:@${DIGEST})?$`);

const DIGEST_LENGTHS: ReadonlyMap<string, number> = new Map([
  ['sha256', 64],
  ['sha384', 96],
  ['sha512', 128],
]);
const IMAGE_ID = /^[a-f0-9]{64}$/;

/** Why Docker refuses the name, in its own words; `null` when it does not. */
export function findImageError(image: string): string | null {
  if (image === '') return 'no image specified';
  const [domain, remainder] = splitDomain(image);
  const [repository = ''] = remainder.split(':', 1);
  if (repository.toLowerCase() !== repository) {
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  }
  const match = REFERENCE.exec(`${domain}/${remainder}`);
  if (!match) return 'invalid reference format';
  const [, name = '', algorithm, hash = ''] = match;
  if (name.length > 255) return 'repository name must not be more than 255 characters';
  return algorithm === undefined ? null : findDigestError(algorithm, hash);
}

/** The pattern takes any algorithm and capital letters; what checks the digest does not. */
function findDigestError(algorithm: string, hash: string): string | null {
  const length = DIGEST_LENGTHS.get(algorithm);
  if (length === undefined) return 'unsupported digest algorithm';
  if (hash.length !== length) return 'invalid checksum digest length';
  return /[A-F]/.test(hash) ? 'invalid checksum digest format' : null;
}

/**
 * The name as the client posts it (`imageWithTagString`, docker/cli 28.2.2): without Docker Hub's own prefixes, and with
 * `:latest` where neither a tag nor a digest stands. What Docker cannot read, and a bare image ID, stay as they are.
 */
export function toPostedImage(image: string): string {
  if (findImageError(image) !== null || IMAGE_ID.test(image)) return image;
  const [domain, remainder] = splitDomain(image);
  const familiar = domain === 'docker.io' ? remainder.replace(/^library\/(?=[^/]*$)/, '') : `${domain}/${remainder}`;
  return /[:@]/.test(remainder) ? familiar : `${familiar}:latest`;
}

/** The part before the first slash is a registry when it looks like one; otherwise the image is Docker Hub's. */
function splitDomain(image: string): [string, string] {
  const at = image.indexOf('/');
  const first = image.slice(0, Math.max(at, 0));
  const isRegistry = at >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  const domain = isRegistry && first !== 'index.docker.io' ? first : 'docker.io';
  const remainder = isRegistry ? image.slice(at + 1) : image;
  return [domain, domain === 'docker.io' && !remainder.includes('/') ? `library/${remainder}` : remainder];
}
