/**
 * What docker 28.2.2 answered to small stack files: `docker stack config`, and `docker stack deploy` against an engine
 * that only records what is posted. Groups: A sysctl values, B YAML, C versions, D interpolation, E environment files,
 * F networks, G modes, H ports, I several files, J other keys, K, L and M mixed.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readStack } from '../../src/compose/read-stack.js';
import { resolveStack } from '../../src/compose/docker/resolve.js';
import type { Problem } from '../../src/compose/docker/stack.js';

interface Answer {
  readonly exit: number;
  readonly stderr?: string;
}

interface PostedService {
  readonly sysctls?: Record<string, string>;
  readonly networks: Record<string, readonly string[]>;
  readonly mode: string;
  readonly replicas?: number;
  readonly endpointMode?: string;
  readonly ports?: readonly object[];
}

interface Probe {
  readonly id: string;
  readonly title: string;
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly env?: Record<string, string>;
  readonly extraFiles?: Record<string, string>;
  readonly args?: readonly string[];
  readonly config: Answer;
  readonly deploy: (Answer & { readonly services?: Record<string, PostedService>; readonly networks?: object }) | null;
}

const folder = new URL('probes/', import.meta.url);
const groups = readdirSync(folder).map((name) => ({
  name: name.replace('.json', ''),
  probes: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as readonly Probe[],
}));

/** The engine of the probes knows networks by the start of their names. */
function findNetwork(name: string): 'swarm' | 'local' | 'missing' {
  return name.startsWith('ext') ? 'swarm' : name.startsWith('localnet') ? 'local' : 'missing';
}

function read(probe: Probe) {
  const inputs = probe.files.map(({ name, text }) => ({ name, content: text }));
  return readStack(inputs, {
    environment: new Map(Object.entries(probe.env ?? {})),
    readFile: (path) => probe.extraFiles?.[path] ?? null,
    findNetwork,
  });
}

test('there are 844 probes', () => {
  expect(groups.flatMap(({ probes }) => probes)).toHaveLength(844);
});

describe.each(groups)('group $name', ({ probes }) => {
  // `--skip-interpolation` belongs to `docker stack config`, and only the other command matters here.
  const asked = probes.filter(({ args }) => !args?.includes('--skip-interpolation'));

  test.each(asked)('$id $title: the exits of config and deploy', (probe) => {
    const errors = read(probe).problems.filter(({ stage }) => stage !== 'ignored');
    const beforeDeploy = errors.filter(({ stage }) => stage !== 'deploy');
    expect({ config: beforeDeploy.length > 0, deploy: errors.length > 0 }).toEqual({
      config: probe.config.exit !== 0,
      deploy: probe.deploy?.exit !== 0,
    });
  });

  const refused = asked.filter(({ deploy }) => deploy?.exit !== 0);
  test.runIf(refused.length > 0).each(refused)('$id $title: the same error', (probe) => {
    const { config, deploy } = probe;
    const message = config.exit === 0 ? deploy?.stderr : config.stderr;
    const problems = read(probe).problems.filter(({ stage }) => stage !== 'ignored');
    expect(problems.map(getDockerText)).toContain(getComparable(message ?? ''));
  });

  const deployed = asked.filter(({ deploy }) => deploy?.exit === 0);
  test.runIf(deployed.length > 0).each(deployed)('$id $title: the same services are posted', (probe) => {
    const { services, networks } = resolveStack(read(probe));
    const posted = Object.entries(services).map(([name, service]) => {
      const attached = Object.entries(service.networks).map(([key, { aliases }]) => {
        return [networks[key]?.name ?? `st_${key}`, aliases] as const;
      });
      return [name, { ...service, networks: Object.fromEntries(attached) }] as const;
    });
    const expected = Object.entries(probe.deploy?.services ?? {}).map(([name, service]) => {
      const { sysctls = {}, endpointMode = null, replicas = null, ports = [] } = service;
      return [name, expect.objectContaining({ ...service, sysctls, endpointMode, replicas, ports })] as const;
    });
    expect(Object.fromEntries(posted)).toEqual(Object.fromEntries(expected));
  });

  test.runIf(deployed.length > 0).each(deployed)('$id $title: the same networks are created', (probe) => {
    const { networks } = resolveStack(read(probe));
    const created = Object.entries(networks)
      .filter(([, { external }]) => !external)
      .map(([key, { name, driver, attachable, driverOpts }]) => {
        const options = Object.keys(driverOpts).length > 0 && { options: driverOpts };
        return [name ?? `st_${key}`, { driver, ...(attachable && { attachable }), ...options }] as const;
      });
    expect(Object.fromEntries(created)).toEqual(probe.deploy?.networks ?? {});
  });
});

/** Docker's YAML errors say where, ours are shown where: only the line is the same. */
function getDockerText(problem: Problem): string {
  return problem.docker?.trim() ?? problem.code;
}

function getComparable(message: string): string {
  return /^yaml: (?:line|did not find)/.test(message) ? 'yaml-syntax' : message;
}
