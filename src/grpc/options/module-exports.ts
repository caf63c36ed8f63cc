/** What a file exports under a name, however it says so: ES modules, CommonJS, compiled TypeScript, JSON. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Binding, isFunction, namesIn } from './scope.js';
import type { ModuleLoader, SourceModule } from './source-module.js';
import { calleeName, loadedModule, memberKey, plainKey, stringOf, unwrap } from './syntax.js';

export type ExportTarget =
  /** A name declared in `module`. */
  | { readonly kind: 'binding'; readonly module: SourceModule; readonly binding: Binding }
  /** An expression, or a function or class without a name; `path` leads from its value to the export. */
  | {
      readonly kind: 'expression';
      readonly module: SourceModule;
      readonly node: TSESTree.Node;
      readonly path: readonly string[];
    }
  /** Everything that `module` exports. */
  | { readonly kind: 'namespace'; readonly module: SourceModule }
  /** An export of a package, or of a file that is not to be had. `path` is empty for the package itself. */
  | { readonly kind: 'package'; readonly specifier: string; readonly path: readonly string[] };

/** The name that stands for the whole module. */
export const NAMESPACE = '*';

interface Search {
  readonly loader: ModuleLoader;
  /** `file name` pairs on the way: files may export from each other in a circle. */
  readonly visited: Set<string>;
}

/** What `import { name } from 'specifier'` in `from` is; `*` is the namespace. `null`: the file has no such export. */
export function importTarget(
  specifier: string,
  name: string,
  from: SourceModule,
  loader: ModuleLoader,
): ExportTarget | null {
  return searchImport(specifier, name, from, { loader, visited: new Set() });
}

/** What a file exports as `name`. `null`: nothing. */
export function exportTarget(module: SourceModule, name: string, loader: ModuleLoader): ExportTarget | null {
  return searchExport(module, name, { loader, visited: new Set() });
}

function searchImport(specifier: string, name: string, from: SourceModule, search: Search): ExportTarget | null {
  const module = search.loader.load(specifier, from);
  if (!module) return { kind: 'package', specifier, path: name === NAMESPACE ? [] : [name] };
  const step = `${String(module.path)} ${name}`;
  if (search.visited.has(step)) return null;
  search.visited.add(step);
  if (name !== NAMESPACE) return searchExport(module, name, search);
  // `module.exports = createClient`, `export = options`, JSON: the module is that value.
  const whole = wholeExport(module);
  return whole ? targetOf(whole, module, search) : { kind: 'namespace', module };
}

function searchExport(module: SourceModule, name: string, search: Search): ExportTarget | null {
  for (const statement of module.program.body) {
    const found = esExport(statement, name, module, search);
    if (found) return found;
  }
  return commonJsExport(module, name, search) ?? starExport(module, name, search);
}

/** What `export *` hands on. */
function starExport(module: SourceModule, name: string, search: Search): ExportTarget | null {
  if (name === 'default') return null;
  const packages: ExportTarget[] = [];
  for (const statement of module.program.body) {
    const specifier = starSpecifier(statement);
    const found = specifier === null ? null : searchImport(specifier, name, module, search);
    if (found?.kind === 'package') packages.push(found);
    else if (found) return found;
  }
  // A package may export anything: it is the answer when no file has the name, and no other package may have it.
  const [only, ...others] = packages;
  return only && others.length === 0 ? only : null;
}

/** The file of `export * from './x'`, and of what compilers make of it: `__exportStar(require('./x'), exports)`. */
function starSpecifier(statement: TSESTree.ProgramStatement): string | null {
  if (statement.type === 'ExportAllDeclaration') return statement.exported ? null : statement.source.value;
  const call = callOf(statement);
  const [argument] = call && calleeName(call) === '__exportStar' ? call.arguments : [];
  return (argument && loadedModule(argument)?.specifier) ?? null;
}

