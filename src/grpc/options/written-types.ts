/**
 * What the types that people write say of a member, without a type checker: `credentials` of `config: ServiceConfig` is what
 * `interface ServiceConfig` says, in this file or in the one that it is imported from.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { importOf, nameOf } from './module-exports.js';
import type { ModuleLoader, SourceModule } from './source-module.js';
import { plainKey } from './syntax.js';

/** A type and the file it stands in, where its names are looked up. */
export interface WrittenType {
  readonly type: TSESTree.TypeNode;
  readonly module: SourceModule;
}

/** Types of types may lead in a circle. */
const MAX_DEPTH = 12;

/** Those that say of each member what their argument says. */
const TRANSPARENT = new Set(['Readonly', 'Partial', 'Required', 'Pick', 'Omit']);

/** The type of the member `key` of a type; `null` when no interface or object type in sight says it. */
export function memberType(whole: WrittenType, key: string, loader: ModuleLoader): WrittenType | null {
  return search(whole, key, loader, 0);
}

function search({ type, module }: WrittenType, key: string, loader: ModuleLoader, depth: number): WrittenType | null {
  switch (type.type) {
    case 'TSTypeLiteral':
      return memberIn(type.members, key, module);
    case 'TSUnionType':
    case 'TSIntersectionType':
      return firstOf(type.types, (part) => search({ type: part, module }, key, loader, depth));
    case 'TSTypeReference': {
      if (type.typeName.type !== 'Identifier') return null;
      const { name } = type.typeName;
      const argument = type.typeArguments?.params[0];
      return argument && TRANSPARENT.has(name)
        ? search({ type: argument, module }, key, loader, depth)
        : searchNamed(name, module, key, loader, depth + 1);
    }
    default:
      return null;
  }
}

function searchNamed(
  name: string,
  module: SourceModule,
  key: string,
  loader: ModuleLoader,
  depth: number,
): WrittenType | null {
  const found = declarationOf(name, module, loader, depth);
  if (!found) return null;
  const { declaration, module: home } = found;
  if (declaration.type === 'TSTypeAliasDeclaration')
    return search({ type: declaration.typeAnnotation, module: home }, key, loader, depth);
  return (
    memberIn(declaration.body.body, key, home) ??
    firstOf(declaration.extends, ({ expression }) =>
      expression.type === 'Identifier' ? searchNamed(expression.name, home, key, loader, depth + 1) : null,
    )
  );
}

function memberIn(members: readonly TSESTree.TypeElement[], key: string, module: SourceModule): WrittenType | null {
  return firstOf(members, (member) =>
    member.type === 'TSPropertySignature' && member.typeAnnotation && plainKey(member.key, member.computed) === key
      ? { type: member.typeAnnotation.typeAnnotation, module }
      : null,
  );
}

interface Declared {
  readonly declaration: TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration;
  readonly module: SourceModule;
}

/** The interface or alias of that name: of this file, or behind an import or re-export. */
function declarationOf(name: string, module: SourceModule, loader: ModuleLoader, depth: number): Declared | null {
  if (depth > MAX_DEPTH) return null;
  const inFile = (specifier: string, exported: string): Declared | null => {
    const file = loader.load(specifier, module);
    return file && declarationOf(exported, file, loader, depth + 1);
  };
  const binding = module.scopes.lookUp(name, module.program);
  const imported = binding && importOf(binding);
  if (imported) return inFile(imported.specifier, imported.name);
  return firstOf(module.program.body, (statement) => {
    const declaration = 'declaration' in statement ? statement.declaration : statement;
    switch (declaration?.type) {
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return declaration.id.name === name ? { declaration, module } : null;
    }
    if (statement.type === 'ExportAllDeclaration') return inFile(statement.source.value, name);
    if (statement.type !== 'ExportNamedDeclaration' || !statement.source) return null;
    const { source, specifiers } = statement;
    return firstOf(specifiers, ({ exported, local }) =>
      nameOf(exported) === name ? inFile(source.value, nameOf(local)) : null,
    );
  });
}

function firstOf<Item, Found>(items: readonly Item[], find: (item: Item) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return null;
}
