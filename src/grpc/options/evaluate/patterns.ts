/** What destructuring gives to a name, with the defaults on the way. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, join, possibleValues } from '../value.js';
import { isWithin } from '../syntax.js';
import { asDefault, isGivenFromOutside } from './operators.js';
import type { Frame } from './frame.js';

export class Patterns {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  /** The part of a value that a pattern gives to one of its names; `null` when the name is not in the pattern. */
  destructured(pattern: TSESTree.Node, name: TSESTree.Identifier, value: Value, frame: Frame): Value | null {
    switch (pattern.type) {
      case 'Identifier':
        return pattern === name ? value : null;
      case 'AssignmentPattern':
        return isWithin(name, pattern.left)
          ? this.destructured(pattern.left, name, this.orDefault(value, pattern.right, frame), frame)
          : null;
      case 'TSParameterProperty':
        return this.destructured(pattern.parameter, name, value, frame);
      case 'RestElement':
        return isWithin(name, pattern.argument) ? this.destructured(pattern.argument, name, value, frame) : null;
      case 'ObjectPattern': {
        const property = pattern.properties.find((candidate) => isWithin(name, candidate));
        if (!property) return null;
        if (property.type === 'RestElement') return this.withoutKeys(value, pattern, frame);
        const key = this.evaluation.key(property.key, property.computed, frame);
        const part =
          key === null
            ? this.evaluation.unknown('other', 'a key that is not known', property)
            : this.evaluation.read(value, key);
        return this.destructured(property.value, name, part, frame);
      }
      case 'ArrayPattern': {
        const index = pattern.elements.findIndex((element) => element && isWithin(name, element));
        const element = pattern.elements[index];
        if (!element) return null;
        if (element.type === 'RestElement') return this.evaluation.unknown('other', 'the rest of an array', element);
        return this.destructured(element, name, this.evaluation.read(value, String(index)), frame);
      }
      default:
        return null;
    }
  }

  /** A default of a parameter or a pattern. */
  private orDefault(value: Value, fallback: TSESTree.Node, frame: Frame): Value {
    if (isGivenFromOutside(value)) {
      const byDefault = this.evaluation.value(fallback, frame);
      // `{ a = 1 } = {}`: nothing is known of the object, but each of its parts has a default of its own.
      return byDefault.kind === 'literal' ? asDefault(byDefault, value) : value;
    }
    const alternatives = possibleValues(value);
    if (!alternatives) return value;
    return join(
      alternatives.map((one) =>
        one.kind === 'literal' && one.value === undefined ? this.evaluation.value(fallback, frame) : one,
      ),
      value.origin,
    );
  }

  private withoutKeys(value: Value, pattern: TSESTree.ObjectPattern, frame: Frame): Value {
    const taken = pattern.properties.map((property) =>
      property.type === 'Property' ? this.evaluation.key(property.key, property.computed, frame) : '',
    );
    if (value.kind !== 'object' || taken.includes(null)) {
      return value.kind === 'unknown' ? value : this.evaluation.unknown('other', 'the rest of an object', pattern);
    }
    const properties = new Map([...value.properties].filter(([key]) => !taken.includes(key)));
    return { ...value, properties };
  }
}
