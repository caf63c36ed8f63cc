/** What the command line knows of the world, so that tests can be the world. */

export interface OutputStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Of a terminal that knows its size; so are the rows. */
  readonly columns: number | null;
  readonly rows: number | null;
}

/** The process, as far as a run looks at it. Node makes a stream of standard input when it is looked at. */
export interface HostProcess {
  readonly env: Io['env'];
  readonly platform: string;
  readonly stdin: AsyncIterable<Uint8Array>;
  cwd(): string;
}

export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>;
  /** The directory of the rules' pages. */
  readonly rulePages: string;
  /** Shows a long text: a page at a time where somebody reads it. */
  page(text: string): Promise<void>;
  /** Milliseconds since 1970, by a clock that nobody sets while the command runs. */
  now(): number;
}
