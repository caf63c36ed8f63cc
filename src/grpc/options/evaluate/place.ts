/**
 * The value of a variable or field at the moment it is used: its initial value, and what the statements before that use
 * make of it. Branches join, dead ends drop out; what loops and other functions change becomes unknown.
 */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Change, changeAt, deleteAt, everythingUnknown } from './object.js';
import type { Level } from './levels.js';
import { homeOf } from '../scope.js';
import { type InnerNode, isWithin, unwrap, wrapped } from '../syntax.js';
import { type Origin, type Value, join, unknown } from '../value.js';

/** A variable or a field, with everything in the file that may change it. */
export interface Place {
  readonly initial: Value;
  /** The places where it, or something in it, is written; in the order of the text. */
  readonly events: readonly PlaceEvent[];
  /** The functions whose statements run one after the other up to the use, the outermost first. */
  readonly levels: readonly Level[];
}

/** A key, or the expression that computes it. */
export type KeyPart = string | TSESTree.Node;

export interface PlaceEvent {
  /** The expression that names the place: `options` in `options.a.b = 1`. */
  readonly node: InnerNode;
  readonly path: readonly KeyPart[];
  readonly action: PlaceAction;
  /** What has to be evaluated for it to happen: the assignment, the call. Its right side still sees the value before. */
  readonly effect: TSESTree.Node;
}

export type PlaceAction =
  | { readonly kind: 'write'; readonly value: TSESTree.Node; readonly site: TSESTree.Node; readonly key: TSESTree.Node }
  /** `??=`, `||=`, `&&=`. */
  | {
      readonly kind: 'logicalWrite';
      readonly operator: '??' | '||' | '&&';
      readonly value: TSESTree.Node;
      readonly site: TSESTree.Node;
      readonly key: TSESTree.Node;
    }
  | { readonly kind: 'delete'; readonly site: TSESTree.Node; readonly key: TSESTree.Node }
  /** `Object.assign(place, …sources)`. */
  | { readonly kind: 'assign'; readonly sources: readonly TSESTree.Node[] }
  /** `place.push(…)`. */
  | { readonly kind: 'push'; readonly elements: readonly TSESTree.Node[] }
  /** Something else becomes its value: `x++`, `[x] = …`, `for (x of …)`. */
  | { readonly kind: 'replace' }
  /** The object stays and something in it changes, in a way that is not followed. */
  | { readonly kind: 'change' };

/** The evaluations that the flow needs, in the frame of the use. */
export interface PlaceEvaluation {
  value(node: TSESTree.Node): Value;
  key(node: TSESTree.Node): string | null;
  truth(node: TSESTree.Node): boolean | null;
  logical(operator: '??' | '||' | '&&', left: Value, right: TSESTree.Node, origin: Origin): Value;
  assign(target: Value, sources: readonly TSESTree.Node[], origin: Origin): Value;
  origin(node: TSESTree.Node): Origin;
}

/** The value of the place at its use. */
export function valueAtUse(place: Place, evaluation: PlaceEvaluation): Value {
  const homes = new Set(place.levels.map(({ home }) => home));
  const here = place.events.filter((event) => homes.has(homeOf(event.node)));
  let value = place.initial;
  for (const level of place.levels) {
    const events = here.filter((event) => homeOf(event.node) === level.home);
    value = new Flow(level, events, evaluation).run(value);
  }
  for (const event of place.events) {
    // Another function may run at any time, or never.
    if (!here.includes(event)) value = havoc(value, event, evaluation);
  }
  return value;
}

/** The keys of an event, with `null` for one that is not known. */
function keysOf(event: PlaceEvent, evaluation: PlaceEvaluation): (string | null)[] {
  return event.path.map((part) => (typeof part === 'string' ? part : evaluation.key(part)));
}

/** The value when the event may have happened, any number of times. */
function havoc(value: Value, event: PlaceEvent, evaluation: PlaceEvaluation): Value {
  const origin = evaluation.origin(event.node);
  const { kind } = event.action;
  const keepsObject = kind === 'assign' || kind === 'push' || kind === 'change';
  const change: Change = (before) =>
    keepsObject ? everythingUnknown(before, origin) : unknown('mutation', 'it is changed elsewhere', origin);
  return changeAt(value, keysOf(event, evaluation), change, { origin, keyNode: event.node, isCertain: false });
}

