/** The value of a place after something that happened to it, or may have happened. */
import type { TSESTree } from '@typescript-eslint/utils';
import { type Change, type ChangeSite, changeAt, deleteAt, everythingUnknown } from './object.js';
import type { PlaceEvent } from './place-event.js';
import { type Origin, type Value, unknown } from '../value.js';

/** The evaluations that this needs, in the frame of the use. */
export interface PlaceEvaluation {
  value(node: TSESTree.Node): Value;
  key(node: TSESTree.Node): string | null;
  truth(node: TSESTree.Node): boolean | null;
  logical(operator: '??' | '||' | '&&', left: Value, right: TSESTree.Node, origin: Origin): Value;
  assign(target: Value, sources: readonly TSESTree.Node[], origin: Origin): Value;
  origin(node: TSESTree.Node): Origin;
}

/** The value when the event has happened, once. */
export function applyEvent(value: Value, event: PlaceEvent, evaluation: PlaceEvaluation): Value {
  const { action } = event;
  const site = siteOf(event, evaluation);
  const changed = (change: Change): Value => changeAt(value, keysOf(event, evaluation), change, site);
  switch (action.kind) {
    case 'write':
      return changed(() => evaluation.value(action.value));
    case 'logicalWrite':
      return changed((before) => evaluation.logical(action.operator, before, action.value, site.origin));
    case 'delete':
      return deleteAt(value, keysOf(event, evaluation), site);
    case 'assign':
      return changed((before) => evaluation.assign(before, action.sources, before.origin));
    case 'push':
      return changed((before) =>
        before.kind === 'array' && before.complete && !action.elements.some(({ type }) => type === 'SpreadElement')
          ? { ...before, elements: [...before.elements, ...action.elements.map((one) => evaluation.value(one))] }
          : everythingUnknown(before, site.origin),
      );
    case 'replace':
    case 'change':
      return applyMaybe(value, event, evaluation);
  }
}

/** The value when the event may have happened, any number of times. */
export function applyMaybe(value: Value, event: PlaceEvent, evaluation: PlaceEvaluation): Value {
  const site = { ...siteOf(event, evaluation), isCertain: false };
  const { kind } = event.action;
  const keepsObject = kind === 'assign' || kind === 'push' || kind === 'change';
  const change: Change = (before) =>
    keepsObject ? everythingUnknown(before, site.origin) : unknown('it is changed elsewhere', site.origin);
  return changeAt(value, keysOf(event, evaluation), change, site);
}

function siteOf({ effect, keyNode }: PlaceEvent, evaluation: PlaceEvaluation): ChangeSite {
  return { origin: evaluation.origin(effect), keyNode, isCertain: true };
}

/** The keys of an event, with `null` for one that is not known. */
function keysOf({ path }: PlaceEvent, evaluation: PlaceEvaluation): (string | null)[] {
  return path.map((part) => (typeof part === 'string' ? part : evaluation.key(part)));
}
