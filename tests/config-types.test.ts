/** The types that a configuration is checked against say what the catalog says. The compiler does the work. */
import type { Linter } from 'eslint';
import { describe, expectTypeOf, it } from 'vitest';
import type { KeepaliveRules } from '../src/config-types.cjs';
import type { CATALOG, RuleId } from '../src/core/catalog/index.js';

type Catalog = typeof CATALOG;

type ValueOf<Property> = Property extends { readonly type: 'boolean' }
  ? boolean
  : Property extends { readonly type: 'array'; readonly items: { readonly type: 'string' } }
    ? readonly string[]
    : never;

type OptionsOf<Schema> = Schema extends readonly [{ readonly properties: infer Properties }]
  ? [{ readonly [Name in keyof Properties]?: ValueOf<Properties[Name]> }?]
  : [];

type RulesOfCatalog = {
  readonly [Id in RuleId as Catalog[Id]['language'] extends 'text' ? never : `keepalive/${Id}`]?: Linter.RuleEntry<
    OptionsOf<Catalog[Id]['schema']>
  >;
};

describe('the rules of a typed configuration', () => {
  it('are those of the catalog that ESLint can run, with their options', () => {
    expectTypeOf<KeepaliveRules>().toEqualTypeOf<RulesOfCatalog>();
  });
});
