import { describe, expect, it } from 'vitest';
import { STACK_GLOBS, candidateOf, isProven, kindOfNamedFile, proofOfStackName } from '../../src/compose/file-names.js';
import { compileGlobs } from '../../src/compose/cli/input/discover.js';
import { matchesPattern } from '../../src/compose/cli/input/wildcard.js';

/** Each name with what must be shown beside it; null: the name says nothing. */
const NAMES = [
  ['docker-stack.yml', 'none'],
  ['docker-stack.prod.yaml', 'none'],
  ['docker-stack-web.yml', 'none'],
  ['stack.yml', 'services'],
  ['stack-web.yml', 'services'],
  ['stack2.yaml', 'services'],
  ['swarm.yml', 'services'],
  ['docker-swarm.yml', 'services'],
  ['docker-swarm-gpu.yml', 'services'],
  ['portainer-agent-stack.yml', 'services'],
  ['web.stack.yml', 'services'],
  ['web_swarm.yml', 'services'],
  ['docker-compose.swarm.yml', 'services'],
  ['compose.yml', 'swarm-use'],
  ['compose.prod.yaml', 'swarm-use'],
  ['docker-compose-prod.yml', 'swarm-use'],
  ['docker-compose_v2.yml', 'swarm-use'],
  ['logging.compose.yml', 'swarm-use'],
  ['traefik.yml', null],
  ['stackdriver.yml', null],
  ['composer.yaml', null],
  ['haystack.yml', null],
  ['stack.json', null],
  ['stack.yml.bak', null],
] as const;

describe('names of stack files', () => {
  it.each(NAMES)('%s: %s', (name, proof) => {
    expect(proofOfStackName(name)).toBe(proof);
  });

  it.each(NAMES)('%s is matched by a glob for configs when the name says something: %s', (name, proof) => {
    const globs = compileGlobs(STACK_GLOBS);
    const isMatched = (...path: readonly string[]): boolean => globs.some((glob) => matchesPattern(glob, path));
    expect([isMatched(name), isMatched('a', 'b', name)]).toEqual([proof !== null, proof !== null]);
  });

  it('count in capitals, too', () => {
    expect(proofOfStackName('Docker-Stack.YML')).toBe('none');
  });
});

describe('what a search takes a file for', () => {
  it.each([
    ['deploy', 'docker-stack.yml', { kind: 'stack', proof: 'none' }],
    ['deploy', 'compose.yml', { kind: 'stack', proof: 'swarm-use' }],
    ['stacks', 'traefik.yml', { kind: 'stack', proof: 'swarm-services' }],
    ['/etc', 'sysctl.conf', { kind: 'sysctl', proof: 'stack-beside' }],
    ['/etc/sysctl.d', '90-keepalive.conf', { kind: 'sysctl', proof: 'stack-beside' }],
    ['/etc/nginx', 'nginx.conf', null],
    ['src', 'client.ts', null],
    ['', 'Dockerfile', null],
  ])('%s/%s: %o', (directory, name, candidate) => {
    expect(candidateOf(directory, name)).toEqual(candidate);
  });
});

describe('what a named file is', () => {
  it.each([
    ['etc/99-tcp.conf', 'sysctl'],
    ['entrypoint.sh', 'script'],
    ['Dockerfile.prod', 'script'],
    ['app.dockerfile', 'script'],
    ['anything', 'stack'],
  ])('%s: %s', (name, kind) => {
    expect(kindOfNamedFile(name)).toBe(kind);
  });
});

const PLACED = '    deploy:\n      placement:\n        constraints: [node.role == manager]\n';

describe('the proof of a stack whose name says nothing', () => {
  it.each([
    ['a service that is placed', `services:\n  web:\n    image: nginx\n${PLACED}`, true],
    [
      'the same after comments, with Windows line breaks',
      `# a\r\n"services": # b\r\n\r\n  # c\r\n  web:\r\n${PLACED}`,
      true,
    ],
    ['no use of Swarm', 'services:\n  web:\n    image: nginx\n', false],
    ['a list of services, as API gateways have', `services:\n  - name: web\n${PLACED}`, false],
    ['services of something else, deeper', `spec:\n  services:\n    web:\n${PLACED}`, false],
    ['use of Swarm in no service', `x:\n${PLACED}`, false],
  ])('%s', (_, text, proven) => {
    expect(isProven('swarm-services', text)).toBe(proven);
  });
});
