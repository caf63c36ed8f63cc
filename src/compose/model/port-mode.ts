/** The modes of a published port, as the engine reads them. */

/** A mode of a published port that the engine knows. Nothing stands for ingress, and case does not matter. */
export function isPortMode(mode: string): boolean {
  return ['', 'host', 'ingress'].includes(mode.toLowerCase());
}

/** What is not `host`, a misspelt mode too, is ingress to the engine. */
export function isIngress(mode: string): boolean {
  return mode.toLowerCase() !== 'host';
}
