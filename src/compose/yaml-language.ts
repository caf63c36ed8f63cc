/**
 * eslint-plugin-yml's language object. Under our name it is still theirs, so that the rules of both plugins, and the rules for
 * JavaScript that somebody left unscoped, run on the same file whichever config comes last.
 */
import type { ESLint } from 'eslint';
import { languages } from 'eslint-plugin-yml';

type Language = NonNullable<ESLint.Plugin['languages']>[string];

export const yamlLanguage: Language & Required<Pick<Language, 'normalizeLanguageOptions'>> = languages.yaml;
