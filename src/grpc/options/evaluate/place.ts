/**
 * The value of a variable or field at the moment it is used: its initial value, and what the statements before that use
 * make of it.
 */
import { type PlaceEvaluation, applyMaybe } from './apply-event.js';
import { Flow } from './flow.js';
import type { Level } from './levels.js';
import type { PlaceEvent } from './place-event.js';
import { homeOf } from '../scope.js';
import type { Value } from '../value.js';

/** A variable or a field, with everything in the file that may change it. */
export interface Place {
  readonly initial: Value;
  /** The places where it, or something in it, is written; in the order of the text. */
  readonly events: readonly PlaceEvent[];
  /** The functions whose statements run one after the other up to the use, the outermost first. */
  readonly levels: readonly Level[];
}

/** The value of the place at its use. */
export function valueAtUse({ initial, events, levels }: Place, evaluation: PlaceEvaluation): Value {
  let value = initial;
  for (const level of levels) {
    const own = events.filter(({ node }) => homeOf(node) === level.home);
    if (own.length > 0) value = new Flow(level, own, evaluation).run(value);
  }
  const homes = new Set(levels.map(({ home }) => home));
  // Another function may run at any time, or never.
  for (const event of events) if (!homes.has(homeOf(event.node))) value = applyMaybe(value, event, evaluation);
  return value;
}
