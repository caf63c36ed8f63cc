/**
 * Standard output and standard error. Node makes a stream of them when they are first looked at, and to load its streams takes a
 * tenth of a short run. So bytes are written to the descriptor, and the stream is made where it is needed: on a terminal, on
 * Windows, and for what a pipe does not take at once.
 */
import { fstatSync, writeSync } from 'node:fs';
import type { OutputStream } from './io.js';

const LINUX_DEV_NULL = (1 << 8) | 3;

export interface StandardDescriptor {
  readonly descriptor: number;
  /** Makes Node's stream of it. */
  readonly getStream: () => NodeJS.WriteStream;
}

export class StandardOutput implements OutputStream {
  readonly #standard: StandardDescriptor;
  readonly #onError: (error: NodeJS.ErrnoException) => void;
  readonly #mayBeTerminal: boolean;
  #stream: NodeJS.WriteStream | null = null;

  constructor(standard: StandardDescriptor, platform: string, onError: (error: NodeJS.ErrnoException) => void) {
    this.#standard = standard;
    this.#onError = onError;
    this.#mayBeTerminal = platform === 'win32' || isOtherDevice(standard.descriptor);
  }

  get isTTY(): boolean {
    return this.#mayBeTerminal && this.#getStream().isTTY;
  }

  get columns(): number | null {
    return this.#sizeOf('columns');
  }

  get rows(): number | null {
    return this.#sizeOf('rows');
  }

  write(text: string): void {
    const rest = this.#mayBeTerminal || this.#stream ? text : this.#writeAtOnce(text);
    if (rest.length > 0) this.#getStream().write(rest);
  }

  /** A terminal that does not know its size says 0. */
  #sizeOf(side: 'columns' | 'rows'): number | null {
    return (this.isTTY && this.#getStream()[side]) || null;
  }

  /** Returns what a full pipe has not taken. */
  #writeAtOnce(text: string): Uint8Array {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#standard.descriptor, bytes, written);
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code === 'EAGAIN') return bytes.subarray(written);
      this.#onError(failure);
    }
    return new Uint8Array();
  }

  #getStream(): NodeJS.WriteStream {
    this.#stream ??= this.#standard.getStream().on('error', this.#onError);
    return this.#stream;
  }
}

/** A terminal is a device. So is /dev/null, which most runs that nobody looks at write to. */
function isOtherDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isCharacterDevice() && stats.rdev !== LINUX_DEV_NULL;
  } catch {
    return true;
  }
}
