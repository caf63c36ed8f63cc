/** Values of other files. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import type { Value } from '../value.js';
import type { Binding } from '../scope.js';
import { type SourceModule, moduleOf } from '../source-module.js';
import { loadedModule } from '../syntax.js';
import {
  type ExportTarget,
  NAMESPACE,
  exportNames,
  exportTarget,
  importTarget,
  importedTarget,
} from '../module-exports.js';
import { ObjectBuilder } from './object.js';
import { NO_FRAME } from './frame.js';
import { forAMoment } from '../project/file-cache.js';

/** What other files export, for all files of a run: a module of options is evaluated once, not once for each that imports it. */
const sharedValues = forAMoment(() => new Map<Binding, Value>());

export class Imports {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  imported(binding: Binding, module: SourceModule, use: TSESTree.Node): Value {
    const target = importedTarget(binding, module, this.evaluation.loader);
    return target
      ? this.target(target, use)
      : this.evaluation.unknown(`"${binding.name}" is imported and not found`, use, 'import');
  }

  target(target: ExportTarget, use: TSESTree.Node): Value {
    switch (target.kind) {
      case 'binding':
        return this.binding(target.binding, target.module);
      case 'expression': {
        let value = this.evaluation.value(target.node, NO_FRAME);
        for (const key of target.path) value = this.evaluation.read(value, key);
        return value;
      }
      case 'namespace':
        return this.namespace(target.module, use);
      case 'package':
        return this.evaluation.unknown(`imported from ${target.specifier}, which is not looked into`, use, 'import');
    }
  }

  private binding(binding: Binding, module: SourceModule): Value {
    const shared = module.file === null ? null : sharedValues();
    const before = shared?.get(binding);
    if (before) return before;
    const { conditions } = this.evaluation;
    const value = this.evaluation.variables.binding(binding, module, null, NO_FRAME);
    if (this.evaluation.conditions === conditions) shared?.set(binding, value);
    return value;
  }

  /** `require('x')`, `import('x')`. */
  loaded(node: TSESTree.Node): Value {
    const loaded = loadedModule(node);
    const module = moduleOf(node);
    const target =
      loaded && module && !loaded.isDefault
        ? importTarget(loaded.specifier, NAMESPACE, module, this.evaluation.loader)
        : null;
    return target
      ? this.target(target, node)
      : this.evaluation.unknown('a module that is not looked into', node, 'import');
  }

  private namespace(module: SourceModule, use: TSESTree.Node): Value {
    const { program } = module;
    const { active } = this.evaluation;
    const names = exportNames(module);
    if (!names) return this.evaluation.unknown('all exports of a file', use, 'import');
    // `export * as self from './self.js'`
    if (active.has(program)) return this.evaluation.cut('it refers to itself', use);
    active.add(program);
    try {
      const builder = new ObjectBuilder(this.evaluation.origin(program));
      for (const name of names) {
        const target = exportTarget(module, name, this.evaluation.loader);
        const value = target
          ? this.target(target, use)
          : this.evaluation.unknown(`the export "${name}"`, use, 'import');
        builder.set(name, { value, origin: value.origin, keyNode: value.origin.node });
      }
      return builder.build();
    } finally {
      active.delete(program);
    }
  }
}
