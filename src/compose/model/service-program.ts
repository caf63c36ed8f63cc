/** Which known program a service runs. */
import type { Service } from '../docker/stack.js';
import { findProgram } from './programs.js';
import type { Program } from './programs.js';
import { ENTRYPOINT_SCRIPT, getCommandLine, getCommandWords, getStartedPrograms } from './started-programs.js';

/** The program that the service runs, as far as its image says; null when its command runs something else of the image. */
export function getProgram(service: Service): Program | null {
  const program = service.image && findProgram(service.image.value);
  if (!program || program.commands.length === 0) return program;
  const first = getCommandWords(service).find(({ value }) => !ENTRYPOINT_SCRIPT.test(value));
  if (first === undefined || first.value.startsWith('-')) return program;
  return getStartedPrograms(getCommandLine(service)).some((name) => program.commands.includes(name)) ? program : null;
}
