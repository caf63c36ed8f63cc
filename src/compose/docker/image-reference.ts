/** Image names as Docker parses them (distribution/reference `ParseAnyReference`, docker/cli 28.2.2). */

const DOMAIN_LABEL = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = `(?:${DOMAIN_LABEL}(?:\\.${DOMAIN_LABEL})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const COMPONENT = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const NAME = `${DOMAIN}/${COMPONENT}(?:/${COMPONENT})*`;
const TAG = '[\\w][\\w.-]{0,127}';
const DIGEST = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';
const REFERENCE = new RegExp(`^(${NAME})(?::(?:${TAG}))?(?:@(${DIGEST}))?$`);

const DIGEST_LENGTHS: Readonly<Record<string, number>> = { sha256: 64, sha384: 96, sha512: 128 };

/** Why Docker refuses the name, in its own words; `null` when it does not. */
export function findImageError(image: string): string | null {
  if (image === '') return 'no image specified';
  if (isImageId(image)) return null;
  const [domain, remainder] = splitDomain(image);
  const [repository = ''] = remainder.split(':', 1);
  if (repository.toLowerCase() !== repository) {
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  }
  const match = REFERENCE.exec(`${domain}/${remainder}`);
  if (!match) return 'invalid reference format';
  const [, name = '', digest] = match;
  if (name.length > 255) return 'repository name must not be more than 255 characters';
  return digest === undefined || isDigest(digest) ? null : 'unsupported digest algorithm';
}

/**
 * The name as the client posts it (`imageWithTagString`, docker/cli 28.2.2): without Docker Hub's own prefixes, and with
 * `:latest` where neither a tag nor a digest stands. What Docker cannot read, and a bare image ID, stay as they are.
 */
export function toPostedImage(image: string): string {
  if (findImageError(image) !== null || isImageId(image)) return image;
  const [domain, remainder] = splitDomain(image);
  const familiar = domain === 'docker.io' ? remainder.replace(/^library\/(?=[^/]*$)/, '') : `${domain}/${remainder}`;
  return /[:@]/.test(remainder) ? familiar : `${familiar}:latest`;
}

function isImageId(image: string): boolean {
  return /^[a-f0-9]{64}$/.test(image) || isDigest(image);
}

function isDigest(text: string): boolean {
  const [algorithm = '', hex = ''] = text.split(':');
  return (
    Object.hasOwn(DIGEST_LENGTHS, algorithm) && DIGEST_LENGTHS[algorithm] === hex.length && /^[a-f0-9]+$/.test(hex)
  );
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
