import { describe, expect, test } from 'vitest';
import { PROGRAMS, findProgram } from '../../../src/compose/model/programs.js';

describe('the program in an image', () => {
  test.each([
    ['postgres', 'PostgreSQL'],
    ['postgres:17-alpine', 'PostgreSQL'],
    ['docker.io/library/postgres:17', 'PostgreSQL'],
    ['registry.example:5000/mirror/postgres@sha256:0123', 'PostgreSQL'],
    ['Postgres', 'PostgreSQL'],
    ['mcr.microsoft.com/mssql/server:2022-latest', 'SQL Server'],
    ['portainer/agent', 'a Go program'],
    ['docker.io/bitnami/harbor-core:2', 'a Go program'],
    ['disrvptor/question2answer', 'a PHP application'],
  ])('%s is %s', (image, name) => {
    expect(findProgram(image)?.name).toBe(name);
  });

  test.each(['shop/server', 'shop/agent:1', 'my-postgres', 'postgres/backup', ''])('%s is not known', (image) => {
    expect(findProgram(image)).toBeNull();
  });
});

describe('the table', () => {
  test('names every image once', () => {
    const images = PROGRAMS.flatMap((program) => program.images);
    expect(images.filter((image, index) => images.indexOf(image) !== index)).toEqual([]);
  });

  test('has a source for every program', () => {
    expect(PROGRAMS.filter(({ source }) => source.length < 10)).toEqual([]);
  });

  test('names its options as they are looked up', () => {
    for (const { options } of PROGRAMS) for (const { name } of options) expect(name).toMatch(/^[a-z_]+$/);
  });
});
