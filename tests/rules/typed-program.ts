/** Type information for code that is on no disk. */
import path from 'node:path';
import ts from 'typescript';

/**
 * One program over files that are on no disk.
 *
 * @param files - the code by absolute path; under the root of this project they resolve its packages
 */
export function createProgram(files: ReadonlyMap<string, string>): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: [],
  };
  const host = ts.createCompilerHost(options, true);
  const codeOf = (name: string): string | undefined => files.get(path.normalize(name));
  return ts.createProgram([...files.keys()], options, {
    ...host,
    fileExists: (name) => codeOf(name) !== undefined || host.fileExists(name),
    readFile: (name) => codeOf(name) ?? host.readFile(name),
    getSourceFile(name, version, ...rest) {
      const code = codeOf(name);
      return code === undefined
        ? host.getSourceFile(name, version, ...rest)
        : ts.createSourceFile(name, code, version, true);
    },
  });
}
