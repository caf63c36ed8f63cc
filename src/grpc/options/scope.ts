/**
 * Which declaration does a name refer to? Answered from the tree alone, the same way for the linted file and for files that
 * ESLint did not parse: it offers a scope manager only for the former, and espree returns none.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { type InnerNode, type Pattern, partsOfPattern } from './syntax.js';

/** What declares a name; for a parameter it is the function. */
type Declared =
  | { readonly kind: 'import'; readonly declaration: TSESTree.ImportClause | TSESTree.TSImportEqualsDeclaration }
  | { readonly kind: 'const' | 'let' | 'var'; readonly declaration: TSESTree.VariableDeclarator }
  | { readonly kind: 'parameter'; readonly declaration: TSESTree.FunctionLike; readonly pattern: Pattern }
  | { readonly kind: 'function'; readonly declaration: TSESTree.FunctionLike }
  | { readonly kind: 'class'; readonly declaration: TSESTree.ClassDeclaration | TSESTree.ClassExpression }
  | { readonly kind: 'error'; readonly declaration: TSESTree.CatchClause }
  | { readonly kind: 'enum'; readonly declaration: TSESTree.TSEnumDeclaration }
  | { readonly kind: 'namespace'; readonly declaration: TSESTree.TSModuleDeclaration };

/** A declared name. */
export type Binding = Declared & {
  readonly name: string;
  /** The name where it is declared. */
  readonly identifier: TSESTree.Identifier;
  /** The function, static block, namespace or program in whose body the name lives. */
  readonly home: Home;
  /** Declared twice (`var x; var x;`, overloads aside): whoever wants one value has none. */
  readonly isRedeclared: boolean;
};

type ScopeNames = Map<string, Binding & { isRedeclared: boolean }>;

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

/** A function with a body. */
export type FunctionNode =
  TSESTree.FunctionDeclaration | TSESTree.FunctionExpression | TSESTree.ArrowFunctionExpression;

export function isFunction(node: TSESTree.Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** Those that only declare, too: overloads, and what is abstract or written elsewhere. */
function isFunctionLike(node: TSESTree.Node): node is TSESTree.FunctionLike {
  return isFunction(node) || node.type === 'TSDeclareFunction' || node.type === 'TSEmptyBodyFunctionExpression';
}

/** Where a `var` lives, and where straight-line code begins and ends. */
export type Home = TSESTree.FunctionLike | TSESTree.Program | TSESTree.StaticBlock | TSESTree.TSModuleBlock;

function isHome(node: TSESTree.Node): node is Home {
  return (
    isFunctionLike(node) || node.type === 'Program' || node.type === 'StaticBlock' || node.type === 'TSModuleBlock'
  );
}

/** The innermost function, static block, namespace or program around a node. */
export function homeOf(node: InnerNode): Home {
  let current: TSESTree.Node = node.parent;
  while (!isHome(current)) current = current.parent;
  return current;
}

/** The names that a pattern declares. */
export function namesIn(pattern: Pattern): readonly TSESTree.Identifier[] {
  return pattern.type === 'Identifier' ? [pattern] : partsOfPattern(pattern).flatMap(namesIn);
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

  function namesOf(scope: Scope): ScopeNames {
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
    const place = places[middle];
    if (place !== undefined && place < start) low = middle + 1;
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

/** What names can be declared in. */
type Scope =
  | Home
  | TSESTree.BlockStatement
  | TSESTree.CatchClause
  | TSESTree.ClassExpression
  | TSESTree.ForInStatement
  | TSESTree.ForOfStatement
  | TSESTree.ForStatement
  | TSESTree.SwitchStatement;

function isScope(node: TSESTree.Node): node is Scope {
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
function declaredIn(scope: Scope): ScopeNames {
  const names: ScopeNames = new Map();
  const home = isHome(scope) ? scope : homeOf(scope);
  const declare = (identifier: TSESTree.Identifier, declared: Declared): void => {
    const { name } = identifier;
    const before = names.get(name);
    if (!before || before.declaration.type === 'TSDeclareFunction' || before.kind === 'namespace') {
      names.set(name, { ...declared, name, identifier, home, isRedeclared: false });
    } else if (declared.declaration.type !== 'TSDeclareFunction' && declared.kind !== 'namespace') {
      before.isRedeclared = true;
    }
  };
  const declareAll = (pattern: Pattern, declared: Declared): void => {
    for (const name of namesIn(pattern)) declare(name, declared);
  };

  if (isFunctionLike(scope)) {
    for (const pattern of scope.params) declareAll(pattern, { kind: 'parameter', declaration: scope, pattern });
  } else if (scope.type === 'CatchClause') {
    if (scope.param) declareAll(scope.param, { kind: 'error', declaration: scope });
  }
  for (const statement of statementsIn(scope)) {
    switch (statement.type) {
      case 'VariableDeclaration':
        if ((statement.kind === 'var' ? homeOf(statement) : blockOf(statement)) === scope) {
          const kind = statement.kind === 'var' || statement.kind === 'let' ? statement.kind : 'const';
          for (const declaration of statement.declarations) declareAll(declaration.id, { kind, declaration });
        }
        break;
      case 'FunctionDeclaration':
      case 'TSDeclareFunction':
        if (statement.id && blockOf(statement) === scope) {
          declare(statement.id, { kind: 'function', declaration: statement });
        }
        break;
      case 'ClassDeclaration':
        if (statement.id && blockOf(statement) === scope) {
          declare(statement.id, { kind: 'class', declaration: statement });
        }
        break;
      case 'ImportDeclaration':
        for (const declaration of statement.specifiers) declare(declaration.local, { kind: 'import', declaration });
        break;
      case 'TSImportEqualsDeclaration':
        declare(statement.id, { kind: 'import', declaration: statement });
        break;
      case 'TSEnumDeclaration':
        if (blockOf(statement) === scope) declare(statement.id, { kind: 'enum', declaration: statement });
        break;
      case 'TSModuleDeclaration':
        if (statement.id.type === 'Identifier') declare(statement.id, { kind: 'namespace', declaration: statement });
        break;
      default:
    }
  }
  if (scope.type === 'FunctionExpression' || scope.type === 'ClassExpression') {
    const own: Declared =
      scope.type === 'ClassExpression'
        ? { kind: 'class', declaration: scope }
        : { kind: 'function', declaration: scope };
    if (scope.id && !names.has(scope.id.name)) declare(scope.id, own);
  }
  return names;
}

/** The statements inside a scope that may declare a name in it: those of blocks inside it only for the sake of `var`. */
function statementsIn(scope: Scope): readonly TSESTree.Node[] {
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
function blockOf(declaration: InnerNode): Scope {
  let current: TSESTree.Node = declaration.parent;
  while (!isBlock(current)) current = current.parent;
  return current;
}

function isBlock(node: TSESTree.Node): node is Exclude<Scope, TSESTree.CatchClause | TSESTree.ClassExpression> {
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
    case 'TSEnumMember':
      return parent.initializer === name;
    case 'ImportSpecifier':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return false;
    case 'TSQualifiedName':
      return parent.left === name;
    default:
      return true;
  }
}
