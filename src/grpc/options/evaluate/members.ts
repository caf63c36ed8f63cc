/** Member access: of values, and of namespaces, classes and the environment, which are no values. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, literal } from '../value.js';
import { moduleOf } from '../source-module.js';
import { loadedModule, unwrap, isClass } from '../syntax.js';
import { referenceOf } from '../reference.js';
import { exportTarget, importTarget } from '../module-exports.js';
import { isOverridable } from './operators.js';
import { type Frame, NO_FRAME } from './frame.js';
import { globalValue } from './globals.js';
import { knownExport } from './known-exports.js';

export class Members {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  member(node: TSESTree.MemberExpression, frame: Frame): Value {
    const key = this.evaluation.key(node.property, node.computed, frame);
    const object = unwrap(node.object);
    if (object.type === 'ThisExpression') {
      return key === null
        ? this.evaluation.unknown('a field that is not known', node)
        : this.evaluation.fields.field(object, key, frame);
    }
    const owner = key === null ? null : this.memberOfDeclaration(node, object, key, frame);
    if (owner) return owner;
    const value = this.evaluation.value(object, frame);
    if (key === null) {
      return value.kind === 'unknown' ? value : this.evaluation.unknown('a key that is not known', node.property);
    }
    if (value.kind === 'literal' && typeof value.value === 'string' && key === 'length') {
      return literal(value.value.length, this.evaluation.origin(node), isOverridable(value));
    }
    if (value.kind === 'instance')
      return this.memberOfInstance(value.node, key) ?? this.evaluation.unknown('a member of an instance', node);
    return this.evaluation.read(value, key);
  }

  /** A member of something that is declared rather than computed: a namespace, a class, a global, the environment. */
  private memberOfDeclaration(
    node: TSESTree.MemberExpression,
    object: TSESTree.Node,
    key: string,
    frame: Frame,
  ): Value | null {
    if (object.type === 'MetaProperty') {
      return key === 'env' ? this.evaluation.unknown('the environment', node, 'outside') : null;
    }
    const loaded = loadedModule(object);
    if (loaded && !loaded.isDefault) {
      const module = moduleOf(node);
      const target = module && importTarget(loaded.specifier, key, module, this.evaluation.loader);
      return target && this.evaluation.imports.target(target, node);
    }
    if (object.type !== 'Identifier' && object.type !== 'MemberExpression') return null;
    if (this.evaluation.variables.changesImport(object)) return null;
    const reference = referenceOf(object, this.evaluation.loader);
    switch (reference?.kind) {
      case 'global':
        return globalValue([...reference.path, key].join('.'), this.evaluation.origin(node));
      case 'module': {
        const target = exportTarget(reference.module, key, this.evaluation.loader);
        return target && this.evaluation.imports.target(target, node);
      }
      case 'package': {
        const { module, path } = reference.exported;
        if (isEnvironmentImport(module, [...path, key])) {
          return this.evaluation.unknown('the environment', node, 'outside');
        }
        const value = knownExport(module, [...path, key]);
        return value === null ? null : literal(value, this.evaluation.origin(node));
      }
      case 'node':
        return isClass(reference.node)
          ? this.evaluation.fields.fieldOf(
              { body: reference.node.body, isStatic: true, module: reference.module },
              key,
              node,
              frame,
            )
          : null;
      default:
        return null;
    }
  }

  private memberOfInstance(node: TSESTree.NewExpression | TSESTree.CallExpression, key: string): Value | null {
    const reference = referenceOf(node.callee, this.evaluation.loader);
    return reference?.kind === 'node' && isClass(reference.node)
      ? this.evaluation.fields.fieldOf(
          { body: reference.node.body, isStatic: false, module: reference.module },
          key,
          null,
          NO_FRAME,
        )
      : null;
  }
}

function isEnvironmentImport(module: string, [first, second]: readonly string[]): boolean {
  return (module === 'process' || module === 'node:process') && (first === 'default' ? second : first) === 'env';
}
