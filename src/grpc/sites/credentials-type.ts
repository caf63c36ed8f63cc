/** What the type checker says about credentials, where the code alone does not tell. It only ever adds sites. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { TypeServices } from '../options/types.js';

/** The part of a checker's type that is asked here (TypeScript 4.8 to 6). */
interface InstanceType {
  readonly symbol?: {
    readonly name: string;
    readonly declarations?: readonly { getSourceFile(): { readonly fileName: string } }[];
  };
  /** The members of a union or intersection. */
  readonly types?: readonly InstanceType[];
  getBaseTypes?(): readonly InstanceType[] | undefined;
}

/** Is the expression declared as `ChannelCredentials` of a gRPC package, or as something that may be it? */
export function isCredentialsByType(node: TSESTree.Node, services: TypeServices | null): boolean {
  const tsNode = services?.esTreeNodeToTSNodeMap.get(node);
  if (!services || !tsNode) return false;
  return isCredentials(services.program.getTypeChecker().getTypeAtLocation(tsNode));
}

function isCredentials(type: InstanceType): boolean {
  const declarations = type.symbol?.name === 'ChannelCredentials' ? (type.symbol.declarations ?? []) : [];
  if (declarations.some((declaration) => declaration.getSourceFile().fileName.includes('grpc'))) return true;
  const related = [...(type.types ?? []), ...(type.getBaseTypes?.() ?? [])];
  return related.some(isCredentials);
}
