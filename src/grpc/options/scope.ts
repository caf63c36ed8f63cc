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
export function namesIn(pattern: TSESTree.Node): readonly TSESTree.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'TSParameterProperty':
      return namesIn(pattern.parameter);
    default:
      return [];
  }
}

/**
 * The names of a file, each worked out when it is asked for: most files are asked about a few names, and a walk over the whole
 * tree would cost more than all else that is done with them.
 *
 * @param text - what the ranges of the tree count in; it tells where a name stands
 */
export function analyzeScopes(program: TSESTree.Program, text: string): Scopes {
  const scopes = new Map<TSESTree.Node, ScopeNames>();
  const identifiers = new Map<string, readonly TSESTree.Identifier[]>();
  const references = new Map<Binding, readonly TSESTree.Identifier[]>();
  let selves: readonly TSESTree.ThisExpression[] | null = null;
  if (!hasParents(program)) setParents(program);

  function namesOf(scope: TSESTree.Node): ScopeNames {
    let names = scopes.get(scope);
    if (!names) scopes.set(scope, (names = declaredIn(scope)));
    return names;
  }

  function lookUp(name: string, node: TSESTree.Node): Binding | null {
    for (let current: TSESTree.Node | null | undefined = node; current; current = current.parent) {
      const binding = isScope(current) ? namesOf(current).get(name) : undefined;
      if (binding) return binding;
    }
    return null;
  }

  function identifiersNamed(name: string): readonly TSESTree.Identifier[] {
    let found = identifiers.get(name);
    if (!found) {
      const isNamed = (node: TSESTree.Node): node is TSESTree.Identifier =>
        node.type === 'Identifier' && node.name === name;
      identifiers.set(name, (found = nodesAt(program, text, name, isNamed)));
    }
    return found;
  }

  return {
    lookUp,
    thisReferences: () => (selves ??= nodesAt(program, text, 'this', isThis)),
    bindingOf: (name) => lookUp(name.name, name),
    referencesOf(binding) {
      let found = references.get(binding);
      if (!found) {
        found = identifiersNamed(binding.name).filter(
          (name) => name !== binding.identifier && isReference(name) && lookUp(name.name, name) === binding,
        );
        references.set(binding, found);
      }
      return found;
    },
  };
}

function isThis(node: TSESTree.Node): node is TSESTree.ThisExpression {
  return node.type === 'ThisExpression';
}

function hasParents({ body }: TSESTree.Program): boolean {
  const [first] = body as readonly { readonly parent?: unknown }[];
  return !first || Boolean(first.parent);
}

/** For files that ESLint did not traverse. An explicit stack: generated files nest deeper than the call stack allows. */
function setParents(program: TSESTree.Program): void {
  const pending: TSESTree.Node[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    for (const child of childrenOf(node)) {
      (child as { parent: TSESTree.Node }).parent = node;
      pending.push(child);
    }
  }
}

/** The nodes that a word of the text is part of, found without a look at the rest of the tree; in the order of the text. */
function nodesAt<Found extends TSESTree.Node>(
  program: TSESTree.Program,
  text: string,
  word: string,
  isFound: (node: TSESTree.Node) => node is Found,
): Found[] {
  const places = placesOf(word, text);
  const found: Found[] = [];
  const pending: TSESTree.Node[] = [program];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (isFound(node)) found.push(node);
    for (const child of childrenOf(node)) if (places === null || holds(child, places)) pending.push(child);
  }
  return found.sort((a, b) => a.range[0] - b.range[0]);
}

/** Where a word stands in the text; `null`: anywhere, since a name may be spelt with escapes. */
function placesOf(word: string, text: string): readonly number[] | null {
  if (text.includes('\\u')) return null;
  const places: number[] = [];
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\w$]/.test(text.charAt(at - 1)) && !/[\w$]/.test(text.charAt(at + word.length))) places.push(at);
  }
  return places;
}

/** @param places - ascending */
function holds(node: TSESTree.Node, places: readonly number[]): boolean {
  const start = startOf(node);
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const place = places[low];
  return place !== undefined && place < node.range[1];
}

/** The decorators of an exported class may stand before the export, outside of its range. */
function startOf(node: TSESTree.Node): number {
  if (node.type !== 'ExportNamedDeclaration' && node.type !== 'ExportDefaultDeclaration') return node.range[0];
  const { decorators } = (node.declaration ?? {}) as { decorators?: readonly TSESTree.Decorator[] };
  return Math.min(node.range[0], decorators?.[0]?.range[0] ?? Infinity);
}

