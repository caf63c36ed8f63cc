/** A client under test, whatever library built it. */

export type CallOutcome =
  | { readonly kind: 'ok' }
  /** `status` is the name of the status code, `UNAVAILABLE`; `details` the library's words. */
  | { readonly kind: 'failed'; readonly status: string; readonly details: string }
  /** No answer long after there should have been one. */
  | { readonly kind: 'hung' }
  /** Nothing was sent: the constructor or the call threw. */
  | { readonly kind: 'threw'; readonly message: string };

export interface Session {
  /** A unary call that the server answers after a silence. */
  unary(silenceSeconds: number): Promise<CallOutcome>;
  /** A server stream: one message at once, one after a silence. `ok` means that both came. */
  stream(silenceSeconds: number): Promise<CallOutcome>;
  close(): void;
}
