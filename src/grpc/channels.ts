/** Every channel of the linted file with what it is configured with: where the rules start. */
import type { TSESLint } from '@typescript-eslint/utils';
import { getIdlePath, type NamedPath } from '../core/idle-path.js';
import { evaluatorFor, fileOf, settingsOf, type Evaluator, type LintContext } from './options/evaluator.js';
import { getInstalledVersion } from './options/project/package-version.js';
import { getProperty, type Value } from './options/value.js';
import { forEachSite } from './sites/find.js';
import type { Site } from './sites/site.js';
import type { Channel, Conditions } from './channel.js';
import { NEWEST_GRPC_JS } from './versions.js';

/** The listeners of a rule that judges channels, transports, clients and servers, each with its options. */
export function forEachChannel(context: LintContext, handle: (channel: Channel) => void): TSESLint.RuleListener {
  const evaluator = evaluatorFor(context);
  return forEachSite(context, (site) => {
    handle(toChannel(site, evaluator));
  });
}

function toChannel(site: Site, evaluator: Evaluator): Channel {
  const container = site.options.kind === 'expression' ? evaluator.evaluate(site.options.node) : null;
  const carrier = site.carrier && toChannel(site.carrier, evaluator);
  return { site, container, options: getOptions(site, container), carrier };
}

function getOptions(site: Site, container: Value | null): Value | null {
  if (site.options.kind !== 'expression' || !container) return null;
  const options = getProperty(container, site.options.path);
  return options.kind === 'absent' ? null : options;
}

/** Under which conditions the channels of this file are judged. */
export interface LintConditions extends Conditions {
  readonly path: NamedPath;
}

const conditions = new WeakMap<object, LintConditions>();

/** From the settings, and the grpc-js that is installed where the file is. All rules share them. */
export function getConditions(context: LintContext): LintConditions {
  let known = conditions.get(context.sourceCode);
  if (!known) conditions.set(context.sourceCode, (known = readConditions(context)));
  return known;
}

function readConditions(context: LintContext): LintConditions {
  const settings = settingsOf(context);
  return {
    path: getIdlePath(settings),
    server: settings.server ?? 'unknown',
    permitsIdlePings: settings.permitsIdlePings ?? false,
    grpcJsVersion: settings.grpcJsVersion ?? getInstalledVersion('@grpc/grpc-js', fileOf(context)) ?? NEWEST_GRPC_JS,
  };
}

/** The user asked to be told what cannot be determined. */
export function reportsUnknown(context: LintContext): boolean {
  return settingsOf(context).unknown === 'report';
}
