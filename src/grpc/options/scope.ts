/**
 * Which declaration does a name refer to? Answered from the tree alone, the same way for the linted file and for files that
 * ESLint did not parse: it offers a scope manager only for the former, and espree returns none.
 */
import type { TSESTree } from '@typescript-eslint/utils';

export type BindingKind =
  'import' | 'const' | 'let' | 'var' | 'function' | 'class' | 'parameter' | 'catch' | 'enum' | 'namespace';

/** A declared name. */
export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** The name where it is declared. */
  readonly identifier: TSESTree.Identifier;
  /**
   * What declares it: a `VariableDeclarator`, an import specifier, a function, class, enum or namespace; for a parameter the
   * function, for a caught error the `CatchClause`.
   */
  readonly declaration: TSESTree.Node;
  /** The function, static block, namespace or program in whose body the name lives. */
  readonly home: TSESTree.Node;
  /** Declared twice (`var x; var x;`, overloads aside): whoever wants one value has none. */
  readonly isRedeclared: boolean;
}

type MutableBinding = { -readonly [Key in keyof Binding]: Binding[Key] };
type ScopeNames = Map<string, MutableBinding>;

/** All names of one file. */
export interface Scopes {
  /** The declaration that this name refers to where it stands, or `null`: a global, or not declared here. */
  bindingOf(name: TSESTree.Identifier): Binding | null;
  /** The declaration that `name` would refer to if it stood at `node`. */
  lookUp(name: string, node: TSESTree.Node): Binding | null;
  /** Every use of the name, in the order of the text; the declaring identifier is not one. */
  referencesOf(binding: Binding): readonly TSESTree.Identifier[];
  /** Every `this` of the file, in the order of the text. */
  thisReferences(): readonly TSESTree.ThisExpression[];
}

/** Keys of nodes that hold no expression or that lead back up. */
const SKIPPED_KEYS = new Set([
  'parent',
  'loc',
  'range',
  'tokens',
  'comments',
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeArguments',
  'superTypeParameters',
]);

/** The child nodes that can hold an expression, in the order of the tree's keys. Types are left out. */
export function childrenOf(node: TSESTree.Node): TSESTree.Node[] {
  const children: TSESTree.Node[] = [];
  // Once for every node of a file: without an array of entries it takes a third of the time.
  for (const key of Object.keys(node)) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (typeof value !== 'object' || value === null || SKIPPED_KEYS.has(key)) continue;
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) children.push(item);
    } else if (isNode(value)) {
      children.push(value);
    }
  }
  return children;
}

function isNode(value: unknown): value is TSESTree.Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

export function isFunction(node: TSESTree.Node): node is TSESTree.FunctionLike {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'TSDeclareFunction' ||
    node.type === 'TSEmptyBodyFunctionExpression'
  );
}

/** Where a `var` lives, and where straight-line code begins and ends. */
function isHome(node: TSESTree.Node): boolean {
  return isFunction(node) || node.type === 'Program' || node.type === 'StaticBlock' || node.type === 'TSModuleBlock';
}

/** The innermost function, static block, namespace or program around a node. */
export function homeOf(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  while (current.parent) {
    current = current.parent;
    if (isHome(current)) return current;
  }
  return current;
}

/** The names that a pattern declares. */
export function* namesIn(pattern: TSESTree.Node): Generator<TSESTree.Identifier> {
  switch (pattern.type) {
    case 'Identifier':
      yield pattern;
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        yield* namesIn(property.type === 'RestElement' ? property.argument : property.value);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element) yield* namesIn(element);
      break;
    case 'AssignmentPattern':
      yield* namesIn(pattern.left);
      break;
    case 'RestElement':
      yield* namesIn(pattern.argument);
      break;
    case 'TSParameterProperty':
      yield* namesIn(pattern.parameter);
      break;
    default:
  }
}

