/**
 * Builds what the package ships, into `dist/`:
 *
 *   index.js             the ESLint plugin (ESM); small, because everything for YAML is loaded on the first YAML file
 *   catalog.cjs          the rules' messages, schemas and facts, and what all of the others ask about them
 *   engine.cjs           the stack engine; shared by ESLint and the command line
 *   yaml.cjs             what needs the YAML library: texts that are no ordinary YAML, and edits
 *   yaml-language.cjs    eslint-plugin-yml's language object, for ESLint only
 *   keepalive-lint.cjs   the command: answers --version by itself, else loads the rest
 *   cli.cjs              that rest
 *   rules/               the rules' pages, for `keepalive-lint explain`
 *   types/               declarations
 *
 * CommonJS where a file is loaded lazily: `require` is synchronous (ESLint's parsers are) and starts faster than `import`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';

const root = path.join(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** Source files that are bundles of their own. An import of one from another bundle stays an import at run time. */
const BUNDLES: Readonly<Record<string, string>> = {
  'src/compose/engine.ts': 'engine.cjs',
  'src/compose/yaml-language.ts': 'yaml-language.cjs',
  'src/compose/cli/main.ts': 'keepalive-lint.cjs',
  'src/compose/cli/run.ts': 'cli.cjs',
};

/** Files that several bundles need: facts, and what is asked about them. */
const CATALOG = 'catalog.cjs';
const CATALOG_FILES = [
  ...readdirSync(path.join(root, 'src/core/catalog')).map((name) => `src/core/catalog/${name}`),
  ...['profiles', 'settings-schema', 'nearest', 'idle', 'idle-path', 'duration'].map((name) => `src/core/${name}.ts`),
  ...['file-names', 'read/decode', 'read/lines'].map((name) => `src/compose/${name}.ts`),
];

/** Loaded on the first call of one of their functions; they export nothing else. */
const LAZY = 'yaml.cjs';
const LAZY_FILES = ['src/compose/read/any.ts', 'src/compose/fix/operations.ts', 'src/compose/fix/apply-fixes.ts'];

function bundleOf(file: string): string | undefined {
  return CATALOG_FILES.includes(file) ? CATALOG : BUNDLES[file];
}

function bundleBoundaries(own: string): Plugin {
  return {
    name: 'bundle-boundaries',
    setup(build) {
      build.onResolve({ filter: /^\.{1,2}\// }, ({ path: specifier, resolveDir }) => {
        const absolute = path.join(resolveDir, specifier);
        const bundle = bundleOf(path.relative(root, absolute).replaceAll('\\', '/').replace(/\.js$/, '.ts'));
        return bundle !== undefined && bundle !== own ? { path: `./${bundle}`, external: true } : null;
      });
    },
  };
}

/** In other bundles, a function of a lazy file is one that loads the file's bundle first. */
function lazyFunctions(own: string): Plugin {
  return {
    name: 'lazy-functions',
    setup(build) {
      if (own === LAZY) return;
      const files = new Set(LAZY_FILES.map((file) => path.join(root, file)));
      build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
        if (!files.has(file)) return null;
        const names = [...readFileSync(file, 'utf8').matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
        const lines = names.map((name) => `export const ${name} = (...args) => require('./${LAZY}').${name}(...args);`);
        return { contents: lines.join('\n'), loader: 'js' };
      });
      build.onResolve({ filter: /^\.\/yaml\.cjs$/ }, () => ({ path: `./${LAZY}`, external: true }));
    },
  };
}

/** In ESM a synchronous load of a sibling needs `createRequire`; `load.ts` has the static form for tests. */
const lazyLoad: Plugin = {
  name: 'lazy-load',
  setup(build) {
    build.onResolve({ filter: /\/load\.js$/ }, ({ resolveDir }) =>
      path.basename(resolveDir) === 'compose' ? { path: path.join(resolveDir, 'load-lazy.ts') } : null,
    );
  },
};

function hashSources(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).sort()) {
    if (name.endsWith('.ts'))
      hash.update(name.replaceAll('\\', '/')).update(readFileSync(path.join(root, 'src', name)));
  }
  return hash.digest('hex').slice(0, 12);
}

const COMMON = {
  bundle: true,
  absWorkingDir: root,
  platform: 'node',
  target: 'node20.19',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  define: { PACKAGE_VERSION: JSON.stringify(version), PACKAGE_BUILD: JSON.stringify(hashSources()) },
  external: ['eslint'],
  // The library's ES modules: only what is used gets in, and a name is a variable instead of a look-up in a module.
  alias: { yaml: './node_modules/yaml/browser/dist/index.js' },
} as const satisfies BuildOptions;

