/** Environment files as the Docker client reads them (`opts.ParseEnvFile`, docker/cli 28.2.2): no quotes, no expansion. */

export type EnvFile =
  | {
      readonly ok: true;
      /** `null`: the line names a variable only. */ readonly variables: ReadonlyMap<string, string | null>;
    }
  /** `error` is Docker's own text. */
  | { readonly ok: false; readonly error: string };

/** A lone surrogate in the text stands for a byte that is no UTF-8. */
export function parseEnvFile(text: string): EnvFile {
  const variables = new Map<string, string | null>();
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (/\p{Surrogate}/u.test(line)) return { ok: false, error: `invalid utf8 bytes at line ${index + 1}` };
    const entry = line.replace(/^\s+/, '');
    if (entry === '' || entry.startsWith('#')) continue;
    const at = entry.indexOf('=');
    const name = at < 0 ? entry : entry.slice(0, at);
    if (name === '') return { ok: false, error: `no variable name on line '${entry}'` };
    if (/\s/.test(name)) return { ok: false, error: `variable '${name}' contains whitespaces` };
    variables.set(name, at < 0 ? null : entry.slice(at + 1));
  }
  return { ok: true, variables };
}