function applyEvent(value: Value, event: PlaceEvent, evaluation: PlaceEvaluation): Value {
  const { action } = event;
  switch (action.kind) {
    case 'write': {
      const site = { origin: evaluation.origin(action.site), keyNode: action.key, isCertain: true };
      return changeAt(value, keysOf(event, evaluation), () => evaluation.value(action.value), site);
    }
    case 'logicalWrite': {
      const origin = evaluation.origin(action.site);
      const change: Change = (before) => evaluation.logical(action.operator, before, action.value, origin);
      return changeAt(value, keysOf(event, evaluation), change, { origin, keyNode: action.key, isCertain: true });
    }
    case 'delete':
      return deleteAt(value, keysOf(event, evaluation), {
        origin: evaluation.origin(action.site),
        keyNode: action.key,
        isCertain: true,
      });
    case 'assign': {
      const origin = evaluation.origin(event.node);
      const change: Change = (before) => evaluation.assign(before, action.sources, before.origin);
      return changeAt(value, keysOf(event, evaluation), change, { origin, keyNode: event.node, isCertain: true });
    }
    case 'push': {
      const origin = evaluation.origin(event.node);
      const change: Change = (before) =>
        before.kind === 'array' && before.complete && !action.elements.some(({ type }) => type === 'SpreadElement')
          ? {
              ...before,
              elements: [...before.elements, ...action.elements.map((element) => evaluation.value(element))],
            }
          : everythingUnknown(before, origin);
      return changeAt(value, keysOf(event, evaluation), change, { origin, keyNode: event.node, isCertain: true });
    }
    case 'replace':
    case 'change':
      return havoc(value, event, evaluation);
  }
}

/** The statements of one level, run on the values that the place may have. `null` is a path that has ended. */
class Flow {
  private isReached = false;
  private readonly exits: Value[] = [];
  private breaks: { readonly label: string | null; readonly value: Value }[] = [];

  constructor(
    private readonly level: Level,
    private readonly events: readonly PlaceEvent[],
    private readonly evaluation: PlaceEvaluation,
  ) {}

  run(before: Value): Value {
    const { home, stop, body } = this.level;
    const relevant = stop ? this.events.some(({ effect }) => effect.range[0] < stop.range[0]) : this.events.length > 0;
    if (!relevant) return before;
    // A use in the default of a parameter, and before it an assignment in another one.
    if (stop && !body.some((statement) => isWithin(stop, statement))) return this.havocIn(home, before);
    const end = this.statements(body, before);
    if (this.hasReached() && end) return end;
    // When every way ends with an error, nothing is known of what comes later.
    return this.merge([end, ...this.exits]) ?? this.havocIn(home, before);
  }

  private hasReached(): boolean {
    return this.isReached;
  }

  private merge(values: readonly (Value | null)[]): Value | null {
    const alive = [...new Set(values.filter((value) => value !== null))];
    const [first] = alive;
    return first ? join(alive, first.origin) : null;
  }

  private eventsIn(node: TSESTree.Node): readonly PlaceEvent[] {
    return this.events.filter((event) => isWithin(event.node, node));
  }

  private hasStop(node: TSESTree.Node | null | undefined): boolean {
    return node !== null && node !== undefined && this.level.stop !== null && isWithin(this.level.stop, node);
  }

  private statements(body: readonly TSESTree.Node[], before: Value | null): Value | null {
    let value = before;
    for (const statement of body) {
      if (this.hasReached() || value === null) return value;
      value = this.statement(statement, value);
    }
    return value;
  }

