/** What a file is, by its name and, where the name does not say enough, by its text. */

/** `stack` files are YAML. The other two are judged by `host-sysctl`, line by line. */
export type FileKind = 'stack' | 'sysctl' | 'script';

/**
 * What must be shown before a file that nobody named is linted: by its text, or by a stack file in the same run.
 * `swarm-services` is for a file whose name says nothing.
 */
export type Proof = 'none' | 'services' | 'swarm-use' | 'swarm-services' | 'stack-beside';

export interface Candidate {
  readonly kind: FileKind;
  readonly proof: Proof;
}

/** Names of stack files, without their ending, as globs without `**`, and what must be shown beside the name. The first that fits counts. */
const STACK_NAMES: readonly (readonly [glob: string, Proof])[] = [
  ['docker-stack*', 'none'],
  // Haskell's tool and CloudFormation have a stack.yaml, too.
  ['{docker-,}{stack,swarm}{,[-._0-9]*}', 'services'],
  ['*[-._]{stack,swarm}', 'services'],
  // Most of these never meet Swarm, and half of the rules would be wrong for them.
  ['{docker-,}compose{,[-._0-9]*}', 'swarm-use'],
  ['*[-._]compose', 'swarm-use'],
];

/** The names as globs for a config's `files`. Never all of `*.yml`: ESLint parses what is matched, and templates are no YAML. */
export const STACK_GLOBS: readonly string[] = STACK_NAMES.map(([glob]) => `**/${glob}.{yml,yaml}`);

const STACK_PATTERNS = STACK_NAMES.map(([glob, proof]) => [toPattern(glob), proof] as const);

function toPattern(glob: string): RegExp {
  const source = glob.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('{', '(?:').replaceAll(',', '|');
  // A name may hold a line break.
  return new RegExp(`^${source.replaceAll('}', ')')}\\.ya?ml$`, 'is');
}

/** What a stack file's name leaves to be shown; `null` for a name that says nothing. */
export function proofOfStackName(name: string): Proof | null {
  return STACK_PATTERNS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** What a walk takes a file for; `null` for a file that it leaves alone. */
export function candidateOf(directory: string, name: string): Candidate | null {
  if (/^sysctl\.conf$/i.test(name) || (name.endsWith('.conf') && /(?:^|[\\/])sysctl\.d$/.test(directory))) {
    // On a machine without stacks it is nobody's mistake.
    return { kind: 'sysctl', proof: 'stack-beside' };
  }
  // Many stacks are called `traefik.yml`: docs/accuracy.md.
  return /\.ya?ml$/i.test(name) ? { kind: 'stack', proof: proofOfStackName(name) ?? 'swarm-services' } : null;
}

/** What a file is that the user named. Anything that is no shell script or sysctl file is taken for a stack. */
export function kindOfNamedFile(name: string): FileKind {
  if (/\.conf$/i.test(name)) return 'sysctl';
  if (/\.(?:sh|bash|zsh|ksh|dockerfile)$|(?:^|[\\/])(?:Dockerfile|Containerfile)[^\\/]*$/i.test(name)) return 'script';
  return 'stack';
}

/** `services` with the name of one below it, and no list, as gateways and CI have. */
const NAMED_SERVICES = /^(["']?)services\1[\t ]*:[\t ]*(?:#.*)?(?:\r?\n[\t ]*(?:#.*)?)*\r?\n[\t ]+["']?\w/m;

const SERVICES = /^(?:["']?services["']?\s*:|\s*\{)/m;

/** Keys and values that only mean something under Swarm. `deploy.replicas`, `.resources` and sysctls also work without it. */
const SWARM_ONLY = new RegExp(
  [
    String.raw`^[\t ]+["']?(?:endpoint_mode|update_config|rollback_config|placement|max_replicas_per_node)["']?\s*:`,
    String.raw`^[\t ]+["']?mode["']?\s*:\s*["']?(?:global|replicated|global-job|replicated-job|ingress|host)\b`,
    String.raw`^[\t ]+["']?driver["']?\s*:\s*["']?overlay\b`,
    String.raw`\{\{\s*\.(?:Node|Task|Service)\.`,
  ].join('|'),
  'm',
);

/** Whether the text gives the proof that the name could not. Whether a stack is beside it, the text cannot say. */
export function isProven(proof: Proof, text: string): boolean {
  switch (proof) {
    case 'none':
    case 'stack-beside':
      return true;
    case 'services':
      return SERVICES.test(text);
    case 'swarm-use':
      return SERVICES.test(text) && SWARM_ONLY.test(text);
    case 'swarm-services':
      return SWARM_ONLY.test(text) && NAMED_SERVICES.test(text);
  }
}
