/** What the side where IPVS is reports to the side where the linter is: one line of JSON each. */
import type { SpellResult } from '../judge.js';
import type { AddressKind, StackPlan } from './stack-plan.js';
import type { SysctlResult } from './tcp-peer.js';

export type IpvsReport =
  | { readonly kind: 'kernel'; readonly release: string; readonly balancerTimeouts: string }
  /** A gRPC row. */
  | { readonly kind: 'grpc'; readonly id: string; readonly agrees: boolean; readonly spells: readonly SpellResult[] }
  /** A stack row. `refused`: the sysctls that a kernel would not store. Otherwise what came of the connection to each address. */
  | {
      readonly kind: 'stack';
      readonly id: string;
      readonly refused: readonly string[];
      readonly connections: readonly { readonly through: AddressKind; readonly got: string }[];
    }
  /** A text written to a sysctl. */
  | { readonly kind: 'sysctl'; readonly key: string; readonly written: string; readonly result: SysctlResult }
  /** Connections with this keepalive time: how many were tried and how many IPVS forgot. */
  | { readonly kind: 'race'; readonly keepaliveSeconds: number; readonly tried: number; readonly lost: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'done' };

/** What it is told to do. */
export interface IpvsPlan {
  readonly grpcRowIds: readonly string[];
  readonly stacks: readonly StackPlan[];
}
