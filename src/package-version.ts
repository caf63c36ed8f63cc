/** Set by `scripts/build.ts`: from package.json, and from the sources. */
declare const PACKAGE_VERSION: string | undefined;
declare const PACKAGE_BUILD: string | undefined;

/** The version of this package; `0.0.0-source` where the sources run unbundled, as in tests. */
export const packageVersion = typeof PACKAGE_VERSION === 'undefined' ? '0.0.0-source' : PACKAGE_VERSION;

/** The same for the same sources: two builds of one version need not agree about everything. */
export const packageBuild = typeof PACKAGE_BUILD === 'undefined' ? 'source' : PACKAGE_BUILD;