/** Reads the declarations of a file. Sets `parent` on every node that has none, as files parsed by espree alone do. */
export function analyzeScopes(program: TSESTree.Program): Scopes {
  const scopes = new WeakMap<TSESTree.Node, ScopeNames>();
  const identifiers = new Map<string, TSESTree.Identifier[]>();
  const selves: TSESTree.ThisExpression[] = [];
  const references = new WeakMap<Binding, readonly TSESTree.Identifier[]>();

  function declare(
    scope: TSESTree.Node,
    kind: BindingKind,
    identifier: TSESTree.Identifier,
    declaration: TSESTree.Node,
  ) {
    const names: ScopeNames = scopes.get(scope) ?? new Map<string, MutableBinding>();
    scopes.set(scope, names);
    const before = names.get(identifier.name);
    const home = isHome(scope) ? scope : homeOf(scope);
    const binding: MutableBinding = { name: identifier.name, kind, identifier, declaration, home, isRedeclared: false };
    if (!before) {
      names.set(identifier.name, binding);
    } else if (before.declaration.type === 'TSDeclareFunction' || before.kind === 'namespace') {
      names.set(identifier.name, binding);
    } else if (declaration.type !== 'TSDeclareFunction' && kind !== 'namespace') {
      before.isRedeclared = true;
    }
  }

  function declareAt(node: TSESTree.Node): void {
    switch (node.type) {
      case 'VariableDeclaration': {
        const scope = node.kind === 'var' ? homeOf(node) : blockOf(node);
        const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
        for (const declarator of node.declarations) {
          for (const name of namesIn(declarator.id)) declare(scope, kind, name, declarator);
        }
        break;
      }
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (node.id) declare(blockOf(node), 'function', node.id, node);
        declareParameters(node);
        break;
      case 'FunctionExpression':
        declareParameters(node);
        if (node.id && !scopes.get(node)?.has(node.id.name)) declare(node, 'function', node.id, node);
        break;
      case 'ArrowFunctionExpression':
        declareParameters(node);
        break;
      case 'ClassDeclaration':
        if (node.id) declare(blockOf(node), 'class', node.id, node);
        break;
      case 'ClassExpression':
        if (node.id) declare(node, 'class', node.id, node);
        break;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) declare(blockOf(node), 'import', specifier.local, specifier);
        break;
      case 'TSImportEqualsDeclaration':
        declare(blockOf(node), 'import', node.id, node);
        break;
      case 'TSEnumDeclaration':
        declare(blockOf(node), 'enum', node.id, node);
        break;
      case 'TSModuleDeclaration':
        if (node.id.type === 'Identifier') declare(blockOf(node), 'namespace', node.id, node);
        break;
      case 'CatchClause':
        if (node.param) for (const name of namesIn(node.param)) declare(node, 'catch', name, node);
        break;
      case 'Identifier': {
        const sameName = identifiers.get(node.name);
        if (sameName) sameName.push(node);
        else identifiers.set(node.name, [node]);
        break;
      }
      case 'ThisExpression':
        selves.push(node);
        break;
      default:
    }
  }

  function declareParameters(node: TSESTree.FunctionLike): void {
    for (const parameter of node.params) {
      for (const name of namesIn(parameter)) declare(node, 'parameter', name, node);
    }
  }

  function lookUp(name: string, node: TSESTree.Node): Binding | null {
    for (let current: TSESTree.Node | undefined = node; current; current = current.parent) {
      const binding = scopes.get(current)?.get(name);
      if (binding) return binding;
    }
    return null;
  }

  // An explicit stack: generated files nest deeper than the call stack allows.
  const pending: TSESTree.Node[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    declareAt(node);
    for (const child of childrenOf(node)) {
      // The linted file has its parents already, and they may be read-only there.
      if (!(child as { parent?: unknown }).parent) (child as { parent: TSESTree.Node }).parent = node;
      pending.push(child);
    }
  }
  const byPosition = (a: TSESTree.Node, b: TSESTree.Node) => a.range[0] - b.range[0];
  for (const sameName of identifiers.values()) sameName.sort(byPosition);
  selves.sort(byPosition);

  return {
    lookUp,
    thisReferences: () => selves,
    bindingOf: (name) => lookUp(name.name, name),
    referencesOf(binding) {
      let found = references.get(binding);
      if (!found) {
        found = (identifiers.get(binding.name) ?? []).filter(
          (name) => name !== binding.identifier && isReference(name) && lookUp(name.name, name) === binding,
        );
        references.set(binding, found);
      }
      return found;
    },
  };
}

/** The block, or what takes its place, in which a `let`, `const`, `class` or `function` is visible. */
function blockOf(declaration: TSESTree.Node): TSESTree.Node {
  let current: TSESTree.Node | undefined = declaration.parent;
  while (current) {
    if (
      isHome(current) ||
      current.type === 'BlockStatement' ||
      current.type === 'ForStatement' ||
      current.type === 'ForOfStatement' ||
      current.type === 'ForInStatement' ||
      current.type === 'SwitchStatement'
    ) {
      return current;
    }
    current = current.parent;
  }
  return declaration;
}

/** Does the identifier stand for a value, rather than name a property, a label, an import or a declaration? */
function isReference(name: TSESTree.Identifier): boolean {
  const { parent } = name;
  switch (parent.type) {
    case 'MemberExpression':
      return parent.object === name || parent.computed;
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return parent.value === name || parent.computed;
    case 'ExportSpecifier':
      return parent.local === name;
    case 'ImportSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
    case 'TSEnumMember':
      return parent.type === 'TSEnumMember' && parent.initializer === name;
    case 'TSQualifiedName':
      return parent.left === name;
    default:
      return true;
  }
}
