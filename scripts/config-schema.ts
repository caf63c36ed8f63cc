/** Writes `schema/keepalive.config.schema.json`, which editors read, from the schema that the command uses. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CONFIG_SCHEMA } from '../src/compose/cli/config/schema.js';

const directory = path.join(import.meta.dirname, '..', 'schema');
mkdirSync(directory, { recursive: true });
writeFileSync(path.join(directory, 'keepalive.config.schema.json'), `${JSON.stringify(CONFIG_SCHEMA, null, 2)}\n`);