function esExport(
  statement: TSESTree.ProgramStatement,
  name: string,
  module: SourceModule,
  search: Search,
): ExportTarget | null {
  switch (statement.type) {
    case 'ExportNamedDeclaration': {
      const { declaration, source } = statement;
      if (declaration) return declaredNames(declaration).includes(name) ? bindingTarget(module, name, search) : null;
      for (const specifier of statement.specifiers) {
        if (nameOf(specifier.exported) !== name) continue;
        const local = nameOf(specifier.local);
        return source ? searchImport(source.value, local, module, search) : bindingTarget(module, local, search);
      }
      return null;
    }
    case 'ExportDefaultDeclaration':
      return name === 'default' ? targetOf(statement.declaration, module, search) : null;
    case 'ExportAllDeclaration':
      return statement.exported && nameOf(statement.exported) === name
        ? searchImport(statement.source.value, NAMESPACE, module, search)
        : null;
    default:
      return null;
  }
}

function declaredNames(declaration: TSESTree.NamedExportDeclarations): readonly string[] {
  if (declaration.type === 'VariableDeclaration')
    return declaration.declarations.flatMap(({ id }) => namesIn(id)).map(({ name }) => name);
  return declaration.id?.type === 'Identifier' ? [declaration.id.name] : [];
}

function bindingTarget(module: SourceModule, name: string, search: Search): ExportTarget | null {
  const binding = module.scopes.lookUp(name, module.program);
  if (!binding) return null;
  const imported = importOf(binding);
  return imported
    ? searchImport(imported.specifier, imported.name, module, search)
    : { kind: 'binding', module, binding };
}

/** What an imported name stands for; `null` when the binding is not an import or names a missing export. */
export function importedTarget(binding: Binding, module: SourceModule, loader: ModuleLoader): ExportTarget | null {
  const imported = importOf(binding);
  return imported && importTarget(imported.specifier, imported.name, module, loader);
}

/** The specifier and the exported name behind an import binding; `*` for a namespace. */
export function importOf(binding: Binding): { readonly specifier: string; readonly name: string } | null {
  const { declaration } = binding;
  switch (declaration.type) {
    case 'ImportSpecifier':
      return { specifier: sourceOf(declaration), name: nameOf(declaration.imported) };
    case 'ImportDefaultSpecifier':
      return { specifier: sourceOf(declaration), name: 'default' };
    case 'ImportNamespaceSpecifier':
      return { specifier: sourceOf(declaration), name: NAMESPACE };
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = declaration;
      return moduleReference.type === 'TSExternalModuleReference'
        ? { specifier: moduleReference.expression.value, name: NAMESPACE }
        : null;
    }
    default:
      return null;
  }
}

function sourceOf(specifier: TSESTree.ImportClause): string {
  return (specifier.parent as TSESTree.ImportDeclaration).source.value;
}

/** A name in a list of imports or exports, which may be written as text. */
export function nameOf(node: TSESTree.Identifier | TSESTree.StringLiteral): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** An exported expression; a plain name is looked through. */
function targetOf(node: TSESTree.Node, module: SourceModule, search: Search): ExportTarget | null {
  const inner = unwrap(node);
  if (inner.type === 'Identifier') return bindingTarget(module, inner.name, search);
  return { kind: 'expression', module, node: inner, path: [] };
}

/** The right side of `module.exports = …` or `export = …`, which is how a JSON file is loaded, too. */
function wholeExport({ program }: SourceModule): TSESTree.Node | null {
  let whole: TSESTree.Node | null = null;
  for (const statement of program.body) {
    if (statement.type === 'TSExportAssignment') return statement.expression;
    for (const { target, value } of assignments(statement)) {
      if (isModuleExports(target)) whole = value;
    }
  }
  return whole;
}

function commonJsExport(module: SourceModule, name: string, search: Search): ExportTarget | null {
  let found: TSESTree.Node | null = null;
  for (const statement of module.program.body) {
    for (const { target, value } of assignments(statement)) {
      if (target.type === 'MemberExpression' && isExportsObject(target.object) && memberKey(target) === name)
        found = value;
    }
    found = definedExport(statement, name) ?? found;
  }
  const whole = found ? null : wholeExport(module);
  if (whole && name !== 'default') {
    const loaded = loadedModule(whole);
    return loaded && !loaded.isDefault
      ? searchImport(loaded.specifier, name, module, search)
      : { kind: 'expression', module, node: whole, path: [name] };
  }
  // `import options from './options.cjs'`: the default of a CommonJS module is the module.
  const value = found ?? whole;
  return value && targetOf(value, module, search);
}

