/**
 * `npm run new-rule -- ID "Description."`: catalog entry, rule, test and page of a new rule, registered. It compiles and its tests
 * fail: what is missing is marked TODO.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const [id, description] = process.argv.slice(2);
const usage = 'usage: npm run new-rule -- grpc-something|stack-something "Disallow something."';
if (!/^(?:grpc|stack)-[a-z]+(?:-[a-z]+)*$/.test(id ?? '') || !/^(?:Require|Disallow) .*\.$/.test(description ?? '')) {
  console.error(usage);
  process.exit(2);
}

const root = path.resolve(process.env.NEW_RULE_ROOT ?? path.join(import.meta.dirname, '..'));
const isChannel = id.startsWith('grpc-');
const name = id.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
const rulesFolder = isChannel ? 'src/rules' : 'src/compose/rules';
const testsFolder = isChannel ? 'tests/rules' : 'tests/compose/rules';

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function write(file, text) {
  const absolute = path.join(root, file);
  mkdirSync(path.dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  console.log(`written: ${file}`);
}

if (existsSync(path.join(root, `src/core/catalog/${id}.ts`))) {
  console.error(`${id} is in the catalog already.`);
  process.exit(2);
}

write(
  `src/core/catalog/${id}.ts`,
  `import type { RuleEntry } from './rule.js';

export const ${name} = {
  id: '${id}',
  description: '${description.replaceAll("'", "\\'")}',
  category: '${isChannel ? 'channel' : 'stack'}',
  language: '${isChannel ? 'js' : 'yaml'}',
  status: 'built',
  preset: 'strict',
  severity: 'warn',
  edits: 'none',
  schema: [],
  defaultOptions: [],
  messages: { faulty: 'TODO: {{name}} does something, with numbers.' },
  evidence: [],
} as const satisfies RuleEntry;
`,
);

const catalog = read('src/core/catalog/index.ts');
write(
  'src/core/catalog/index.ts',
  catalog
    .replace(/\nimport type \{ RuleEntry \}/, `\nimport { ${name} } from './${id}.js';\nimport type { RuleEntry }`)
    .replace(/\n\} as const satisfies Record/, `\n  '${id}': ${name},\n} as const satisfies Record`),
);

const template = (file) =>
  read(`scripts/templates/${file}`)
    .replaceAll('RULE_ID', id)
    .replaceAll('ruleName', name)
    .replaceAll('LANGUAGE', isChannel ? 'ts' : 'yaml');
const kind = isChannel ? 'channel' : 'stack';
write(`${rulesFolder}/${id}.ts`, template(`${kind}-rule.ts.txt`));
write(`${testsFolder}/${id}.test.ts`, template(`${kind}-test.ts.txt`));
write(`docs/rules/${id}.md`, template('page.md.txt'));
if (!isChannel) {
  // What `npm run golden` shows in every format.
  write(
    `tests/compose/cli/golden/${id}/docker-stack.yml`,
    '# TODO: the smallest stack that the rule reports.\nservices:\n  web:\n    image: nginx\n',
  );
  write(
    `tests/compose/rules/findings/${id}.txt`,
    '=== case\n=== file stack.yml\n# TODO: a case for each message.\nservices:\n  web:\n    image: nginx\n=== found\n',
  );
}

const index = `${rulesFolder}/index.ts`;
write(
  index,
  isChannel
    ? read(index)
        .replace(/\nimport type/, `\nimport { ${name} } from './${id}.js';\nimport type`)
        .replace(/\n\};\n$/, `\n  '${id}': ${name},\n};\n`)
    : read(index)
        .replace(/\n\nexport const/, `\nimport { rule as ${name} } from './${id}.js';\n\nexport const`)
        .replace(/\n\];\n$/, `\n  ${name},\n];\n`),
);
write(
  'src/config-types.cts',
  read('src/config-types.cts').replace(
    /\n\}\n\ndeclare module/,
    `\n  readonly 'keepalive/${id}'?: Linter.RuleEntry<[]>;\n}\n\ndeclare module`,
  ),
);

// The English table is generated; the Chinese one is written by hand, and a test compares the two.
const chinese = read('README.zh-CN.md').split('\n');
const lastRow = chinese.findLastIndex((line) => line.startsWith(`| [\`${isChannel ? 'grpc' : 'stack'}-`));
chinese.splice(lastRow + 1, 0, `| [\`${id}\`](docs/rules/${id}.md) | ${description} | strict, warn | |`);
write('README.zh-CN.md', chinese.join('\n'));
console.log('Fill in what is marked TODO, then run: npm run docs && npm test');
