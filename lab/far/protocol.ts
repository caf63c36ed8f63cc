/** What a client of the lab can ask of its servers. The body of a request is one number: how long the server is silent. */

const identity = (bytes: Buffer): Buffer => bytes;

const bytesAsTheyAre = {
  requestSerialize: identity,
  requestDeserialize: identity,
  responseSerialize: identity,
  responseDeserialize: identity,
} as const;

/** `Unary` answers after the silence. `Feed` sends one message at once and one after the silence, then ends. */
export const SERVICE = {
  unary: { path: '/lab.Echo/Unary', requestStream: false, responseStream: false, ...bytesAsTheyAre },
  feed: { path: '/lab.Echo/Feed', requestStream: false, responseStream: true, ...bytesAsTheyAre },
} as const;

export const encodeSilence = (seconds: number): Buffer => Buffer.from(String(seconds));

/** The silence that a request asks for. Requests of other clients (an empty protobuf message) ask for none. */
export function decodeSilenceMs(body: Buffer): number {
  const seconds = Number(body.toString());
  return Number.isFinite(seconds) ? seconds * 1000 : 0;
}
