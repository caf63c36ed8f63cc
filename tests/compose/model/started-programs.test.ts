import { expect, test } from 'vitest';
import { getStartedPrograms } from '../../../src/compose/model/started-programs.js';

test.each([
  ['postgres -c max_connections=200', ['postgres']],
  ['/usr/local/bin/docker-entrypoint.sh mysqld --skip-name-resolve', ['mysqld']],
  ['bash -c "sleep 5; exec postgres -c a=b"', ['sleep', 'postgres']],
  ['sh -c alembic upgrade head && uvicorn app:main', ['alembic', 'uvicorn']],
  ['while ! pg_isready -h db; do sleep 1; done; PGPASSWORD=x pg_dump -h db', ['pg_isready', 'sleep', 'pg_dump']],
  ['CMD-SHELL pg_isready', ['pg_isready']],
  ['CMD pg_isready', ['pg_isready']],
  ['echo CMD && pg_isready', ['echo', 'pg_isready']],
  [`bash -c "'pg_dump' db"`, ['pg_dump']],
  [`"./it's.sh" now`, ["it's.sh"]],
  ['mysqldump db | gzip > /dump/$(date +%F).gz\n# done', ['mysqldump', 'gzip', 'date', '.gz']],
  ['-c a=b', []],
  ['', []],
])('%s starts %s', (commandLine, programs) => {
  expect(getStartedPrograms(commandLine)).toEqual(programs);
});
