/** Fields, getters and methods of classes, as `this.x`, `Class.x` and through inheritance. */
import type { TSESTree } from '@typescript-eslint/utils';
import type { Evaluation } from './evaluation.js';
import { type Value, literal } from '../value.js';
import { isFunction, namesIn } from '../scope.js';
import { type SourceModule, moduleOf } from '../source-module.js';
import { type InnerNode, memberKey, plainKey, thisClass, isClass } from '../syntax.js';
import { referenceOf } from '../reference.js';
import { valueAtUse } from './place.js';
import type { PlaceEvent } from './place-event.js';
import { fieldLevels } from './levels.js';
import { type Frame, NO_FRAME } from './frame.js';

/** The class that has a member, or its instances. */
interface Owner {
  readonly body: TSESTree.ClassBody;
  readonly isStatic: boolean;
  readonly module: SourceModule;
}

export class Fields {
  private readonly evaluation: Evaluation;

  constructor(evaluation: Evaluation) {
    this.evaluation = evaluation;
  }

  private readonly fieldPlaces = new Map<TSESTree.ClassBody, Map<string, object>>();

  field(self: TSESTree.ThisExpression, key: string, frame: Frame): Value {
    const owner = thisClass(self);
    const module = moduleOf(self);
    if (!owner || !module) return this.evaluation.unknown('`this` of a function', self);
    return this.fieldOf({ ...owner, module }, key, self, frame);
  }

  /** The value of a field, getter or method at its use; `use` is `null` outside of the class. */
  fieldOf(owner: Owner, key: string, use: InnerNode | null, frame: Frame): Value {
    const { body, isStatic } = owner;
    const member = body.body.find(
      (candidate) =>
        (candidate.type === 'PropertyDefinition' ||
          candidate.type === 'AccessorProperty' ||
          (candidate.type === 'MethodDefinition' && candidate.kind !== 'set')) &&
        candidate.static === isStatic &&
        plainKey(candidate.key, candidate.computed) === key,
    );
    if (member?.type === 'MethodDefinition') {
      return member.kind === 'get' && isFunction(member.value)
        ? this.evaluation.calls.result(member.value, [], NO_FRAME, member)
        : this.evaluation.value(member.value, NO_FRAME);
    }
    const constructor = isStatic ? null : constructorOf(body);
    const parameter = constructor?.params
      .filter(({ type }) => type === 'TSParameterProperty')
      .flatMap(namesIn)
      .find(({ name }) => name === key);
    const events = this.fieldEvents(owner, key);
    const initial = this.initialField(member, parameter, events, owner, key);
    if (events.length === 0) return initial;
    const levels = fieldLevels(body, constructor, use);
    return valueAtUse({ initial, events, levels }, this.evaluation.variables.placeEvaluation(frame));
  }

  private initialField(
    member: TSESTree.ClassElement | undefined,
    parameter: TSESTree.Identifier | undefined,
    events: readonly PlaceEvent[],
    owner: Owner,
    key: string,
  ): Value {
    if (member && 'value' in member && member.value) return this.evaluation.value(member.value, NO_FRAME);
    if (parameter) return this.evaluation.value(parameter, NO_FRAME);
    if (member && 'decorators' in member && member.decorators.length > 0) {
      return this.evaluation.unknown(`"${key}" is set by a decorator`, member);
    }
    const inherited = this.inherited(owner, key);
    if (inherited && inherited.kind !== 'unknown') return inherited;
    if (events.some(({ path, action }) => path.length === 0 && action.kind === 'write')) {
      return literal(undefined, this.evaluation.origin(member ?? owner.body));
    }
    return inherited ?? this.evaluation.unknown(`"${key}" is set elsewhere`, member ?? owner.body);
  }

  private inherited({ body, isStatic }: Owner, key: string): Value | null {
    const { superClass } = body.parent;
    const reference = superClass && referenceOf(superClass, this.evaluation.loader);
    if (reference?.kind !== 'node' || !isClass(reference.node)) return null;
    if (this.evaluation.active.has(reference.node)) return null;
    this.evaluation.active.add(reference.node);
    try {
      const owner = { body: reference.node.body, isStatic, module: reference.module };
      return this.fieldOf(owner, key, null, NO_FRAME);
    } finally {
      this.evaluation.active.delete(reference.node);
    }
  }

  private fieldEvents({ body, isStatic, module }: Owner, key: string): readonly PlaceEvent[] {
    const places = this.fieldPlaces.get(body) ?? new Map<string, object>();
    this.fieldPlaces.set(body, places);
    const id = `${isStatic ? 'static ' : ''}${key}`;
    const place = places.get(id) ?? {};
    places.set(id, place);
    return this.evaluation.variables
      .eventsIn(place, () => {
        const owners: InnerNode[] = module.scopes.thisReferences().filter((self) => {
          const owner = thisClass(self);
          return owner?.body === body && owner.isStatic === isStatic;
        });
        const { id: className } = body.parent;
        const named = isStatic && className ? module.scopes.lookUp(className.name, body) : null;
        if (named) owners.push(...module.scopes.referencesOf(named));
        return owners.flatMap((owner) => {
          const { parent } = owner;
          if (parent.type !== 'MemberExpression') return [owner];
          const written = memberKey(parent);
          // `this[name] = …` may write any field, `Object.assign(this, …)` likewise.
          return written === key ? [parent] : written === null && parent.object === owner ? [owner] : [];
        });
      })
      .map((event) => (isSelf(event.node) ? { ...event, path: [], action: { kind: 'replace' } } : event));
  }
}

/** The object with the field, rather than the field. */
function isSelf(node: TSESTree.Node): boolean {
  return node.type !== 'MemberExpression';
}

function constructorOf(body: TSESTree.ClassBody): TSESTree.FunctionLike | null {
  const member = body.body.find(
    (candidate) => candidate.type === 'MethodDefinition' && candidate.kind === 'constructor' && candidate.value.body,
  );
  return member?.type === 'MethodDefinition' ? member.value : null;
}
