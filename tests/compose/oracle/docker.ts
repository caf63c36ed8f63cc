/** Asks the Docker client on this machine what it makes of stack files. No engine and no network is needed. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findNetwork, startEngine, type Engine } from './engine.js';

export interface Answer {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DockerAnswer {
  readonly config: Answer;
  readonly deploy: Answer & {
    /** Specs by name, as posted. */
    readonly services: ReadonlyMap<string, ServiceSpec>;
    readonly networks: ReadonlyMap<string, { readonly Driver?: string; readonly Attachable?: boolean }>;
  };
}

/** The parts of swarm's ServiceSpec that matter here. */
export interface ServiceSpec {
  readonly TaskTemplate: {
    readonly ContainerSpec: { readonly Sysctls?: Record<string, string>; readonly Image?: string };
    readonly Networks?: readonly { readonly Target: string; readonly Aliases?: readonly string[] }[];
  };
  readonly Mode: Record<string, { readonly Replicas?: number; readonly TotalCompletions?: number }>;
  readonly EndpointSpec?: {
    readonly Mode?: string;
    readonly Ports?: readonly {
      readonly TargetPort?: number;
      readonly PublishedPort?: number;
      readonly Protocol?: string;
      readonly PublishMode?: string;
    }[];
  };
}

/** The client's version, or `null` where there is none that has `stack config`. */
export function getDockerVersion(): string | null {
  const run = spawnSync('docker', ['--version'], { encoding: 'utf8' });
  const version = /Docker version (\d+\.\d+\.\d+)/.exec(run.stdout)?.[1] ?? null;
  return run.status === 0 && version !== null && Number(version.split('.')[0]) >= 23 ? version : null;
}

export class Docker {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'keepalive-docker-'));
  readonly #findNetwork: typeof findNetwork;
  #engine: Engine | null = null;

  constructor(find: typeof findNetwork = findNetwork) {
    this.#findNetwork = find;
  }

  /** Answers for files given as text, in the order of `-c`. */
  async askText(texts: readonly string[], env: Record<string, string> = {}): Promise<DockerAnswer> {
    const files = texts.map((text, index) => {
      const file = path.join(this.#folder, `stack-${index}.yml`);
      writeFileSync(file, text);
      return file;
    });
    return this.ask(files, env);
  }

  async ask(files: readonly string[], env: Record<string, string> = {}): Promise<DockerAnswer> {
    this.#engine ??= await startEngine(path.join(this.#folder, 'engine.sock'), this.#findNetwork);
    const flags = files.flatMap((file) => ['-c', file]);
    const config = await this.#run(['stack', 'config', ...flags], env);
    const deploy = await this.#run(['stack', 'deploy', '--detach=true', '--resolve-image', 'never', ...flags, 'st'], {
      ...env,
      DOCKER_HOST: `unix://${this.#engine.socket}`,
    });
    const posted = this.#engine.takePosted();
    const byName = <T>(suffix: string): ReadonlyMap<string, T> => {
      const bodies = posted.filter(({ path: at }) => at === suffix).map(({ body }) => body);
      return new Map(bodies.map((body) => [String(body['Name']), body as T]));
    };
    return {
      config,
      deploy: {
        ...deploy,
        services: byName('/services/create'),
        networks: byName('/networks/create'),
      },
    };
  }

  close(): void {
    this.#engine?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(args: readonly string[], env: Record<string, string>): Promise<Answer> {
    const home = { PATH: process.env['PATH'] ?? '', HOME: this.#folder, DOCKER_CONFIG: this.#folder };
    return new Promise((resolve, reject) => {
      const child = spawn('docker', args, { env: { ...home, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      let stdout = '';
      let stderr = '';
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
      child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
      child.on('error', reject);
      child.on('close', (code) => {
        resolve({ exit: code ?? -1, stdout, stderr: stderr.trim() });
      });
    });
  }
}
