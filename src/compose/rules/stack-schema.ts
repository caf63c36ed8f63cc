/** What Docker's client rejects: all mistakes of all files at once, each at its place. */
import { stackSchema } from '../../core/catalog/stack-schema.js';
import type { Finding, Remedy } from '../../core/finding.js';
import { listNames } from '../../core/message.js';
import { UNSUPPORTED_PROPERTIES } from '../docker/properties.js';
import { getFile, textAt } from '../docker/place.js';
import type { Problem } from '../docker/stack.js';
import { renameKey, replaceScalar } from '../fix/operations.js';
import {
  choiceOf,
  describePath,
  describePathFirst,
  detailsOf,
  getUnsetNames,
  isUpToEnvironment,
  kindsOf,
  listOf,
  textOf,
} from './problem.js';
import { changesOf, wordingOf } from './rule.js';
import type { FindingDetails, StackContext, StackRule } from './rule.js';

const { say, sayWith, offer } = wordingOf(stackSchema);

/** What makes Docker reject the file itself. */
type Rejection = Exclude<Problem, { readonly stage: 'deploy' | 'ignored' }>;

export const rule: StackRule = {
  entry: stackSchema,
  *check(context) {
    const upToEnvironment: Problem[] = [];
    for (const problem of context.stack.problems) {
      if (isUpToEnvironment(context, problem)) upToEnvironment.push(problem);
      else if (problem.stage !== 'deploy' && problem.stage !== 'ignored') yield report(context, problem);
    }
    if (context.knowledge === 'inherited') yield* reportEnvironment(context, upToEnvironment);
  },
};

/** One finding a file, however many values lack a variable: they are mended together, by setting it. */
function* reportEnvironment({ stack }: StackContext, problems: readonly Problem[]): Iterable<Finding> {
  for (const { name: file } of stack.files) {
    const own = problems.filter(({ span }) => span.file === file);
    const [first, ...more] = own;
    if (!first) continue;
    const names = [...new Set(own.flatMap((problem) => getUnsetNames(stack, problem)))];
    yield say(
      first.span,
      'unsetVariables',
      { names: listNames(names), verb: names.length === 1 ? 'is' : 'are' },
      {
        related: more.slice(0, MOST_PLACES).map(({ span }) => ({ ...span, label: 'also here' })),
        help: 'Set them, give a file of them with --env-file, or lint with --no-environment.',
        path: first.path,
      },
    );
  }
}

/** Enough to see what kind of values they are. */
const MOST_PLACES = 2;

/** Problems that have more to say than a message. */
type OwnReport = 'additional-property' | 'wrong-type' | 'wrong-value';

/** The others: their message needs their own values only. */
const BY_VALUES = {
  'yaml-syntax': 'yamlSyntax',
  'bad-encoding': 'badEncoding',
  'control-character': 'controlCharacter',
  'too-deep': 'tooDeep',
  'unknown-anchor': 'unknownAnchor',
  'recursive-anchor': 'recursiveAnchor',
  'alias-bomb': 'aliasBomb',
  'merge-needs-map': 'mergeNeedsMap',
  'complex-key': 'complexKey',
  'tag-mismatch': 'tagMismatch',
  'bad-base64': 'badBase64',
  'duplicate-key': 'duplicateKey',
  'not-a-mapping': 'notAMapping',
  'unsupported-version': 'unsupportedVersion',
  'no-version': 'noVersion',
  'version-mismatch': 'versionMismatch',
  'required-variable': 'requiredVariable',
  'malformed-variable': 'malformedVariable',
  'bad-cast': 'badCast',
  'forbidden-property': 'forbiddenProperty',
  'missing-property': 'missingProperty',
  'bad-port': 'badPort',
  'bad-duration': 'badDuration',
  'below-minimum': 'belowMinimum',
  'repeated-item': 'repeatedItem',
  'not-a-number': 'notANumber',
  'key-is-not-text': 'keyIsNotText',
  'negative-number': 'negativeNumber',
  'whole-number-needed': 'wholeNumberNeeded',
  'bad-byte-size': 'badByteSize',
  'open-quote': 'openQuote',
  'bad-volume': 'badVolume',
  'bind-without-source': 'bindWithoutSource',
  'external-conflict': 'externalConflict',
  'external-name-conflict': 'externalNameConflict',
  'driver-and-file': 'driverAndFile',
  'date-as-text': 'dateAsText',
  'missing-file': 'missingFile',
  'not-a-file': 'notAFile',
  'bad-env-file': 'badEnvFile',
} as const satisfies Readonly<Record<Exclude<Rejection['code'], OwnReport>, keyof typeof stackSchema.messages>>;

function report(context: StackContext, problem: Rejection): Finding {
  const { code, span } = problem;
  const details = detailsOf(problem);
  switch (code) {
    case 'additional-property':
      return reportProperty(context, problem, details);
    case 'wrong-type':
      return say(
        span,
        'wrongType',
        {
          place: describePathFirst(problem.path),
          expected: kindsOf(listOf(problem, 'expected')),
          actual: textOf(problem, 'actual'),
        },
        { ...details, ...fixType(context, problem) },
      );
    case 'wrong-value':
      return reportValue(context, problem, details);
    default: {
      const messageId = BY_VALUES[code];
      const help = getHelp(context, problem);
      const getValue = (name: string): string => valueOf(context, problem, messageId, name);
      return sayWith(span, messageId, getValue, { ...details, ...(help !== null && { help }) });
    }
  }
}

