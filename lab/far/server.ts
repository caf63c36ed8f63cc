/** Something that answers on loopback. */
export interface RunningServer {
  readonly port: number;
  close(): void;
}
