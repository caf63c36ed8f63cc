/** Which known program a service runs. */
import type { Service } from '../docker/stack.js';
import { findProgram } from './programs.js';
import type { Program } from './programs.js';

/** The program that the service runs, as far as its image says; null when its command runs something else of the image. */
export function getProgram({ image, entrypoint, command }: Service): Program | null {
  const program = image && findProgram(image.value);
  if (!program || program.commands.length === 0) return program;
  const [first] = [...entrypoint, ...command].filter(({ value }) => !/(?:^|\/)docker-entrypoint\.sh$/.test(value));
  if (!first || first.value.startsWith('-')) return program;
  return program.commands.includes(first.value.split('/').at(-1) ?? '') ? program : null;
}
