/** Secrets and configs under the top level: the file that Docker reads when it deploys. */
import { getEntry, type MapEntry } from '../read/tree.js';
import { isExternal } from './external.js';
import { loadText } from './load-service.js';
import type { Sourced } from './stack.js';

export interface FileObject {
  readonly kind: 'secret' | 'config';
  readonly entry: MapEntry;
  readonly file: Sourced<string> | null;
  /** Docker creates it from a file: it is neither external nor made by a driver. */
  readonly needsFile: boolean;
}

export function loadFileObject(kind: FileObject['kind'], entry: MapEntry): FileObject {
  const external = getEntry(entry.value, 'external')?.value;
  const isMade = !isExternal(external) && !(external?.kind === 'scalar' && external.isUnknown);
  const driver = kind === 'secret' ? loadText(getEntry(entry.value, 'driver')) : null;
  return {
    kind,
    entry,
    file: loadText(getEntry(entry.value, 'file')),
    needsFile: entry.value.kind === 'map' && isMade && (driver?.value ?? '') === '',
  };
}
