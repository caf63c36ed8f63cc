/**
 * Compiles the schema of stack files into plain code, so that neither ajv nor its compiler is needed at run time.
 *
 *     tsx scripts/build-schema.ts           writes src/compose/schema/validate.generated.js
 *     tsx scripts/build-schema.ts --check   fails when that file is not what the table says
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { compileStackSchema } from './compile-schema.js';

const target = new URL('../src/compose/schema/validate.generated.js', import.meta.url);
const code = compileStackSchema();
if (!process.argv.includes('--check')) writeFileSync(target, code);
else if (readFileSync(target, 'utf8') !== code) {
  console.error('src/compose/schema/validate.generated.js is out of date: npm run build:schema');
  process.exitCode = 1;
}