async function bundle(
  entry: BuildOptions['stdin'] | string,
  outfile: string,
  options: BuildOptions & { format: 'esm' | 'cjs' },
): Promise<Metafile> {
  const { metafile } = await esbuild.build({
    ...COMMON,
    ...(typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: entry }),
    outfile: path.join('dist', outfile),
    plugins: [lazyFunctions(outfile), bundleBoundaries(outfile), ...(options.format === 'esm' ? [lazyLoad] : [])],
    // `import()` of another bundle is `require` in CommonJS, which does not start the loader of ES modules.
    ...(options.format === 'cjs'
      ? {
          supported: { 'dynamic-import': false },
          define: { ...COMMON.define, 'import.meta.dirname': '__dirname' },
        }
      : {}),
    ...options,
    metafile: true,
  });
  return metafile;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: unknown;
  readonly repository?: unknown;
}

/** The licence texts of every library whose code is in a bundle, as their licences ask. */
function collectLicences(metafiles: readonly Metafile[]): string {
  const folders = new Set<string>();
  for (const file of metafiles.flatMap(({ inputs }) => Object.keys(inputs))) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0];
    if (folder) folders.add(path.join(root, folder));
  }
  const texts = [...folders].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
    const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
    if (!manifest.license) throw new Error(`${manifest.name} is bundled and names no licence`);
    const text = file
      ? readFileSync(path.join(folder, file), 'utf8').trim()
      : `The package has no licence file. Its package.json says: ${JSON.stringify({ author: manifest.author, license: manifest.license, repository: manifest.repository })}`;
    return `${manifest.name} ${manifest.version} (${manifest.license})\n\n${text}`;
  });
  return `The bundles in this folder contain code of these packages.\n\n${texts.join(`\n\n${'-'.repeat(72)}\n\n`)}\n`;
}

rmSync(dist, { recursive: true, force: true });
const metafiles = await Promise.all([
  bundle('src/index.ts', 'index.js', { format: 'esm' }),
  bundle(
    { contents: CATALOG_FILES.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root },
    CATALOG,
    { format: 'cjs' },
  ),
  bundle({ contents: LAZY_FILES.map((file) => `export * from './${file}';`).join('\n'), resolveDir: root }, LAZY, {
    format: 'cjs',
  }),
  bundle('src/compose/engine.ts', 'engine.cjs', { format: 'cjs' }),
  bundle('src/compose/yaml-language.ts', 'yaml-language.cjs', { format: 'cjs' }),
  bundle('src/compose/cli/main.ts', 'keepalive-lint.cjs', { format: 'cjs', banner: { js: '#!/usr/bin/env node' } }),
  bundle('src/compose/cli/run.ts', 'cli.cjs', { format: 'cjs' }),
]);
// The pages that `keepalive-lint explain` shows.
cpSync(path.join(root, 'docs', 'rules'), path.join(dist, 'rules'), { recursive: true });
writeFileSync(path.join(dist, 'THIRD-PARTY-LICENSES.txt'), collectLicences(metafiles));
writeTypes();
mkdirSync(path.join(root, 'reports'), { recursive: true });
writeFileSync(path.join(root, 'reports', 'bundle-bytes.json'), JSON.stringify(countBytes(metafiles)));

/** How much of the bundles is our own code, and how much is of libraries. */
function countBytes(bundles: readonly Metafile[]): { own: number; libraries: number } {
  const bytes = { own: 0, libraries: 0 };
  for (const { inputs } of bundles.flatMap(({ outputs }) => Object.values(outputs))) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      bytes[file.includes('node_modules/') ? 'libraries' : 'own'] += bytesInOutput;
    }
  }
  return bytes;
}

/** The declarations that `index.d.ts` reaches: the compiler writes those of every file it reads. */
function writeTypes(): void {
  execFileSync(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  const types = path.join(dist, 'types');
  const reached = new Set<string>();
  const reach = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const [, specifier = '', c = ''] of readFileSync(file, 'utf8').matchAll(
      /(?:from|import\()\s*['"](\.[^'"]+)\.(c?)js['"]/g,
    )) {
      reach(path.join(path.dirname(file), `${specifier}.d.${c}ts`));
    }
  };
  reach(path.join(types, 'index.d.ts'));
  for (const entry of readdirSync(types, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !reached.has(file)) rmSync(file);
  }
}
