/** Set by `scripts/build.ts` from package.json. */
declare const PACKAGE_VERSION: string | undefined;

/** The version of this package; `0.0.0-source` where the sources run unbundled, as in tests. */
export const packageVersion = typeof PACKAGE_VERSION === 'undefined' ? '0.0.0-source' : PACKAGE_VERSION;