  private statement(node: TSESTree.Node, before: Value): Value | null {
    switch (node.type) {
      case 'ReturnStatement': {
        const after = this.expression(node, before);
        if (this.hasReached()) return after;
        this.exits.push(after);
        return null;
      }
      case 'ThrowStatement': {
        const after = this.expression(node, before);
        return this.hasReached() ? after : null;
      }
      case 'BreakStatement':
        this.breaks.push({ label: node.label?.name ?? null, value: before });
        return null;
      case 'ContinueStatement':
        return null;
      default:
    }
    if (this.eventsIn(node).length === 0 && !this.hasStop(node) && !mayLeave(node)) return before;
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
      case 'TSModuleBlock':
        return this.statements(node.body, before);
      case 'LabeledStatement':
        return this.breakable(node.label.name, () => this.statement(node.body, before));
      case 'IfStatement':
        return this.ifStatement(node, before);
      case 'SwitchStatement':
        return this.switchStatement(node, before);
      case 'TryStatement':
        return this.tryStatement(node, before);
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'WithStatement':
        return this.loop(node, before);
      default:
        return this.expression(node, before);
    }
  }

  private ifStatement(node: TSESTree.IfStatement, before: Value): Value | null {
    const value = this.expression(node.test, before);
    if (this.hasReached()) return value;
    if (this.hasStop(node.consequent)) return this.statement(node.consequent, value);
    if (node.alternate && this.hasStop(node.alternate)) return this.statement(node.alternate, value);
    const truth = this.evaluation.truth(node.test);
    const whenTrue = truth === false ? null : this.statement(node.consequent, value);
    const whenFalse = truth === true ? null : node.alternate ? this.statement(node.alternate, value) : value;
    return this.merge([whenTrue, whenFalse]);
  }

  private switchStatement(node: TSESTree.SwitchStatement, before: Value): Value | null {
    const value = this.expression(node.discriminant, before);
    if (this.hasReached()) return value;
    return this.breakable(null, () => {
      let through: Value | null = null;
      for (const branch of node.cases) {
        through = this.statements(branch.consequent, this.merge([value, through]));
        if (this.hasReached()) return through;
      }
      const hasDefault = node.cases.some(({ test }) => test === null);
      return this.merge([through, hasDefault ? null : value]);
    });
  }

  /** Runs what `break` may leave: what comes to its end, joined with what leaves it by its label. */
  private breakable(label: string | null, run: () => Value | null): Value | null {
    const outer = this.breaks;
    this.breaks = [];
    const end = run();
    const own = this.breaks.filter((one) => one.label === label).map(({ value }) => value);
    this.breaks = [...outer, ...this.breaks.filter((one) => one.label !== label)];
    return this.hasReached() ? end : this.merge([end, ...own]);
  }

  private tryStatement(node: TSESTree.TryStatement, before: Value): Value | null {
    const tried = this.statement(node.block, before);
    if (this.hasReached()) return tried;
    let after = tried;
    if (node.handler) {
      // The block may have stopped anywhere.
      const interrupted = join([before, this.havocIn(node.block, before)], before.origin);
      const caught = this.statement(node.handler.body, interrupted);
      if (this.hasReached()) return caught;
      after = this.merge([tried, caught]);
    }
    return node.finalizer && after ? this.statement(node.finalizer, after) : after;
  }

  private loop(node: TSESTree.Node & { body: TSESTree.Node }, before: Value): Value | null {
    const value = this.havocIn(node, before);
    if (!this.hasStop(node)) return value;
    if (this.hasStop(node.body)) {
      const outerBreaks = this.breaks;
      const inside = this.statement(node.body, value);
      this.breaks = outerBreaks;
      return inside;
    }
    this.isReached = true;
    return value;
  }

  private havocIn(node: TSESTree.Node, before: Value): Value {
    return this.eventsIn(node).reduce((value, event) => havoc(value, event, this.evaluation), before);
  }

  private expression(node: TSESTree.Node, before: Value): Value {
    const stop = this.hasStop(node) ? this.level.stop : null;
    let value = before;
    for (const event of this.eventsIn(node)) {
      if (stop && event.effect.range[1] > stop.range[0]) continue;
      const after = applyEvent(value, event, this.evaluation);
      value = isGuarded(event.node, node) ? join([value, after], value.origin) : after;
    }
    if (stop) this.isReached = true;
    return value;
  }
}

/** May a `return` or `break` in the statement skip what follows it? Loops are not looked into. */
function mayLeave(node: TSESTree.Node): boolean {
  switch (node.type) {
    case 'ReturnStatement':
    case 'BreakStatement':
      return true;
    case 'BlockStatement':
      return node.body.some(mayLeave);
    case 'IfStatement':
      return mayLeave(node.consequent) || (node.alternate !== null && mayLeave(node.alternate));
    default:
      return false;
  }
}

