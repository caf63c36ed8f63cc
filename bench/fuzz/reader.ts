/** The two readers of YAML: where the fast one answers, the library's gives the same tree. */
import { isDeepStrictEqual } from 'node:util';
import { readAny } from '../../src/compose/read/any.js';
import { readOrdinary } from '../../src/compose/read/ordinary.js';
import { buildTree } from '../../src/compose/read/tree-builder.js';
import { check, type Target } from './target.js';
import { readYamlTexts, YAML_WORDS } from './yaml-texts.js';

export function loadReaderTarget(): Target {
  return { name: 'reader', share: 45, corpus: readYamlTexts(), words: YAML_WORDS, attempt };
}

function attempt(text: string): string {
  const file = { name: 'docker-stack.yml', text };
  const ordinary = readOrdinary(text);
  if (!ordinary)
    return readAny(file)
      .problems.map(({ code, data }) => `${code} ${String(data['reason'])}`)
      .join();
  const any = readAny(file);
  const theirs = any.root ? buildTree(file, any.root) : { root: null, problems: [] };
  const ours = buildTree(file, ordinary);
  const isSame = isDeepStrictEqual(ours, { root: theirs.root, problems: [...theirs.problems, ...any.problems] });
  check(isSame, 'Both readers give the same.');
  return `ordinary ${ours.problems.map(({ code }) => code).join()}`;
}
