/** What destructuring gives to a name, with the defaults on the way. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, join, possibleValues } from '../value.js';
import { type Pattern, isWithin, partsOfPattern } from '../syntax.js';
import { asDefault, isGiven } from './operators.js';
import type { Frame } from './frame.js';

export class Patterns {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  /** The part of a value that a pattern gives to one of its names. */
  destructured(pattern: Pattern, name: TSESTree.Identifier, value: Value, frame: Frame): Value {
    for (const part of partsOfPattern(pattern)) {
      if (isWithin(name, part)) return this.destructured(part, name, this.partOf(pattern, part, value, frame), frame);
    }
    return value;
  }

  /** What one of the patterns directly inside a pattern gets of its value. */
  private partOf(pattern: Pattern, part: Pattern, value: Value, frame: Frame): Value {
    switch (pattern.type) {
      case 'AssignmentPattern':
        return this.orDefault(value, pattern.right, frame);
      case 'ObjectPattern': {
        const property = pattern.properties.find((candidate) => isWithin(part, candidate));
        if (property?.type !== 'Property') return this.withoutKeys(value, pattern, frame);
        const key = this.evaluation.key(property.key, property.computed, frame);
        return key === null
          ? this.evaluation.unknown('a key that is not known', property)
          : this.evaluation.read(value, key);
      }
      case 'ArrayPattern':
        return part.type === 'RestElement'
          ? this.evaluation.unknown('the rest of an array', part)
          : this.evaluation.read(value, String(pattern.elements.findIndex((element) => element === part)));
      default:
        return value;
    }
  }

  /** A default of a parameter or a pattern. */
  private orDefault(value: Value, fallback: TSESTree.Node, frame: Frame): Value {
    if (isGiven(value)) {
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
      return value.kind === 'unknown' ? value : this.evaluation.unknown('the rest of an object', pattern);
    }
    const properties = new Map([...value.properties].filter(([key]) => !taken.includes(key)));
    return { ...value, properties };
  }
}
