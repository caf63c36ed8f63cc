/**
 * What the type checker adds where syntax gives up: the initial value of an imported constant that was not found by path,
 * and literal types. Types only turn unknown values into known ones. TypeScript itself is never imported: the program that
 * the parser has built is asked through the few methods named here (typescript-eslint 8, TypeScript 4.8 to 6).
 */
import type { TSESTree } from '@typescript-eslint/utils';
import type { SourceModule, ModuleLoader } from './source-module.js';
import { childrenOf } from './scope.js';
import { type ObjectValue, type Origin, type Value, join, literal, unknown } from './value.js';

interface TsNode {
  readonly parent?: TsNode;
  readonly flags: number;
  getStart(): number;
  getSourceFile(): { readonly fileName: string };
}

interface TsSymbol {
  readonly flags: number;
  readonly name: string;
  readonly valueDeclaration?: TsNode;
}

interface TsType {
  readonly value?: unknown;
  readonly intrinsicName?: string;
  readonly types?: readonly TsType[];
  isUnion(): this is { readonly types: readonly TsType[] };
  isStringLiteral(): boolean;
  isNumberLiteral(): boolean;
}

interface Checker {
  getSymbolAtLocation(node: TsNode): TsSymbol | undefined;
  getAliasedSymbol(symbol: TsSymbol): TsSymbol;
  getTypeAtLocation(node: TsNode): TsType;
  getPropertiesOfType(type: TsType): readonly TsSymbol[];
  getTypeOfSymbolAtLocation(symbol: TsSymbol, node: TsNode): TsType;
}

/** The services that a parser with type information leaves on the source code. */
export interface TypeServices {
  readonly program: { getTypeChecker(): Checker };
  readonly esTreeNodeToTSNodeMap: { get(node: TSESTree.Node): TsNode | undefined };
}

/** Type services, or `null`: espree, oxlint, Babel and a parser without a project have none. Never throws. */
export function typeServicesOf(sourceCode: object): TypeServices | null {
  const { parserServices } = sourceCode as { parserServices?: Partial<TypeServices> | null };
  return parserServices?.program && parserServices.esTreeNodeToTSNodeMap ? (parserServices as TypeServices) : null;
}

/**
 * `ts.SymbolFlags.Alias` and `ts.NodeFlags.Const`, the same from TypeScript 4.8 to 6.0. `ts.TypeFlags` is not: 6.0 has
 * renumbered it, so types are asked by their methods and names.
 */
const ALIAS = 2_097_152;
const CONST = 2;

export interface TypeEvaluation {
  /** The value of a declared name, as another file sees it. */
  declared(name: TSESTree.Identifier, module: SourceModule): Value | null;
}

/** What the checker knows of an expression of the linted file that is otherwise unknown; `null` when it knows no more. */
export function valueByType(
  node: TSESTree.Node,
  cause: string,
  services: TypeServices,
  loader: ModuleLoader,
  evaluation: TypeEvaluation,
): Value | null {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression' && node.type !== 'CallExpression') return null;
  const tsNode = services.esTreeNodeToTSNodeMap.get(node);
  // Nodes of other files have none.
  if (!tsNode) return null;
  const checker = services.program.getTypeChecker();
  const declaration = declarationOf(tsNode, checker);
  const located = declaration && locate(declaration, loader);
  if (located && Number(declaration.parent?.flags) & CONST && located.node.type === 'Identifier') {
    const value = evaluation.declared(located.node, located.module);
    if (value && value.kind !== 'unknown') return value;
  }
  const origin: Origin = located ? { file: located.module.file, node: located.node } : { file: null, node };
  const type = checker.getTypeAtLocation(tsNode);
  return literalOf(type, origin) ?? (cause === 'import' ? objectOf(type, tsNode, checker, origin) : null);
}

function declarationOf(name: TsNode, checker: Checker): TsNode | null {
  const symbol = checker.getSymbolAtLocation(name);
  if (!symbol) return null;
  return (symbol.flags & ALIAS ? checker.getAliasedSymbol(symbol) : symbol).valueDeclaration ?? null;
}

/** The innermost node of another file at the beginning of a declaration, which for a variable is its name. */
function locate(declaration: TsNode, loader: ModuleLoader): { module: SourceModule; node: TSESTree.Node } | null {
  const module = loader.loadFile(declaration.getSourceFile().fileName);
  if (!module) return null;
  const start = declaration.getStart();
  let node: TSESTree.Node = module.program;
  for (let next: TSESTree.Node | undefined = node; next;) {
    node = next;
    next = childrenOf(node).find(({ range }) => range[0] <= start && start < range[1]);
  }
  return { module, node };
}

/** A literal type, or a union of them. */
function literalOf(type: TsType, origin: Origin): Value | null {
  if (type.isUnion()) {
    const values = type.types.map((member) => literalOf(member, origin));
    const known = values.filter((value) => value !== null);
    return known.length === values.length ? join(known, origin) : null;
  }
  if (type.isNumberLiteral() || type.isStringLiteral()) return literal(type.value as number | string, origin);
  switch (type.intrinsicName) {
    case 'true':
      return literal(true, origin);
    case 'false':
      return literal(false, origin);
    case 'undefined':
      return literal(undefined, origin);
    case 'null':
      return literal(null, origin);
    default:
      return null;
  }
}

/** An object of which the type gives some members away: a constant of a declaration file. Others may be there. */
function objectOf(type: TsType, at: TsNode, checker: Checker, origin: Origin): ObjectValue | null {
  const members = checker.getPropertiesOfType(type).map((symbol) => {
    const value = literalOf(checker.getTypeOfSymbolAtLocation(symbol, at), origin);
    return [
      symbol.name,
      { value: value ?? unknown('known by its type only', origin), origin, keyNode: origin.node },
    ] as const;
  });
  if (!members.some(([, { value }]) => value.kind !== 'unknown')) return null;
  return { kind: 'object', properties: new Map(members), complete: false, origin };
}
