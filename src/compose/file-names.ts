/** What a file is, by its name and, where the name does not say enough, by its text. */

/** `stack` files are YAML. The other two are judged by `host-sysctl`, line by line. */
export type FileKind = 'stack' | 'sysctl' | 'script';

/** What must be shown before a file that nobody named is linted: by its text, or by a stack file in the same run. */
export type Proof = 'none' | 'services' | 'swarm-use' | 'stack-beside';

export interface Candidate {
  readonly kind: FileKind;
  readonly proof: Proof;
}

/** On a machine without stacks it is nobody's mistake. */
const HOST_FILE: Candidate = { kind: 'sysctl', proof: 'stack-beside' };

const FOUND_BY_NAME: readonly (readonly [RegExp, Candidate])[] = [
  [/^docker-stack.*\.ya?ml$/i, { kind: 'stack', proof: 'none' }],
  // Haskell's tool and CloudFormation have a stack.yaml, too.
  [/^stack.*\.ya?ml$|\.(?:stack|swarm)\.ya?ml$/i, { kind: 'stack', proof: 'services' }],
  // Most of these never meet Swarm, and half of the rules would be wrong for them.
  [/^(?:docker-)?compose.*\.ya?ml$/i, { kind: 'stack', proof: 'swarm-use' }],
  [/^sysctl\.conf$/i, HOST_FILE],
];

/** What a walk takes a file for; `null` for a file that it leaves alone. */
export function candidateOf(directory: string, name: string): Candidate | null {
  const found = FOUND_BY_NAME.find(([pattern]) => pattern.test(name));
  if (found) return found[1];
  return /(?:^|[\\/])sysctl\.d$/.test(directory) && name.endsWith('.conf') ? HOST_FILE : null;
}

/** What a file is that the user named. Anything that is no shell script or sysctl file is taken for a stack. */
export function kindOfNamedFile(name: string): FileKind {
  if (/\.conf$/i.test(name)) return 'sysctl';
  if (/\.(?:sh|bash|zsh|ksh|dockerfile)$|(?:^|[\\/])(?:Dockerfile|Containerfile)[^\\/]*$/i.test(name)) return 'script';
  return 'stack';
}

const SERVICES = /^(?:["']?services["']?\s*:|\s*\{)/m;

/** Keys and values that only mean something under Swarm. `deploy.replicas` and `.resources` also work without it. */
const SWARM_ONLY = new RegExp(
  [
    String.raw`^[\t ]+["']?(?:endpoint_mode|update_config|rollback_config|placement|max_replicas_per_node)["']?\s*:`,
    String.raw`^[\t ]+["']?mode["']?\s*:\s*["']?(?:global|replicated|global-job|replicated-job|ingress|host)\b`,
    String.raw`^[\t ]+["']?driver["']?\s*:\s*["']?overlay\b`,
    String.raw`\{\{\s*\.(?:Node|Task|Service)\.`,
    String.raw`\btcp_keepalive_(?:time|intvl|probes)\b`,
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
  }
}
