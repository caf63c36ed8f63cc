/** What the command line knows of the world, so that tests can be the world. */

export interface OutputStream {
  write(text: string): void;
  readonly isTTY: boolean;
  readonly columns: number | null;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>;
  /** Milliseconds from any start. */
  now(): number;
}
