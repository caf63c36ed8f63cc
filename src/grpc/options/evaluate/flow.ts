/** What the statements of a function make of a value. Branches join, dead ends drop out; what a loop changes is not known. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type PlaceEvaluation, applyEvent, applyMaybe } from './apply-event.js';
import type { Level } from './levels.js';
import type { PlaceEvent } from './place-event.js';
import { childrenOf } from '../scope.js';
import { isWithin } from '../syntax.js';
import { type Value, join } from '../value.js';

/** The statements of one level, run on the values that the place may have. `null` is a path that has ended. */
export class Flow {
  private isReached = false;
  private readonly exits: Value[] = [];
  private breaks: { readonly label: string | null; readonly value: Value }[] = [];
  private readonly jumps: readonly Jump[];

  /** @param events - what happens to the place in this very function, in the order of the text */
  constructor(
    private readonly level: Level,
    private readonly events: readonly PlaceEvent[],
    private readonly evaluation: PlaceEvaluation,
  ) {
    this.jumps = level.body.flatMap(jumpsIn);
  }

  /** The value at the use, or at the end of the function when the use is not in it. */
  run(before: Value): Value {
    const { home, stop, body } = this.level;
    // A use in the default of a parameter, and before it an assignment in another one.
    if (stop && !body.some((statement) => isWithin(stop, statement))) return this.maybeIn(home, before);
    const end = this.statements(body, before);
    if (this.hasReached() && end) return end;
    // When every way ends with an error, nothing is known of what comes later.
    return this.merge([end, ...this.exits]) ?? this.maybeIn(home, before);
  }

  private hasReached(): boolean {
    return this.isReached;
  }

  private merge(values: readonly (Value | null)[]): Value | null {
    const alive = values.filter((value) => value !== null);
    const [first] = alive;
    return first ? join(alive, first.origin) : null;
  }

  private eventsIn(node: TSESTree.Node): readonly PlaceEvent[] {
    return this.events.filter((event) => isWithin(event.node, node));
  }

  private jumpsIn(node: TSESTree.Node): readonly Jump[] {
    return this.jumps.filter((jump) => isWithin(jump, node));
  }

  private hasStop(node: TSESTree.Node): boolean {
    return this.level.stop !== null && isWithin(this.level.stop, node);
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
    if (this.eventsIn(node).length === 0 && this.jumpsIn(node).length === 0 && !this.hasStop(node)) return before;
    switch (node.type) {
      case 'ReturnStatement':
      case 'ThrowStatement': {
        const after = this.expression(node, before);
        return this.hasReached() ? after : this.leave(node, after);
      }
      case 'BreakStatement':
      case 'ContinueStatement':
        return this.leave(node, before);
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

  /** Nothing comes behind a jump: its value goes on where it leads. */
  private leave(jump: Jump, value: Value): null {
    if (jump.type === 'ReturnStatement') this.exits.push(value);
    if (jump.type === 'BreakStatement') this.breaks.push({ label: jump.label?.name ?? null, value });
    return null;
  }

  private ifStatement(node: TSESTree.IfStatement, before: Value): Value | null {
    const value = this.expression(node.test, before);
    if (this.hasReached()) return value;
    const truth = this.hasStop(node) ? null : this.evaluation.truth(node.test);
    const whenTrue = truth === false ? null : this.statement(node.consequent, value);
    if (this.hasReached()) return whenTrue;
    const whenFalse = truth === true ? null : node.alternate ? this.statement(node.alternate, value) : value;
    return this.hasReached() ? whenFalse : this.merge([whenTrue, whenFalse]);
  }

  private switchStatement(node: TSESTree.SwitchStatement, before: Value): Value | null {
    const value = this.expression(node.discriminant, before);
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
      const interrupted = join([before, this.maybeIn(node.block, before)], before.origin);
      const caught = this.statement(node.handler.body, interrupted);
      if (this.hasReached()) return caught;
      after = this.merge([tried, caught]);
    }
    return node.finalizer && after ? this.statement(node.finalizer, after) : after;
  }

  private loop(node: TSESTree.Node & { body: TSESTree.Node }, before: Value): Value | null {
    const value = this.maybeIn(node, before);
    if (this.hasStop(node.body)) return this.statement(node.body, value);
    if (this.hasStop(node)) {
      this.isReached = true;
      return value;
    }
    for (const jump of this.jumpsIn(node)) if (leavesLoop(jump)) this.leave(jump, value);
    return value;
  }

  private maybeIn(node: TSESTree.Node, before: Value): Value {
    return this.eventsIn(node).reduce((value, event) => applyMaybe(value, event, this.evaluation), before);
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

type Jump = TSESTree.ReturnStatement | TSESTree.ThrowStatement | TSESTree.BreakStatement | TSESTree.ContinueStatement;

/** The jumps in a statement, but for those in functions inside it. */
function jumpsIn(node: TSESTree.Node): Jump[] {
  switch (node.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return [node];
    default:
      return /Statement$|^SwitchCase$|^CatchClause$/.test(node.type) ? childrenOf(node).flatMap(jumpsIn) : [];
  }
}

/** A `break` without a label ends the loop or `switch` that it is in. */
function leavesLoop(jump: Jump): boolean {
  return jump.type !== 'BreakStatement' || jump.label !== null;
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
