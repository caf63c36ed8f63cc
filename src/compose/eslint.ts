/** The stack rules as ESLint rules, and the language they run in. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { ESLint } from 'eslint';
import { checkSettings } from '../core/check-settings.js';
import { BUILT_RULES, getDocsUrl } from '../core/catalog/index.js';
import type { RuleEntry, RuleId } from '../core/catalog/index.js';
import type { Finding, Remedy } from '../core/finding.js';
import { isProven, proofOfStackName } from './file-names.js';
import { loadEngine, loadYamlLanguage } from './load.js';
import type { Engine } from './load.js';
import type { RuleOptions } from './rules/rule.js';

type Language = NonNullable<ESLint.Plugin['languages']>[string];
type Stack = ReturnType<Engine['readStack']>;
type Context = Readonly<TSESLint.RuleContext<string, [options?: RuleOptions]>>;

/** The hosts of YAML: a language of its own, or ESLint's JavaScript language with yaml-eslint-parser as its parser. */
const HOST_LANGUAGES = ['keepalive/yaml', 'yml/yaml', 'js/js'];

/** Where a mistake in the settings is told: it has no place in the file. */
const START = { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } };

/** Every stack rule that is built, by its id. */
export const stackRules: Readonly<Record<string, StackRuleModule>> = Object.fromEntries(
  BUILT_RULES.filter(({ language }) => language === 'yaml').map((entry) => [entry.id, createRule(entry)]),
);

type StackRuleModule = TSESLint.RuleModule<string, [options?: RuleOptions]>;

function createRule(entry: RuleEntry): StackRuleModule {
  const id = entry.id as RuleId;
  return {
    meta: {
      type: 'problem',
      docs: { description: entry.description, url: getDocsUrl(id) },
      ...(entry.edits === 'fix' && { fixable: 'code' }),
      hasSuggestions: entry.edits !== 'none',
      languages: HOST_LANGUAGES,
      schema: [...entry.schema] as unknown as StackRuleModule['meta']['schema'],
      defaultOptions: entry.defaultOptions[0] ? [entry.defaultOptions[0]] : [],
      messages: { ...entry.messages },
    },
    create: (context) => ({
      Program: () => {
        const stack = readOnce(context);
        if (!stack) return;
        const { settings, mistakes } = checkSettings(context.settings['keepalive']);
        if ('setting' in entry.messages) {
          for (const mistake of mistakes) context.report({ loc: START, messageId: 'setting', data: { mistake } });
        }
        const ruleOptions = { [id]: context.options[0] };
        const findings = loadEngine().judgeStack(stack, { settings, rules: [id], ruleOptions });
        for (const finding of findings) report(context, finding);
      },
    }),
  };
}

const stacks = new WeakMap<object, Stack | null>();

/** The file as a stack, read once for all rules; null for a file that is none. */
function readOnce({ sourceCode, filename }: Context): Stack | null {
  let stack = stacks.get(sourceCode);
  if (stack === undefined) {
    const { text } = sourceCode;
    stack = looksLikeStack(filename, text) ? loadEngine().readStack([{ name: filename, content: text }]) : null;
    stacks.set(sourceCode, stack);
  }
  return stack;
}

/** A compose file that shows no use of Swarm is none, also when a config's `files` matches it. */
function looksLikeStack(filename: string, text: string): boolean {
  const name = filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
  return isProven(proofOfStackName(name) ?? 'services', text);
}

function report({ sourceCode, report }: Context, finding: Finding): void {
  const { messageId, data, fix, suggestions } = finding;
  report({
    // By offset, so that it works in every YAML host: the nodes differ, the text does not.
    loc: { start: sourceCode.getLocFromIndex(finding.start), end: sourceCode.getLocFromIndex(finding.end) },
    messageId,
    data,
    fix: fix ? (fixer) => applyRemedy(fixer, fix) : null,
    suggest: suggestions.map((remedy) => ({
      messageId: remedy.messageId,
      data: remedy.data,
      fix: (fixer) => applyRemedy(fixer, remedy),
    })),
  });
}

function applyRemedy(fixer: TSESLint.RuleFixer, { edits }: Remedy): TSESLint.RuleFix[] {
  return edits.map(({ start, end, text }) => fixer.replaceTextRange([start, end], text));
}

/** eslint-plugin-yml's language object under our name, loaded on the first YAML file. */
export const yamlLanguage: Language = {
  fileType: 'text',
  lineStart: 1,
  columnStart: 0,
  nodeTypeKey: 'type',
  validateLanguageOptions: () => undefined,
  normalizeLanguageOptions: (options) => loadYamlLanguage().normalizeLanguageOptions(options),
  parse: (file, context) => loadYamlLanguage().parse(file, context),
  createSourceCode: (file, result, context) => loadYamlLanguage().createSourceCode(file, result, context),
};
