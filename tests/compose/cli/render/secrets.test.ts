import { describe, expect, it } from 'vitest';
import { SecretMap, secretRanges } from '../../../../src/compose/cli/render/secrets.js';

function mask(text: string, ranges: readonly { start: number; end: number }[]): string {
  return [...ranges].reverse().reduce((line, { start, end }) => `${line.slice(0, start)}***${line.slice(end)}`, text);
}

const maskFile = (text: string): string => {
  const lines = text.split('\n');
  const secrets = new SecretMap(lines);
  return lines.map((line, index) => mask(line, secrets.rangesOf(index + 1))).join('\n');
};

describe('a line', () => {
  it.each([
    ['      - DB_PASSWORD=hunter2', '      - DB_PASSWORD=***'],
    ['  api-key: abc', '  api-key: ***'],
    ['  DB_PASSWORD: ${DB_PASSWORD:-hunter2}', '  DB_PASSWORD: ***'],
    ['  DB_PASSWORD: ${DB_PASSWORD} # hunter2', '  DB_PASSWORD: ***'],
    ['  DB_PASSWORD: hunter2${SUFFIX}', '  DB_PASSWORD: ***'],
    ['  DB_PASSWORD: ${A}${B:-hunter2}', '  DB_PASSWORD: ***'],
    ['  "clientSecret": "abc",', '  "clientSecret": ***'],
    ['    command: server --password hunter2 --x', '    command: server --password ***'],
    ['    command: ["--token=abc"]', '    command: ["--token=***'],
    ['  url: postgres://user:hunter2@db/x', '  url: postgres://***@db/x'],
    [
      '    - traefik.http.middlewares.a.basicauth.users=admin:x',
      '    - traefik.http.middlewares.a.basicauth.users=***',
    ],
    ['  Authorization: Bearer abc', '  Authorization: ***'],
    ['      environment: { A: b }', '      environment: ***'],
    ['    web: { image: x, environment: { A: b } }', '    web: { image: x, environment: ***'],
  ])('%s', (line, masked) => {
    expect(mask(line, secretRanges(line, line.trimStart().startsWith('environment')))).toBe(masked);
  });

  it.each([
    '      - net.ipv4.tcp_keepalive_time=7200',
    '    image: registry.example.com/shop/auth-service',
    '    secrets:',
    '      - db_password',
    '    file: ./db_password.txt',
    '  auth:',
    '    hostname: db',
    '      DB_PASSWORD: ${DB_PASSWORD}',
    '      - DB_PASSWORD=$DB_PASSWORD',
    '      DB_PASSWORD: "${DB_PASSWORD:?is not set}"',
  ])('leaves %s alone', (line) => {
    expect(mask(line, secretRanges(line))).toBe(line);
  });

  it('holds no secret in one long word, whatever it is made of', () => {
    expect(secretRanges('pass'.repeat(200_000))).toEqual([]);
  });
});

describe('environment', () => {
  it('is masked in all its forms, but for its names', () => {
    expect(
      maskFile(`services:
  web:
    environment:
      A: x y
      "B": 1
      C:
      D: |
        line one
        line two
    image: nginx
  api:
    environment:
    - A=x
    - B
    -  C=y
    hostname: api
  db:
    environment: {A: x,
      B: y}
    image: pg`),
    ).toBe(`services:
  web:
    environment:
      A: ***
      "B": ***
      C:
      D: ***
        ***
        ***
    image: nginx
  api:
    environment:
    - A=***
    - B
    -  C=***
    hostname: api
  db:
    environment: ***
      B: ***
    image: pg`);
  });

  it('is masked where it is written once and merged in', () => {
    expect(
      maskFile(`x-common: &common
  FOO: bar
x-other: &other
  BAR: baz
services:
  web:
    environment:
      <<: *common
  api:
    environment: *other`),
    ).toBe(`x-common: &common
  FOO: ***
x-other: &other
  BAR: ***
services:
  web:
    environment:
      <<: *common
  api:
    environment: *other`);
  });
});
