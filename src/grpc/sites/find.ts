/** The one recogniser: is this node a place that builds a gRPC channel? Every rule asks here; the answer is cached by node. */
import type { TSESLint, TSESTree } from '@typescript-eslint/utils';
import type { LintContext } from '../options/evaluator.js';
import { getProperty } from '../options/value.js';
import { type SiteContext, siteContextFor } from './context.js';
import { forwardingSite } from './forwarding.js';
import { leadsNowhere } from './gate.js';
import { grpcJsSite } from './grpc-js.js';
import { librarySite } from './library-site.js';
import { nestUses } from './nest-uses.js';
import { nestSite } from './nestjs.js';
import type { CallLike, Site } from './site.js';

/** Calls `handle` for every site of the linted file: the listeners of a rule that judges channels. */
export function forEachSite(lint: LintContext, handle: (site: Site) => void): TSESLint.RuleListener {
  const context = siteContextFor(lint);
  const visit = (node: TSESTree.Node): void => {
    const site = siteAt(node, context);
    if (site !== null) handle(site);
  };
  const visitCall = (node: CallLike): void => {
    // What this file declares says nothing of the calls in others, which are asked about from here.
    if (leadsNowhere(node, context)) return;
    visit(node);
    if (node.type === 'CallExpression') nestUses(node, context).forEach(handle);
  };
  return { NewExpression: visitCall, CallExpression: visitCall, ObjectExpression: visit };
}

/** The site that `node` is, or `null`. Cheap for the nodes that are none; the answer is kept. */
export function siteAt(node: TSESTree.Node, context: SiteContext): Site | null {
  if (node.type !== 'NewExpression' && node.type !== 'CallExpression' && node.type !== 'ObjectExpression') return null;
  let site = context.sites.get(node);
  if (site === undefined) {
    // A function that builds a channel by calling itself finds no answer, rather than no end.
    context.sites.set(node, null);
    site = recognise(node, context);
    context.sites.set(node, site);
  }
  return site;
}

function recognise(node: CallLike | TSESTree.ObjectExpression, context: SiteContext): Site | null {
  if (node.type === 'ObjectExpression') return nestSite(node, context);
  const site = librarySite(node, context) ?? grpcJsSite(node, context) ?? forwardingSite(node, context, siteAt);
  return site?.channelFromElsewhere ? { ...site, carrier: carrierOf(site, context) } : site;
}

function carrierOf({ options }: Site, context: SiteContext): Site | null {
  if (options.kind !== 'expression') return null;
  const channel = getProperty(context.evaluator.evaluate(options.node), [...options.path, 'channelOverride']);
  return siteAt(channel.origin.node, context);
}
