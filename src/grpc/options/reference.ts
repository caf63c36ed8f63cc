/**
 * What does a name or a member chain refer to: `grpc.credentials.createInsecure` → `@grpc/grpc-js`, `credentials.createInsecure`.
 *
 * Follows ES imports, `require` and its destructuring, `import x = require()`, `await import()`, the wrappers of compiled
 * code, aliases (`const g = grpc`), fields (`this.grpc = grpc`) and re-exports through files of the project.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { type ExportTarget, NAMESPACE, exportTarget, importOf, importTarget } from './module-exports.js';
import { type Binding, isFunction } from './scope.js';
import { type ModuleLoader, type SourceModule, moduleOf } from './source-module.js';
import { isClass, loadedModule, memberKey, plainKey, thisClass, unwrap } from './syntax.js';

/** An export as an import names it. A default import has `default` first: `['default', 'Client']`; a namespace has `[]`. */
export interface ImportedName {
  readonly module: string;
  readonly path: readonly string[];
}

export type Reference = ReferenceTarget & {
  /**
   * Every import on the way, the nearest first: `./grpc` `Client`, then `@grpc/grpc-js` `Client`. Of a package that is not
   * part of the project the last one is the answer.
   */
  readonly imports: readonly ImportedName[];
};

export type ReferenceTarget =
  /** An export of a package, or of a file that is not to be had. It is the last of `imports`, too. */
  | { readonly kind: 'package'; readonly exported: ImportedName }
  /** A global: `['Object', 'assign']`, `['undefined']`. */
  | { readonly kind: 'global'; readonly path: readonly string[] }
  /** All exports of a file of the project. */
  | { readonly kind: 'module'; readonly module: SourceModule }
  /** A function, class, enum or expression of the project that is not a name itself. */
  | { readonly kind: 'node'; readonly module: SourceModule; readonly node: TSESTree.Node }
  /** A name with more than one value, or none that is written: a parameter, a reassigned `let`, a loop variable. */
  | { readonly kind: 'binding'; readonly module: SourceModule; readonly binding: Binding };

const MAX_STEPS = 40;

/** By loader, which stands for the linted file: what its imports lead to may differ from that of the next one. */
const references = new WeakMap<ModuleLoader, Map<TSESTree.Node, Reference | null>>();

/**
 * What an expression refers to; `null` when it is not a name, a member of one, a loaded module, a function or a class. The
 * answer is kept.
 * Flow is not considered: a field or variable counts when exactly one place writes it.
 */
export function referenceOf(node: TSESTree.Node, loader: ModuleLoader): Reference | null {
  let known = references.get(loader);
  if (!known) references.set(loader, (known = new Map<TSESTree.Node, Reference | null>()));
  let reference = known.get(node);
  if (reference === undefined) known.set(node, (reference = new ReferenceFollower(loader).follow(node)));
  return reference;
}

/**
 * Is this export of one of these modules referred to? `default` in front is ignored, since `import grpc from` gives the
 * same object as `import * as grpc from` for a CommonJS package.
 *
 * @param name - the export, dots for members: `credentials.createInsecure`
 */
export function isExportOf(reference: Reference | null, modules: readonly string[], name: string): boolean {
  return (
    reference?.imports.some(({ module, path }) => {
      const [first, ...rest] = path;
      return modules.includes(module) && (path.join('.') === name || (first === 'default' && rest.join('.') === name));
    }) ?? false
  );
}

class ReferenceFollower {
  private steps = 0;
  private readonly loader: ModuleLoader;

  constructor(loader: ModuleLoader) {
    this.loader = loader;
  }

