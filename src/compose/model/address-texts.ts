/** The texts of a service that may tell it the address of another: its environment and its commands. */
import type { Service, Sourced } from '../docker/stack.js';
import { findAddresses, findAddressesInCommand } from './addresses.js';
import type { Address } from './addresses.js';
import { isUndecided } from './keepalive.js';

export interface AddressText {
  /** The variable's name, or `entrypoint`, `command` or `healthcheck`. */
  readonly where: string;
  readonly entry: Sourced<string>;
  readonly addresses: readonly Address[];
}

/** Answers of {@link getAddressTexts}: a service is asked about each of the others. */
const knownTexts = new WeakMap<Service, readonly AddressText[]>();

/** Every text of a service that may hold an address. A value that the environment decides is not known. */
export function getAddressTexts(service: Service): readonly AddressText[] {
  const texts = knownTexts.get(service) ?? findAddressTexts(service);
  knownTexts.set(service, texts);
  return texts;
}

function findAddressTexts(service: Service): readonly AddressText[] {
  const texts: AddressText[] = [];
  for (const [name, entry] of service.environment) {
    if (!isUndecided(entry)) texts.push({ where: name, entry, addresses: findAddresses(name, entry.value) });
  }
  const commands = { entrypoint: service.entrypoint, command: service.command, healthcheck: service.healthcheck };
  for (const [where, words] of Object.entries(commands)) {
    const [entry] = words;
    if (entry) texts.push({ where, entry, addresses: findAddressesInCommand(words.map(({ value }) => value)) });
  }
  return texts;
}
