/**
 * For Stryker: leaves out all mutants but those of every N-th function, class member and table, so that a figure is there in
 * minutes: `MUTANTS=1/12 npm run mutation`, `MUTANTS=2/12 …` for the next twelfth. All of them take hours.
 */
const [part, of] = (process.env.MUTANTS ?? '1/1').split('/').map(Number);
if (!(part >= 1 && part <= of)) throw new Error('MUTANTS is a part of all, such as 1/12.');

/** FNV-1a, 32 bits: spreads declarations evenly, and the same way in every run. */
function hash(text) {
  let bits = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) bits = Math.imul(bits ^ text.charCodeAt(at), 0x01000193);
  return bits >>> 0;
}

function isDeclaration({ node, parent }) {
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ClassDeclaration') return false;
  return ['Program', 'ClassBody', 'ExportNamedDeclaration'].includes(parent?.type);
}

const ignorer = {
  shouldIgnore(path) {
    return isDeclaration(path) && hash(path.toString()) % of !== part - 1 ? 'not in this sample' : undefined;
  },
};

export const strykerPlugins = [{ kind: 'Ignore', name: 'sample', value: ignorer }];
