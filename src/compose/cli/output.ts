/**
 * Standard output and standard error. Node makes a stream of them when they are first looked at, and to load its streams takes a
 * tenth of a short run. So bytes are written to the descriptor, and the stream is made where it is needed: on a terminal, on
 * Windows, and for what a pipe does not take at once.
 */
import { fstatSync, writeSync } from 'node:fs';
import type { OutputStream } from './io.js';

const LINUX_DEV_NULL = (1 << 8) | 3;

export class StandardOutput implements OutputStream {
  readonly #descriptor: 1 | 2;
  readonly #onError: (error: NodeJS.ErrnoException) => void;
  readonly #mayBeTerminal: boolean;
  #stream: NodeJS.WriteStream | null = null;

  constructor(descriptor: 1 | 2, onError: (error: NodeJS.ErrnoException) => void) {
    this.#descriptor = descriptor;
    this.#onError = onError;
    this.#mayBeTerminal = process.platform === 'win32' || isOtherDevice(descriptor);
  }

  get isTTY(): boolean {
    return this.#mayBeTerminal && this.#getStream().isTTY;
  }

  get columns(): number | null {
    return this.isTTY ? this.#getStream().columns : null;
  }

  write(text: string): void {
    const rest = this.#mayBeTerminal || this.#stream ? text : this.#writeAtOnce(text);
    if (rest.length > 0) this.#getStream().write(rest);
  }

  /** Returns what a full pipe has not taken. */
  #writeAtOnce(text: string): Uint8Array {
    const bytes = Buffer.from(text);
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch (error) {
      const failure = error as NodeJS.ErrnoException;
      if (failure.code === 'EAGAIN') return bytes.subarray(written);
      this.#onError(failure);
    }
    return new Uint8Array();
  }

  #getStream(): NodeJS.WriteStream {
    if (this.#stream) return this.#stream;
    const stream = this.#descriptor === 1 ? process.stdout : process.stderr;
    stream.on('error', this.#onError);
    this.#stream = stream;
    return stream;
  }
}

/** A terminal is a device. So is /dev/null, which most runs that nobody looks at write to. */
function isOtherDevice(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return !(stats.isFile() || stats.isFIFO() || stats.isSocket() || stats.rdev === LINUX_DEV_NULL);
  } catch {
    return true;
  }
}
