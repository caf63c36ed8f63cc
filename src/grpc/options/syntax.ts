/** Small questions about the shape of a node that need no other file and no value. */
import type { TSESTree } from '@typescript-eslint/utils';

/** Every node but the root: it has a parent. */
export type InnerNode = Exclude<TSESTree.Node, TSESTree.Program>;

/** What a declaration gives names with. Patterns that are assigned to may hold members, too: they are not meant here. */
export type Pattern = TSESTree.Parameter;

/** The patterns directly inside a pattern; none in a name. */
export function partsOfPattern(pattern: Pattern): readonly Pattern[] {
  switch (pattern.type) {
    case 'Identifier':
      return [];
    case 'AssignmentPattern':
      return [pattern.left];
    case 'TSParameterProperty':
      return [pattern.parameter];
    case 'RestElement':
      return [pattern.argument as Pattern];
    case 'ObjectPattern':
      return pattern.properties.map((property) =>
        property.type === 'RestElement' ? property : (property.value as Pattern),
      );
    default:
      return pattern.elements.filter((element) => element !== null) as Pattern[];
  }
}

/** The expression inside casts, `!`, `satisfies`, parentheses and optional chains, none of which changes the value. */
export function unwrap(node: TSESTree.Node): TSESTree.Node {
  let current = node;
  for (;;) {
    switch (current.type) {
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'TSTypeAssertion':
      case 'TSInstantiationExpression':
      case 'ChainExpression':
        current = current.expression;
        break;
      default: {
        // Parsers that keep parentheses as nodes (Babel with `createParenthesizedExpressions`).
        const loose = current as { type: string; expression: TSESTree.Node };
        if (loose.type !== 'ParenthesizedExpression') return current;
        current = loose.expression;
      }
    }
  }
}

/** The outermost of the casts, `!` and optional chains around an expression. */
export function wrapped(node: InnerNode): InnerNode {
  const { parent } = node;
  return unwrap(parent) === unwrap(node) ? wrapped(parent as InnerNode) : node;
}

/** The name of a property, class member or import as written without evaluating anything; `null` when it is computed. */
export function plainKey(key: TSESTree.Node, computed: boolean): string | null {
  switch (key.type) {
    case 'Identifier':
      return computed ? null : key.name;
    case 'PrivateIdentifier':
      return `#${key.name}`;
    case 'Literal':
      return String(key.value);
    case 'TemplateLiteral':
      return key.expressions.length === 0 ? key.quasis.map(({ value }) => value.cooked).join() : null;
    default:
      return null;
  }
}

/** The name of the member that is read: `credentials` of `grpc.credentials` and of `grpc['credentials']`. */
export function memberKey(node: TSESTree.MemberExpression): string | null {
  return plainKey(node.property, node.computed);
}

/** The value of a string literal or of a template without holes. */
export function stringOf(node: TSESTree.Node): string | null {
  const inner = unwrap(node);
  return inner.type === 'Literal' && typeof inner.value !== 'string' ? null : plainKey(inner, true);
}

interface LoadedModule {
  readonly specifier: string;
  /** A wrapper puts the module under `.default`. */
  readonly isDefault: boolean;
}

/** What compilers put around `require`, and whether they put the module under `.default`. */
const WRAPPERS: ReadonlyMap<string | null, boolean> = new Map([
  ['__importStar', false],
  ['__toESM', false],
  ['_interopRequireWildcard', false],
  ['__importDefault', true],
  ['_interopRequireDefault', true],
]);

/** The module that this expression loads: `require('x')`, `import('x')`, also awaited, and inside the wrappers of compilers. */
export function loadedModule(node: TSESTree.Node): LoadedModule | null {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'AwaitExpression':
      return loadedModule(inner.argument);
    case 'ImportExpression':
      return moduleNamed(inner.source);
    case 'CallExpression': {
      const [argument] = inner.arguments;
      if (!argument) return null;
      const name = calleeName(inner);
      if (name === 'require') return moduleNamed(argument);
      const isDefault = WRAPPERS.get(name);
      if (isDefault === undefined) return null;
      const loaded = loadedModule(argument);
      return loaded && { ...loaded, isDefault };
    }
    default:
      return null;
  }
}

function moduleNamed(source: TSESTree.Node): LoadedModule | null {
  const specifier = stringOf(source);
  return specifier === null ? null : { specifier, isDefault: false };
}

/** The last name of what is called: `connect` of `connect()` and of `grpc.connect()`. */
export function calleeName(call: TSESTree.CallExpression): string | null {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return callee.name;
  return callee.type === 'MemberExpression' ? memberKey(callee) : null;
}

/** The class that `this` stands for, with the member it stands in; `null` where `this` is something else. */
export function thisClass(
  node: TSESTree.Node,
): { readonly body: TSESTree.ClassBody; readonly isStatic: boolean } | null {
  for (let current = node.parent; current; current = current.parent) {
    switch (current.type) {
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        if (current.parent.type !== 'MethodDefinition') return null;
        break;
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        return { body: current.parent, isStatic: current.static };
      case 'StaticBlock':
        return { body: current.parent, isStatic: true };
      default:
    }
  }
  return null;
}

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

export function isClass(node: TSESTree.Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

/** Is `inner` the other node, or somewhere inside it? Both have to be of the same file. */
export function isWithin(inner: TSESTree.Node, outer: TSESTree.Node): boolean {
  return outer.range[0] <= inner.range[0] && inner.range[1] <= outer.range[1];
}
