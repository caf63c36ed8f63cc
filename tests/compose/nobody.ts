/** What somebody sees who may not read and write everything. Tests run as root in some places, and root may. */
const NOBODY = 65_534;

/** Runs a function with the rights of nobody, where the process may take them on; elsewhere it has few enough. */
export async function asNobody<Result>(run: () => Result | Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return run();
  process.seteuid?.(NOBODY);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
