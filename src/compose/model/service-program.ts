/** Which known program a service runs. */
import type { Service } from '../docker/stack.js';
import { findProgram } from './programs.js';
import type { Program } from './programs.js';
import { getStartedPrograms } from './started-programs.js';

/** The program that the service runs, as far as its image says; null when its command runs something else of the image. */
export function getProgram({ image, entrypoint, command }: Service): Program | null {
  const program = image && findProgram(image.value);
  if (!program || program.commands.length === 0) return program;
  const words = [...entrypoint, ...command].map(({ value }) => value).filter((word) => !ENTRYPOINT.test(word));
  if (words[0] === undefined || words[0].startsWith('-')) return program;
  return getStartedPrograms(words.join(' ')).some((name) => program.commands.includes(name)) ? program : null;
}

/** The script of official images: it starts what follows it. */
const ENTRYPOINT = /^(?:.*\/)?docker-entrypoint\.sh$/;