  follow(node: TSESTree.Node): Reference | null {
    if (this.steps++ > MAX_STEPS) return null;
    const inner = unwrap(node);
    const module = moduleOf(inner);
    if (!module) return null;
    const loaded = loadedModule(inner);
    if (loaded) return this.import(loaded.specifier, NAMESPACE, module);
    if (isFunction(inner) || isClass(inner)) return { kind: 'node', module, node: inner, imports: [] };
    switch (inner.type) {
      case 'Identifier':
        return this.name(inner, module);
      case 'MemberExpression': {
        const key = memberKey(inner);
        if (key === null) return null;
        if (unwrap(inner.object).type === 'ThisExpression') return this.field(inner, key);
        const object = this.follow(inner.object);
        return object && this.member(object, key);
      }
      case 'ConditionalExpression':
        return this.interop(inner.consequent, inner.alternate);
      case 'LogicalExpression':
        return this.interop(inner.left, inner.right);
      case 'TSQualifiedName': {
        const object = this.follow(inner.left);
        return object && this.member(object, inner.right.name);
      }
      default:
        return null;
    }
  }

  /** What an expression refers to, or else the expression itself. */
  private value(node: TSESTree.Node, module: SourceModule): Reference {
    return this.follow(node) ?? { kind: 'node', module, node: unwrap(node), imports: [] };
  }

  /** A loaded package or its `default`, which are the same for CommonJS: `loaded.default ?? loaded`. */
  private interop(first: TSESTree.Node, second: TSESTree.Node): Reference | null {
    const [one, other] = [this.follow(first), this.follow(second)];
    if (one?.kind !== 'package' || other?.kind !== 'package') return null;
    const { module } = one.exported;
    const isWhole = [one, other].every(({ exported: { path } }) => /^(?:default)?$/.test(path.join()));
    if (other.exported.module !== module || !isWhole) return null;
    const exported = { module, path: [] };
    return { kind: 'package', exported, imports: [exported] };
  }

  private name(name: TSESTree.Identifier, module: SourceModule): Reference | null {
    const binding = module.scopes.bindingOf(name);
    return binding ? this.binding(binding, module) : { kind: 'global', path: [name.name], imports: [] };
  }

  private binding(binding: Binding, module: SourceModule): Reference | null {
    const { declaration } = binding;
    const imported = importOf(binding);
    if (imported) return this.import(imported.specifier, imported.name, module);
    const asIs: Reference = { kind: 'binding', module, binding, imports: [] };
    switch (declaration.type) {
      case 'TSImportEqualsDeclaration':
        return this.follow(declaration.moduleReference);
      case 'VariableDeclarator': {
        const initial = binding.isRedeclared ? null : onlyValue(binding, declaration, module);
        const path = patternPath(declaration.id, binding.identifier);
        if (!initial || !path) return asIs;
        const isName = initial.type === 'Identifier' || initial.type === 'MemberExpression';
        const reference = isName ? this.follow(initial) : this.value(initial, module);
        return (reference && this.members(reference, path)) ?? asIs;
      }
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'TSEnumDeclaration':
        return binding.kind === 'parameter' || binding.isRedeclared
          ? asIs
          : { kind: 'node', module, node: declaration, imports: [] };
      default:
        return asIs;
    }
  }

  private import(specifier: string, name: string, from: SourceModule): Reference | null {
    const target = importTarget(specifier, name, from, this.loader);
    const nearest: ImportedName = { module: specifier, path: name === NAMESPACE ? [] : [name] };
    const reference = target && this.target(target);
    const isNearest = target?.kind === 'package' && target.specifier === specifier;
    if (!reference || isNearest) return reference;
    return { ...reference, imports: [nearest, ...reference.imports] };
  }

  private target(target: ExportTarget): Reference | null {
    switch (target.kind) {
      case 'package': {
        const exported = { module: target.specifier, path: target.path };
        return { kind: 'package', exported, imports: [exported] };
      }
      case 'namespace':
        return { kind: 'module', module: target.module, imports: [] };
      case 'binding':
        return this.binding(target.binding, target.module);
      case 'expression':
        return this.members(this.value(target.node, target.module), target.path);
    }
  }

  private members(reference: Reference, path: readonly string[]): Reference | null {
    let current: Reference | null = reference;
    for (const key of path) current = current && this.member(current, key);
    return current;
  }

