/** The texts of a service in which people use variables. */
import type { Service, Sourced } from '../docker/stack.js';

export interface ServiceText {
  readonly entry: Sourced<unknown>;
  readonly path: readonly string[];
}

/** Sysctls are not among them: they have rules of their own. */
export function* getTexts(service: Service): Iterable<ServiceText> {
  const at = (entry: Sourced<unknown> | null, ...path: readonly string[]): readonly ServiceText[] =>
    entry ? [{ entry, path: ['services', service.name, ...path] }] : [];
  yield* at(service.image, 'image');
  for (const [name, entry] of service.environment) yield* at(entry, 'environment', name);
  for (const word of service.command) yield* at(word, 'command');
  for (const word of service.entrypoint) yield* at(word, 'entrypoint');
  for (const word of service.healthcheck) yield* at(word, 'healthcheck');
  for (const [name, entry] of service.labels) yield* at(entry, 'labels', name);
  for (const [name, entry] of service.deployLabels) yield* at(entry, 'deploy', 'labels', name);
  yield* at(service.hostname, 'hostname');
}
