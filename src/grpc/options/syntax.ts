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
  let current = node;
  while (current.parent.type !== 'Program' && unwrap(current.parent) === unwrap(current)) current = current.parent;
  return current;
}

/** The name of a property, class member or import as written without evaluating anything; `null` when it is computed. */
export function plainKey(key: TSESTree.Node, computed: boolean): string | null {
  if (!computed && (key.type === 'Identifier' || key.type === 'PrivateIdentifier')) {
    return key.type === 'PrivateIdentifier' ? `#${key.name}` : key.name;
  }
  if (key.type === 'Literal' && (typeof key.value === 'string' || typeof key.value === 'number'))
    return String(key.value);
  if (key.type === 'TemplateLiteral' && key.expressions.length === 0)
    return key.quasis.map(({ value }) => value.cooked).join('');
  return null;
}

/** The name of the member that is read: `credentials` of `grpc.credentials` and of `grpc['credentials']`. */
export function memberKey(node: TSESTree.MemberExpression): string | null {
  return plainKey(node.property, node.computed);
}

/** The value of a string literal or of a template without holes. */
export function stringOf(node: TSESTree.Node): string | null {
  const inner = unwrap(node);
  if (inner.type === 'Literal') return typeof inner.value === 'string' ? inner.value : null;
  return inner.type === 'TemplateLiteral' ? plainKey(inner, true) : null;
}

/**
 * The module that this expression loads: `require('x')`, `import('x')`, also awaited, and inside the wrappers that
 * compilers put around it. `isDefault`: the wrapper puts the module under `.default`.
 */
export function loadedModule(node: TSESTree.Node): { specifier: string; isDefault: boolean } | null {
  const inner = unwrap(node);
  switch (inner.type) {
    case 'AwaitExpression':
      return loadedModule(inner.argument);
    case 'ImportExpression': {
      const specifier = stringOf(inner.source);
      return specifier === null ? null : { specifier, isDefault: false };
    }
    case 'CallExpression': {
      const [argument] = inner.arguments;
      const callee = unwrap(inner.callee);
      const name = calleeName(inner);
      if (!argument || name === null) return null;
      if (callee.type === 'Identifier' && name === 'require') {
        const specifier = stringOf(argument);
        return specifier === null ? null : { specifier, isDefault: false };
      }
      if (/^(__importStar|__toESM|_interopRequireWildcard)$/.test(name)) return loadedModule(argument);
      if (/^(__importDefault|_interopRequireDefault)$/.test(name)) {
        const loaded = loadedModule(argument);
        return loaded && { ...loaded, isDefault: true };
      }
      return null;
    }
    default:
      return null;
  }
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
        return null;
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
