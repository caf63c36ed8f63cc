/** What a test of a host adds to its line of the printed table. The other columns are the test's own title and result. */
export interface Row {
  /** The program that runs the rules. */
  readonly host: string;
  /** The version that was installed, not the one that was asked for. */
  readonly version: string;
  /** Runtime, parser or neighbour that makes this line differ from others. */
  readonly beside: string;
}

declare module 'vitest' {
  interface TaskMeta {
    row?: Row;
  }
}