/** Does something inside the statement decide whether this expression is evaluated? */
function isGuarded(node: TSESTree.Node, statement: TSESTree.Node): boolean {
  for (let current = node; current !== statement && current.parent; current = current.parent) {
    const { parent } = current;
    if (parent.type === 'LogicalExpression' && parent.right === current) return true;
    if (parent.type === 'ConditionalExpression' && parent.test !== current) return true;
  }
  return false;
}

/** Methods that change an array in place. */
const MUTATORS = new Set([
  'pop',
  'shift',
  'unshift',
  'splice',
  'sort',
  'reverse',
  'fill',
  'copyWithin',
  'set',
  'add',
  'clear',
]);

/** Functions of common libraries that change their first argument. */
const CHANGES_FIRST_ARGUMENT = new Set([
  'defaults',
  'defaultsDeep',
  'defineProperties',
  'defineProperty',
  'extend',
  'merge',
  'mergeWith',
  'set',
  'setWith',
  'unset',
]);

/** Where the object of a place may go under another name. */
export interface Aliases {
  /** May the call change its argument at this index? Most do not, and taking all for changes would leave nothing known. */
  isChangedByCall(call: TSESTree.CallExpression | TSESTree.NewExpression, index: number): boolean;
  /** Is the object changed under the name that it gets here? */
  isChangedThrough(name: TSESTree.Identifier): boolean;
}

/** What this use of a place does to it, or `null` when it only reads. */
export function eventAt(node: InnerNode, aliases: Aliases): PlaceEvent | null {
  const path: KeyPart[] = [];
  let keyNode: TSESTree.Node = node;
  let current = wrapped(node);
  while (current.parent.type === 'MemberExpression' && current.parent.object === current) {
    const member: TSESTree.MemberExpression = current.parent;
    keyNode = member.property;
    path.push(member.computed || member.property.type !== 'Identifier' ? member.property : member.property.name);
    current = wrapped(member);
  }
  const { parent } = current;
  const event = (action: PlaceAction, upTo = path.length): PlaceEvent => ({
    node,
    path: path.slice(0, upTo),
    action,
    effect: parent,
  });
  switch (parent.type) {
    case 'AssignmentExpression': {
      if (parent.left !== current) return null;
      const { operator, right: value } = parent;
      if (operator === '=') return event({ kind: 'write', value, site: parent, key: keyNode });
      return operator === '??=' || operator === '||=' || operator === '&&='
        ? event({
            kind: 'logicalWrite',
            operator: operator.slice(0, 2) as '??' | '||' | '&&',
            value,
            site: parent,
            key: keyNode,
          })
        : event({ kind: 'replace' });
    }
    case 'VariableDeclarator':
      return parent.id.type === 'Identifier' && aliases.isChangedThrough(parent.id) ? event({ kind: 'change' }) : null;
    case 'UpdateExpression':
    case 'ArrayPattern':
    case 'RestElement':
      return event({ kind: 'replace' });
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return parent.left === current ? event({ kind: 'replace' }) : null;
    case 'Property':
      return parent.parent.type === 'ObjectPattern' && parent.value === current ? event({ kind: 'replace' }) : null;
    case 'UnaryExpression':
      return parent.operator === 'delete' && path.length > 0
        ? event({ kind: 'delete', site: parent, key: keyNode })
        : null;
    case 'CallExpression':
    case 'NewExpression': {
      if (parent.callee === current) {
        const method = path.at(-1);
        if (parent.type !== 'CallExpression' || typeof method !== 'string') return null;
        if (method === 'push') return event({ kind: 'push', elements: parent.arguments }, path.length - 1);
        return MUTATORS.has(method) ? event({ kind: 'change' }, path.length - 1) : null;
      }
      const index = parent.arguments.findIndex((argument) => argument === current);
      if (index === 0 && parent.type === 'CallExpression') {
        const callee = unwrap(parent.callee);
        const method =
          callee.type === 'MemberExpression' && callee.property.type === 'Identifier' ? callee.property.name : null;
        if (callee.type === 'MemberExpression' && method === 'assign') {
          return event({ kind: 'assign', sources: parent.arguments.slice(1) });
        }
        if (method !== null && CHANGES_FIRST_ARGUMENT.has(method)) return event({ kind: 'change' });
      }
      return index >= 0 && aliases.isChangedByCall(parent, index) ? event({ kind: 'change' }) : null;
    }
    default:
      return null;
  }
}
