/**
 * `npm run fuzz -- --inputs 100000 --seed 7`: throws broken texts at everything that reads, judges, reports and mends.
 *
 * Texts of a target's corpus are mutated; one that leads somewhere new (other problems, findings or refusals than before) joins
 * the corpus. The first crash or broken promise is made small and printed, and the exit code is 1. The same seed gives the same
 * inputs; `--seconds` ends the run early, `--target` picks one.
 */
import { parseArgs } from 'node:util';
import { loadCodeTarget } from './fuzz/code.js';
import { loadDirectivesTarget } from './fuzz/directives.js';
import { loadInterpolationTarget } from './fuzz/interpolation.js';
import { mutate, Random } from './fuzz/random.js';
import { loadReaderTarget } from './fuzz/reader.js';
import { loadServiceConfigTarget } from './fuzz/service-config.js';
import { loadStackTarget } from './fuzz/stack.js';
import { Broken, type Target } from './fuzz/target.js';

const MAX_CORPUS = 5000;
/** Inputs for one target before it is the next one's turn, times its share. */
const ROUND = 10;

/** Leaves out lines and then characters for as long as the same thing goes wrong. */
async function minimise(text: string, fails: (candidate: string) => Promise<boolean>): Promise<string> {
  let smallest = text;
  for (const separator of ['\n', '']) {
    for (let size = Math.ceil(smallest.split(separator).length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < smallest.split(separator).length;) {
        const candidate = smallest.split(separator).toSpliced(at, size).join(separator);
        if (candidate !== smallest && (await fails(candidate))) smallest = candidate;
        else at += size;
      }
    }
  }
  return smallest;
}

function describe(error: unknown): string {
  if (error instanceof Broken) return error.message.split(':', 1)[0] ?? '';
  return error instanceof Error ? `${error.name}: ${error.message.slice(0, 60)}` : String(error);
}

/** A target while it is thrown at. */
interface Run {
  readonly target: Target;
  readonly corpus: string[];
  readonly seen: Set<string>;
  readonly failures: Map<string, string>;
  inputs: number;
}

async function throwAt(run: Run, random: Random): Promise<void> {
  const { target, corpus, seen, failures } = run;
  run.inputs += 1;
  const text = mutate(random, corpus, target.words);
  try {
    const trail = await target.attempt(text);
    if (seen.has(trail) || corpus.length >= MAX_CORPUS) return;
    seen.add(trail);
    corpus.push(text);
  } catch (error) {
    const what = describe(error);
    if (failures.has(what)) return;
    const fails = async (candidate: string): Promise<boolean> => {
      try {
        await target.attempt(candidate);
        return false;
      } catch (other) {
        return describe(other) === what;
      }
    };
    failures.set(what, await minimise(text, fails));
    const stack = error instanceof Error ? (error.stack ?? error.message) : '';
    console.log(`${target.name}, input ${run.inputs}: ${what}\n${stack}\n${JSON.stringify(failures.get(what))}\n`);
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      inputs: { type: 'string', default: '100000' },
      seconds: { type: 'string', default: 'Infinity' },
      seed: { type: 'string', default: '1' },
      target: { type: 'string' },
      'keep-going': { type: 'boolean' },
    },
  });
  const targets = [
    loadReaderTarget(),
    loadInterpolationTarget(),
    loadServiceConfigTarget(),
    loadDirectivesTarget(),
    await loadStackTarget(),
    loadCodeTarget(),
  ].filter(({ name }) => values.target === undefined || name === values.target);
  const runs = targets.map((target): Run => ({
    target,
    corpus: [...target.corpus],
    seen: new Set(),
    failures: new Map(),
    inputs: 0,
  }));
  const random = new Random(Number(values.seed));
  const started = performance.now();
  const isOver = (): boolean =>
    runs.reduce((sum, { inputs }) => sum + inputs, 0) >= Number(values.inputs) ||
    performance.now() - started > 1000 * Number(values.seconds) ||
    (values['keep-going'] !== true && runs.some(({ failures }) => failures.size > 0));
  while (runs.length > 0 && !isOver()) {
    for (const run of runs) {
      for (let count = ROUND * run.target.share; count > 0 && !isOver(); count--) await throwAt(run, random);
    }
  }
  for (const { target, corpus, seen, failures, inputs } of runs) {
    console.log(
      `${target.name}: ${inputs} inputs, ${failures.size} failures, ${seen.size} outcomes, corpus ${target.corpus.length} → ${corpus.length}`,
    );
  }
  const total = runs.reduce((sum, { inputs }) => sum + inputs, 0);
  console.log(`${total} inputs, seed ${values.seed}, ${Math.round((performance.now() - started) / 1000)} s`);
  process.exitCode = total === 0 || runs.some(({ failures }) => failures.size > 0) ? 1 : 0;
}

await main();
