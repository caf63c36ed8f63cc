/** The whole tool over files that are full of secrets: none of them may be in any output. */
import { afterAll, describe, expect, it } from 'vitest';
import { FORMATS } from '../../../src/compose/cli/formats/index.js';
import * as engine from '../../../src/compose/engine.js';
import { makeWorld, removeWorlds } from './fake-world.js';

afterAll(removeWorlds);

const SECRET = 'hunter2';

/** Findings next to secrets, and mistakes in the places where secrets are. */
const STACKS: Readonly<Record<string, string>> = {
  'a.yml': `x-env: &env
  SHARED: ${SECRET}
services:
  web:
    image: nginx
    environment:
      <<: *env
      DB_URL: postgres://app:${SECRET}@db:5432/x
      DB_PASSWORD: "${SECRET}"
    restart: always
    command: server --token ${SECRET}
    healthcheck:
      test: curl -u admin:${SECRET} http://localhost
    labels:
      traefik.http.middlewares.a.basicauth.users: "admin:${SECRET}"
    sysctls:
      net.ipv4.tcp_keepalive_time: \${TIME}
  api:
    image: api
    environment:
      - DB_PASSWORD=${SECRET}
      - DB_URL=postgres://app:${SECRET}@db/x
    sysctls: [net.ipv4.tcp_keepalive_time=7200]
  db:
    image: postgres
    environment: { POSTGRES_PASSWORD: ${SECRET} }
`,
  'b.yml': `services:
  web:
    image: nginx
    environment:
      PASSWORD: { nested: ${SECRET} }
      OTHER: [${SECRET}]
      TWICE: ${SECRET}
      TWICE: ${SECRET}
    enviroment:
      PASSWORD: ${SECRET}
`,
  'c.yml': `services:\n  web:\n    environment:\n      PASSWORD: "${SECRET}\n    image: nginx\n`,
  'd.yml': `services:\n  web:\n    image: nginx\n    environment:\n\t  PASSWORD: ${SECRET}\n`,
};

const files = { ...STACKS, 'vars.env': `TIME=47110815\nDB=${SECRET}\n` };
const run = (...words: string[]): Promise<{ stdout: string; stderr: string }> =>
  makeWorld({ files, engine }).run(...words, '--env-file', 'vars.env');

const names = Object.keys(STACKS);

describe('no secret is in the output of', () => {
  it.each(FORMATS.map(({ name }) => name))('--format %s', async (format) => {
    const { stdout, stderr } = await run(...names, '--preset', 'strict', '--format', format);
    expect(stdout).toContain('a.yml');
    for (const secret of [SECRET, '47110815']) expect(stdout + stderr).not.toContain(secret);
  });

  it.each([
    ['--diff', '--fix=all', ...names],
    ['--print-config', 'a.yml'],
  ])('%s', async (...words) => {
    const { stdout, stderr } = await run(...words);
    expect(stdout).not.toBe('');
    for (const secret of [SECRET, '47110815']) expect(stdout + stderr).not.toContain(secret);
  });
});
