/** The stack rules as ESLint rules, and the language they run in. */
import type { TSESLint } from '@typescript-eslint/utils';
import type { ESLint } from 'eslint';

type Language = NonNullable<ESLint.Plugin['languages']>[string];

/** Every stack rule that is built, by its id. */
export const stackRules: Readonly<Record<string, TSESLint.RuleModule<string>>> = {};

/** eslint-plugin-yml's language object under our name, loaded on the first YAML file. */
export const yamlLanguage = {} as Language;