  private member(object: Reference, key: string): Reference | null {
    const imports = object.imports.map(({ module, path }) => ({ module, path: [...path, key] }));
    switch (object.kind) {
      case 'package': {
        const { module, path } = object.exported;
        return { kind: 'package', exported: { module, path: [...path, key] }, imports };
      }
      case 'global':
        return { kind: 'global', path: [...object.path, key], imports };
      case 'module': {
        const target = exportTarget(object.module, key, this.loader);
        const found = target && this.target(target);
        return found && { ...found, imports: [...imports, ...found.imports] };
      }
      case 'node': {
        const value = memberValue(object.node, key);
        if (!value) return null;
        const found = this.value(value, object.module);
        return { ...found, imports: [...imports, ...found.imports] };
      }
      case 'binding':
        return null;
    }
  }

  /** `this.x`, when exactly one place in the class gives it a value. */
  private field(node: TSESTree.MemberExpression, key: string): Reference | null {
    const owner = thisClass(node);
    const module = moduleOf(node);
    if (!owner || !module) return null;
    const [value, ...others] = fieldValues(owner.body, key, module);
    if (!value || others.length > 0) return null;
    return this.value(value, module);
  }
}

/** The one expression that gives a variable its value: the initial one, or else the only assignment. */
function onlyValue(
  binding: Binding,
  declarator: TSESTree.VariableDeclarator,
  module: SourceModule,
): TSESTree.Node | null {
  const values = declarator.init ? [declarator.init] : [];
  for (const reference of module.scopes.referencesOf(binding)) {
    const { parent } = reference;
    if (parent.type === 'AssignmentExpression' && parent.left === reference && parent.operator === '=') {
      values.push(parent.right);
    } else if (isWrite(reference)) {
      return null;
    }
  }
  const [value, ...others] = values;
  return value && others.length === 0 ? unwrap(value) : null;
}

/** Does this use give the name a value that no expression shows: `x++`, `[x] = …`, `for (x of …)`? */
function isWrite(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === name;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'Property':
      return parent.parent.type === 'ObjectPattern' && parent.value === name;
    default:
      return false;
  }
}

/** The keys that lead from the value of a pattern to a name in it; `null` when a default or rest is on the way. */
function patternPath(pattern: TSESTree.Node, name: TSESTree.Identifier): readonly string[] | null {
  if (pattern === name) return [];
  if (pattern.type !== 'ObjectPattern') return null;
  for (const property of pattern.properties) {
    if (property.type !== 'Property') continue;
    const key = plainKey(property.key, property.computed);
    const path = patternPath(property.value, name);
    if (path) return key === null ? null : [key, ...path];
  }
  return null;
}

/** A static member of a class, or a property of an object literal; `null` where a getter makes it. */
function memberValue(node: TSESTree.Node, key: string): TSESTree.Node | null {
  if (node.type === 'ObjectExpression') {
    const last = node.properties.findLast(
      (property) => property.type === 'SpreadElement' || plainKey(property.key, property.computed) === key,
    );
    return last?.type === 'Property' && last.kind === 'init' ? last.value : null;
  }
  if (!isClass(node)) return null;
  const member = node.body.body.find(
    (candidate) => 'key' in candidate && candidate.static && plainKey(candidate.key, candidate.computed) === key,
  );
  if (member?.type === 'MethodDefinition' && member.kind !== 'method') return null;
  return member && 'value' in member ? member.value : null;
}

/** Everything that is written to `this.key` in a class: the field's initial value and assignments. */
function fieldValues(body: TSESTree.ClassBody, key: string, module: SourceModule): TSESTree.Node[] {
  const values: TSESTree.Node[] = [];
  for (const member of body.body) {
    if (member.type === 'PropertyDefinition' && member.value && plainKey(member.key, member.computed) === key) {
      values.push(member.value);
    }
  }
  for (const self of module.scopes.thisReferences()) {
    const { parent } = self;
    if (parent.type !== 'MemberExpression' || memberKey(parent) !== key || thisClass(self)?.body !== body) continue;
    const user = parent.parent;
    if (user.type === 'AssignmentExpression' && user.left === parent) values.push(user.right);
  }
  return values;
}
