/** Top-level networks of one file, as Docker's loader reads them. */
import { getEntry, type MapEntry } from '../read/tree.js';
import { isExternal, isTrue } from './external.js';
import { loadPairs, loadText } from './load-service.js';
import type { Network } from './stack.js';

/** What the client asks the engine for when a network names no driver. */
const DEFAULT_DRIVER = 'overlay';

export function loadNetwork({ key, keySpan, value }: MapEntry): Network {
  const external = getEntry(value, 'external')?.value;
  const name = loadText(getEntry(value, 'name')) ?? loadText(getEntry(external ?? null, 'name'));
  const driver = loadText(getEntry(value, 'driver'))?.value ?? '';
  return {
    key,
    // An external network without a name has its key as its name; any other is named after the stack.
    name: name === null || name.value === '' ? (isExternal(external) ? key : null) : name.value,
    driver: driver === '' ? DEFAULT_DRIVER : driver,
    external: isExternal(external),
    attachable: isTrue(getEntry(value, 'attachable')?.value),
    driverOpts: loadPairs(getEntry(value, 'driver_opts'), '='),
    span: keySpan,
  };
}

/** The network that a service joins when it names none and no file declares `default`. */
export function getImplicitNetwork(): Network {
  return {
    key: 'default',
    name: null,
    driver: DEFAULT_DRIVER,
    external: false,
    attachable: false,
    driverOpts: new Map(),
    span: null,
  };
}