/** Can names be declared in it? */
function isScope(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'BlockStatement':
    case 'CatchClause':
    case 'ClassExpression':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'ForStatement':
    case 'SwitchStatement':
      return true;
    default:
      return isHome(node);
  }
}

/** The names that are declared in a scope itself, not in one inside it. */
function declaredIn(scope: TSESTree.Node): ScopeNames {
  const names: ScopeNames = new Map();
  const home = isHome(scope) ? scope : homeOf(scope);
  const declare = (kind: BindingKind, identifier: TSESTree.Identifier, declaration: TSESTree.Node): void => {
    const before = names.get(identifier.name);
    if (!before || before.declaration.type === 'TSDeclareFunction' || before.kind === 'namespace') {
      names.set(identifier.name, {
        name: identifier.name,
        kind,
        identifier,
        declaration,
        home,
        isRedeclared: false,
      });
    } else if (declaration.type !== 'TSDeclareFunction' && kind !== 'namespace') {
      before.isRedeclared = true;
    }
  };
  const declareVariables = ({ kind, declarations }: TSESTree.VariableDeclaration): void => {
    const bindingKind = kind === 'var' || kind === 'let' ? kind : 'const';
    for (const declarator of declarations) {
      for (const name of namesIn(declarator.id)) declare(bindingKind, name, declarator);
    }
  };

  if (isFunction(scope)) {
    for (const parameter of scope.params) for (const name of namesIn(parameter)) declare('parameter', name, scope);
  } else if (scope.type === 'CatchClause') {
    if (scope.param) for (const name of namesIn(scope.param)) declare('catch', name, scope);
  }
  for (const statement of statementsIn(scope)) {
    switch (statement.type) {
      case 'VariableDeclaration':
        if ((statement.kind === 'var' ? homeOf(statement) : blockOf(statement)) === scope) declareVariables(statement);
        break;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (statement.id && blockOf(statement) === scope) declare('function', statement.id, statement);
        break;
      case 'ClassDeclaration':
        if (statement.id && blockOf(statement) === scope) declare('class', statement.id, statement);
        break;
      case 'ImportDeclaration':
        for (const specifier of statement.specifiers) declare('import', specifier.local, specifier);
        break;
      case 'TSImportEqualsDeclaration':
        declare('import', statement.id, statement);
        break;
      case 'TSEnumDeclaration':
        if (blockOf(statement) === scope) declare('enum', statement.id, statement);
        break;
      case 'TSModuleDeclaration':
        if (statement.id.type === 'Identifier') declare('namespace', statement.id, statement);
        break;
      default:
    }
  }
  if (
    (scope.type === 'FunctionExpression' || scope.type === 'ClassExpression') &&
    scope.id &&
    !names.has(scope.id.name)
  )
    declare(scope.type === 'ClassExpression' ? 'class' : 'function', scope.id, scope);
  return names;
}

/** The statements inside a scope that may declare a name in it: those of blocks inside it only for the sake of `var`. */
function statementsIn(scope: TSESTree.Node): readonly TSESTree.Node[] {
  const hasVariables = isHome(scope);
  const statements: TSESTree.Node[] = [];
  const pending = [...partsOf(scope)];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!node) continue;
    statements.push(node);
    if (!isHome(node) && (hasVariables || !isBlock(node))) pending.push(...partsOf(node));
  }
  return statements;
}

/** The statements, and what takes their place, directly inside a statement, a function or a program. */
function partsOf(node: TSESTree.Node): readonly (TSESTree.Node | null | undefined)[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return node.body;
    case 'IfStatement':
      return [node.consequent, node.alternate];
    case 'ForStatement':
      return [node.init, node.body];
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.left, node.body];
    case 'TryStatement':
      return [node.block, node.handler, node.finalizer];
    case 'SwitchStatement':
      return node.cases.flatMap(({ consequent }) => consequent);
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return [node.declaration];
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'LabeledStatement':
    case 'WithStatement':
    case 'CatchClause':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [node.body];
    default:
      return [];
  }
}

/** The block, or what takes its place, in which a `let`, `const`, `class` or `function` is visible. */
function blockOf(declaration: TSESTree.Node): TSESTree.Node {
  let current = declaration.parent;
  while (current && !isBlock(current)) current = current.parent;
  return current ?? declaration;
}

function isBlock(node: TSESTree.Node): boolean {
  return isScope(node) && node.type !== 'CatchClause' && node.type !== 'ClassExpression';
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
