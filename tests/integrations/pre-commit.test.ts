import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { makeWorld, removeWorlds } from '../compose/cli/fake-world.js';
import { readRepositoryFile } from './repository.js';

interface Hook {
  readonly id: string;
  readonly language: string;
  readonly entry: string;
  readonly files: string;
  readonly require_serial: boolean;
}

const HOOKS = parse(readRepositoryFile('.pre-commit-hooks.yaml')) as Hook[];

const COMPOSE_FOR_SWARM = 'services:\n  web:\n    image: web:1\n    deploy:\n      endpoint_mode: dnsrr\n';
const COMPOSE_FOR_A_DESK = 'services:\n  web:\n    image: web:1\n    build: .\n';

afterAll(removeWorlds);

describe('the hooks for pre-commit', () => {
  it('lint, and mend', () => {
    expect(HOOKS.map(({ id }) => id)).toEqual(['keepalive-lint', 'keepalive-lint-fix']);
  });

  describe.each(HOOKS)('$id', ({ entry, files }) => {
    // pre-commit searches with Python's `re`; what the pattern uses means the same in both.
    it.each([
      'docker-stack.yml',
      'docker-stack.prod.yaml',
      'stack.yml',
      'deploy/swarm/docker-stack.yml',
      'a/b/c/compose.yaml',
      'docker-compose.prod.yml',
      'shop.stack.yml',
      'shop-swarm.yaml',
      'stacks/traefik.yml',
    ])('gets %s', (name) => {
      expect(new RegExp(files).test(name)).toBe(true);
    });

    it.each(['README.md', 'stack.yml.bak', 'stack.json', '--config=stack.yml', '-c/stack.yml'])(
      'does not get %s',
      (name) => {
        expect(new RegExp(files).test(name)).toBe(false);
      },
    );

    it('calls the command with options that it has', async () => {
      const [, words = ''] = entry.split(' -- keepalive-lint ');
      const world = makeWorld({
        files: { 'a/compose.yml': COMPOSE_FOR_SWARM },
        lint: (inputs) => {
          expect(inputs.map(({ name }) => name)).toEqual(['a/compose.yml']);
          return [];
        },
      });
      expect(await world.run(...words.split(' '), 'a/compose.yml')).toMatchObject({ exitCode: 0, stderr: '' });
    });

    it('passes when no changed file is for Swarm', async () => {
      const [, words = ''] = entry.split(' -- keepalive-lint ');
      const world = makeWorld({
        files: { 'compose.yml': COMPOSE_FOR_A_DESK },
        lint: () => {
          throw new Error('nothing is to be linted');
        },
      });
      expect(await world.run(...words.split(' '), 'compose.yml')).toMatchObject({ exitCode: 0 });
    });
  });
});
