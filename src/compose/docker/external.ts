/** `external` under the top level: what is not made with the stack, but exists already. */
import type { TreeNode } from '../read/tree.js';

/** `external: true`, or the older `external: { name: … }`. */
export function isExternal(external: TreeNode | undefined): boolean {
  return external?.kind === 'map' || isTrue(external);
}

/** Whether a value is the boolean `true`; the text `"true"` is none. */
export function isTrue(node: TreeNode | undefined): boolean {
  return node?.kind === 'scalar' && node.value.type === 'bool' && node.value.value;
}
