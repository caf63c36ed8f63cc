/** One thing that is thrown at, and what is promised about it. */

export interface Target {
  readonly name: string;
  /** Of a hundred inputs. Whole stacks take a hundred times as long as a reader of a line. */
  readonly share: number;
  /** What to start from. */
  readonly corpus: readonly string[];
  readonly words: readonly string[];
  /**
   * @returns where the text led, to see what is new
   * @throws what a user would get to see, or {@link Broken}
   */
  readonly attempt: (text: string) => string | Promise<string>;
}

/** A promise that did not hold. */
export class Broken extends Error {}

export function check(holds: boolean, promise: string): void {
  if (!holds) throw new Broken(promise);
}
