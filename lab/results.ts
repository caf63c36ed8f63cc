/** What the labs found, as data: `lab/results/*.json`. docs/evidence.md is rendered from it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { createRequire } from 'node:module';

export interface ResultRow {
  readonly id: string;
  readonly what: string;
  /** What the linter says: a verdict, or the rules that report. */
  readonly linter: string;
  /** What happened. */
  readonly outcome: string;
  readonly agrees: boolean;
  /** Why the outcome is another one than the code or the file shows. */
  readonly unseen?: string;
}

/** On what it was found. */
export interface Setting {
  /** `2026-11-22` */
  readonly date: string;
  readonly node: string;
  readonly grpcJs: string;
  readonly kernel: string;
}

export interface LoopbackResults extends Setting {
  readonly timeFactor: number;
  readonly rows: readonly ResultRow[];
}

export interface VersionResults extends Setting {
  readonly versions: readonly { readonly grpcJs: string; readonly rows: readonly ResultRow[] }[];
}

export interface SysctlRow {
  readonly key: string;
  readonly written: string;
  /** What the kernel stored, or the error's code. */
  readonly kernel: string;
  /** The same, as the linter predicts it. */
  readonly linter: string;
  readonly agrees: boolean;
}

export interface RaceRow {
  readonly keepaliveSeconds: number;
  readonly tried: number;
  readonly lost: number;
  /** What the model of the kernel's timers says, 0 to 1. */
  readonly predicted: number;
  readonly agrees: boolean;
}

export interface IpvsResults extends Setting {
  /** Where IPVS was: `host`, or how the virtual machine ran. */
  readonly machine: 'host' | 'kvm' | 'tcg';
  readonly hz: number;
  /** Seconds of the stack rows that pass in one second. */
  readonly stackFactor: number;
  /** What `ipvsadm -l --timeout` prints in a new namespace. */
  readonly defaultTimeouts: string;
  readonly rows: readonly ResultRow[];
  readonly stacks: readonly ResultRow[];
  readonly sysctls: readonly SysctlRow[];
  readonly races: readonly RaceRow[];
}

export interface ResultFiles {
  loopback: LoopbackResults;
  'real-time': LoopbackResults;
  versions: VersionResults;
  ipvs: IpvsResults;
}

const fileOf = (name: keyof ResultFiles): URL => new URL(`./results/${name}.json`, import.meta.url);

export function readResults<Name extends keyof ResultFiles>(name: Name): ResultFiles[Name] {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as ResultFiles[Name];
}

export function writeResults<Name extends keyof ResultFiles>(name: Name, results: ResultFiles[Name]): void {
  writeFileSync(fileOf(name), `${JSON.stringify(results, null, 2)}\n`);
}

/** The version of grpc-js that a directory gets when it imports it. */
export function getGrpcJsVersion(directory = process.cwd()): string {
  const manifest = createRequire(`${directory}/`)('@grpc/grpc-js/package.json') as { version: string };
  return manifest.version;
}

/** Today, on this machine. */
export function describeSetting(): Setting {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    grpcJs: getGrpcJsVersion(),
    kernel: release(),
  };
}
