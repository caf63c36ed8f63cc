import type { Io } from './io.js';

const QUIET_MS = 500;
const BETWEEN_MS = 100;

/** A line on the terminal that says how far a long run is; nothing in a short run, and nothing in a file or a pipe. */
export class Progress {
  readonly #started: number;
  #last = -Infinity;

  constructor(private readonly io: Io) {
    this.#started = io.now();
  }

  show(files: number): void {
    if (!this.io.stderr.isTTY) return;
    const now = this.io.now();
    if (now - this.#started < QUIET_MS || now - this.#last < BETWEEN_MS) return;
    this.#last = now;
    this.io.stderr.write(`\r${files} files linted`);
  }

  clear(): void {
    if (this.#last > -Infinity) this.io.stderr.write(`\r${' '.repeat(40)}\r`);
  }
}