/** `08` is no octal number, so YAML makes a fraction of it, and nobody sees that. */
function getHelp(context: StackContext, problem: Problem): string | null {
  const digits =
    problem.code === 'whole-number-needed' ? /^0+(\d+)$/.exec(getWritten(context, problem))?.[1] : undefined;
  return digits === undefined
    ? null
    : `Write ${digits}: YAML takes the zero at its start for octal, and an 8 or 9 makes it a fraction.`;
}

function getWritten({ stack }: StackContext, { span }: Problem): string {
  return textAt(stack, span);
}

function valueOf(
  context: StackContext,
  problem: Problem,
  messageId: keyof typeof stackSchema.messages,
  name: string,
): string {
  if (name === 'value' && messageId === 'wholeNumberNeeded') return getWritten(context, problem);
  if (name !== 'place') return textOf(problem, name);
  const isFirst = stackSchema.messages[messageId].startsWith('{{place}}');
  return isFirst ? describePathFirst(problem.path) : describePath(problem.path);
}

function reportProperty(context: StackContext, problem: Problem, details: FindingDetails): Finding {
  const { span, path } = problem;
  const property = textOf(problem, 'property');
  const owner = describePathFirst(path.slice(0, -1));
  const suggestions = listOf(problem, 'suggestions');
  // A home where Docker drops it is none.
  const homes = UNSUPPORTED_PROPERTIES.includes(property) ? [] : listOf(problem, 'homes').map(describeHome);
  if (textOf(problem, 'since') !== '') {
    const data = { owner, property, since: textOf(problem, 'since'), version: textOf(problem, 'version') };
    const help = `Write version: "${textOf(problem, 'since')}" or a later one, or leave \`version\` out.`;
    return say(span, 'laterProperty', data, { ...details, help });
  }
  if (textOf(problem, 'instead') !== '') {
    return say(span, 'composeProperty', { property, instead: textOf(problem, 'instead') }, details);
  }
  if (suggestions.length > 0) {
    const remedies = suggestions.flatMap((meant) => rename(context, problem, meant));
    const data = { owner, property, suggestions: choiceOf(suggestions) };
    return say(span, 'misspeltProperty', data, { ...details, suggestions: remedies });
  }
  if (homes.length > 0) return say(span, 'misplacedProperty', { owner, property, homes: kindsOf(homes) }, details);
  const help = `Possible here: ${listOf(problem, 'allowed').join(', ')}.`;
  return say(span, 'unknownProperty', { owner, property }, { ...details, help });
}

/** `services.*.deploy` is "`deploy` of a service". */
function describeHome(home: string): string {
  const [section = '', , ...rest] = home.split('.');
  if (section === '') return 'the top level of the file';
  const owner = `a ${section.replace(/s$/, '')}`;
  return rest.length === 0 ? owner : `\`${rest.join('.')}\` of ${owner}`;
}

function reportValue(context: StackContext, problem: Problem, details: FindingDetails): Finding {
  const { span, path } = problem;
  const value = textOf(problem, 'value');
  const suggestions = listOf(problem, 'suggestions');
  const place = describePath(path);
  if (suggestions.length === 0) {
    return say(span, 'wrongValue', { value, place, allowed: choiceOf(listOf(problem, 'allowed')) }, details);
  }
  const file = getFile(context.stack, span);
  const remedies = suggestions.flatMap((meant) =>
    changesOf(replaceScalar(file, span, meant)).map((change) => offer(change, 'replace', { value: meant })),
  );
  const data = { value, place, suggestions: choiceOf(suggestions) };
  return say(span, 'misspeltValue', data, { ...details, suggestions: remedies });
}

function rename({ stack }: StackContext, { span, path }: Problem, meant: string): readonly Remedy[] {
  const file = getFile(stack, span);
  return changesOf(renameKey(file, path, meant)).map((change) => offer(change, 'rename', { property: meant }));
}

/** A number where text must be, or the other way round: the same characters with quotes or without. */
function fixType({ stack }: StackContext, problem: Problem): Pick<FindingDetails, 'fix' | 'suggestions'> {
  const { span } = problem;
  const file = getFile(stack, span);
  const expected = listOf(problem, 'expected');
  const written = textAt(stack, span);
  if (expected.length !== 1) return {};
  if (expected[0] === 'text' && textOf(problem, 'actual').startsWith('the number ')) {
    if (textOf(problem, 'format') === 'duration') {
      const value = `${written}s`;
      const changes = changesOf(replaceScalar(file, span, value));
      return { suggestions: changes.map((change) => offer(change, 'replace', { value })) };
    }
    const [change] = changesOf(replaceScalar(file, span, written));
    return change ? { fix: offer(change, 'quote', { text: written }) } : {};
  }
  const text = /^(["'])(0|[1-9]\d*)\1$/.exec(written)?.[2];
  if (text === undefined || !(expected[0] === 'a whole number' || expected[0] === 'a number')) return {};
  const [change] = changesOf(replaceScalar(file, span, Number(text), { quotes: 'drop' }));
  return change ? { fix: offer(change, 'unquote', { text }) } : {};
}