/** `a = b = c` as the pairs (a, c), (b, c). */
function* assignments(statement: TSESTree.Node): Generator<{ target: TSESTree.Node; value: TSESTree.Node }> {
  if (statement.type !== 'ExpressionStatement') return;
  const targets: TSESTree.Node[] = [];
  let value = unwrap(statement.expression);
  while (value.type === 'AssignmentExpression' && value.operator === '=') {
    targets.push(unwrap(value.left));
    value = unwrap(value.right);
  }
  for (const target of targets) yield { target, value };
}

interface DefinedProperty {
  readonly name: string;
  readonly descriptor: TSESTree.ObjectExpression;
}

/** `Object.defineProperty(exports, 'name', { … })`. */
function definedProperty(call: TSESTree.CallExpression): DefinedProperty | null {
  const { callee } = call;
  const [object, key, descriptor] = call.arguments;
  if (callee.type !== 'MemberExpression' || memberKey(callee) !== 'defineProperty') return null;
  if (!object || !isExportsObject(object) || !key || descriptor?.type !== 'ObjectExpression') return null;
  const name = stringOf(key);
  return name === null ? null : { name, descriptor };
}

/** The call that a statement consists of. */
function callOf(statement: TSESTree.Node): TSESTree.CallExpression | null {
  if (statement.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression') return null;
  return statement.expression;
}

/** The value or the getter body of `Object.defineProperty(exports, 'name', { get: function () { return x; } })`. */
function definedExport(statement: TSESTree.Node, name: string): TSESTree.Node | null {
  const call = callOf(statement);
  const defined = call && definedProperty(call);
  if (defined?.name !== name) return null;
  const { descriptor } = defined;
  for (const property of descriptor.properties) {
    if (property.type !== 'Property') continue;
    const field = plainKey(property.key, property.computed);
    if (field === 'value') return property.value;
    if (field !== 'get' || !isFunction(property.value)) continue;
    const { body } = property.value;
    if (body.type !== 'BlockStatement') return body;
    const [only] = body.body;
    if (only?.type === 'ReturnStatement') return only.argument;
  }
  return null;
}

function isModuleExports(node: TSESTree.Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    memberKey(node) === 'exports'
  );
}

function isExportsObject(node: TSESTree.Node): boolean {
  return isModuleExports(node) || (node.type === 'Identifier' && node.name === 'exports');
}

/** The names that a file exports by itself, for a namespace used as an object. `null`: it passes on names of another file. */
export function exportNames(module: SourceModule): readonly string[] | null {
  const names = new Set<string>();
  for (const statement of module.program.body) {
    if (statement.type === 'ExportAllDeclaration') {
      if (!statement.exported) return null;
      names.add(nameOf(statement.exported));
    } else if (statement.type === 'ExportDefaultDeclaration') {
      names.add('default');
    } else if (statement.type === 'ExportNamedDeclaration') {
      // No type is there when it runs.
      if (statement.exportKind === 'type') continue;
      if (statement.declaration) for (const name of declaredNames(statement.declaration)) names.add(name);
      for (const specifier of statement.specifiers) names.add(nameOf(specifier.exported));
    } else {
      const call = callOf(statement);
      const defined = call && definedProperty(call);
      // It is not enumerable: no spread copies it.
      if (defined && defined.name !== '__esModule') names.add(defined.name);
      // `__exportStar(require('./x'), exports)`, `Object.assign(exports, x)`.
      if (call && !defined && call.arguments.some(isExportsObject)) return null;
      for (const { target } of assignments(statement)) {
        const key = target.type === 'MemberExpression' && isExportsObject(target.object) ? memberKey(target) : null;
        if (key !== null) names.add(key);
      }
    }
  }
  return [...names];
}
