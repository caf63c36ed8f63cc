/** TypeScript enums as objects. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, literal } from '../value.js';
import { ObjectBuilder } from './object.js';
import { mapLiterals } from './operators.js';
import { NO_FRAME } from './frame.js';

export class Enums {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  enumValue(node: TSESTree.TSEnumDeclaration): Value {
    const builder = new ObjectBuilder(this.evaluation.origin(node));
    enumMembers(node).forEach((member, index) => {
      const value = this.enumMember(node, index);
      builder.set(nameOf(member), { value, origin: this.evaluation.origin(member), keyNode: member.id });
    });
    return builder.build();
  }

  private enumMember(node: TSESTree.TSEnumDeclaration, index: number): Value {
    const member = enumMembers(node)[index];
    if (!member) return literal(-1, this.evaluation.origin(node));
    if (member.initializer) return this.evaluation.value(member.initializer, NO_FRAME);
    return mapLiterals(
      [this.enumMember(node, index - 1)],
      this.evaluation.origin(member),
      (before) => Number(before) + 1,
    );
  }

  /** In an initializer, a member that stands before it goes by its bare name. */
  enumName(name: TSESTree.Identifier): Value | null {
    let member = name.parent as TSESTree.Node | undefined;
    while (member && member.type !== 'TSEnumMember') member = member.parent;
    if (!member) return null;
    const declaration = enumOf(member);
    const index = enumMembers(declaration).findIndex((one) => nameOf(one) === name.name);
    return index === -1 ? null : this.enumMember(declaration, index);
  }
}

function enumMembers(node: TSESTree.TSEnumDeclaration): readonly TSESTree.TSEnumMember[] {
  // Parsers before typescript-eslint 8 have the members on the declaration itself; later ones warn about a look there.
  const { body } = node as { body?: TSESTree.TSEnumBody };
  return body ? body.members : (node as unknown as TSESTree.TSEnumBody).members;
}

/** `A` or `'A'`: an enum has no computed names. */
function nameOf({ id }: TSESTree.TSEnumMember): string {
  return id.type === 'Identifier' ? id.name : id.value;
}

function enumOf(member: TSESTree.TSEnumMember): TSESTree.TSEnumDeclaration {
  const { parent } = member as { parent: TSESTree.Node };
  return parent.type === 'TSEnumDeclaration' ? parent : (parent.parent as TSESTree.TSEnumDeclaration);
}
