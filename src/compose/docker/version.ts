/** The `version` of a file: which format Docker reads it as. */
import type { MapEntry, MapNode, TreeNode } from '../read/tree.js';
import { scalarText } from '../read/scalar.js';
import { describeActual } from '../schema/check.js';
import { LATEST_MINOR } from '../schema/stack-schema.js';
import type { Problem } from './stack.js';

export interface FileVersion {
  /** As Docker names it, defaults applied: `3.8`. */
  readonly name: string;
  /** The minor version, `8`. A version that Docker does not know is checked as the newest. */
  readonly minor: number;
  readonly entry: MapEntry | null;
}

const KNOWN_NAME = /^3\.(\d|1[0-3])$/;

export function readVersion(root: MapNode): FileVersion {
  const entry = root.entries.get('version') ?? null;
  const written = entry ? toText(entry.value) : '';
  const name = written === '' || written === '3' ? `3.${LATEST_MINOR}` : written;
  const [, minor = LATEST_MINOR] = KNOWN_NAME.exec(name) ?? [];
  return { name, minor: Number(minor), entry };
}

/** Docker looks the version up before it looks at anything else in the schema. */
export function checkVersion({ name, entry }: FileVersion): Problem[] {
  if (KNOWN_NAME.test(name) || !entry) return [];
  const { value } = entry;
  const isName = value.kind === 'scalar' && !['null', 'bool'].includes(value.value.type);
  return [
    {
      stage: 'version',
      code: isName ? 'unsupported-version' : 'no-version',
      span: entry.value.span,
      related: entry.value.via,
      path: ['version'],
      data: { version: name, newest: `3.${LATEST_MINOR}`, actual: describeActual(value) },
      docker: `unsupported Compose file version: ${name}`,
    },
  ];
}

/** The text before interpolation: Docker reads the version first. */
function toText(node: TreeNode): string {
  if (node.kind === 'map')
    return `map[${[...node.entries.values()].map(({ key, value }) => `${key}:${toText(value)}`).join(' ')}]`;
  if (node.kind === 'list') return `[${node.items.map(toText).join(' ')}]`;
  return node.value.type === 'null' ? '<nil>' : scalarText(node.value);
}
