/** What a service runs: the words of its command line, and the programs that they start. */
import type { Service, Sourced } from '../docker/stack.js';

/** The entrypoint and what it is given, as far as the file says. */
export function getCommandWords({ entrypoint, command }: Service): readonly Sourced<string>[] {
  return [...entrypoint, ...command];
}

export function getCommandLine(service: Service): string {
  return getCommandWords(service)
    .map(({ value }) => value)
    .join(' ');
}

/** The script of official images: it starts what follows it. */
export const ENTRYPOINT_SCRIPT = /^(?:.*\/)?docker-entrypoint\.sh$/;

/**
 * The names, without folders and in order, of the programs that a command line starts, one level deep:
 * `bash -c "sleep 5; exec postgres -c a=b"` starts `sleep` and `postgres`. Shells and the words of their scripts that start
 * nothing are left out.
 */
export function getStartedPrograms(commandLine: string): readonly string[] {
  return commandLine
    .replace(/^CMD(?:-SHELL)?\s/, '')
    .split(/&&|\|\|?|;|\n|\b(?:do|then|else)\b|[()`]/)
    .flatMap((command) => {
      const words = command.split(/\s/).map((word) => word.replace(/^["'!<>]+|["']+$/g, ''));
      const program = words.find((word) => !ENTRYPOINT_SCRIPT.test(word) && !STARTS_NOTHING.test(word)) ?? '';
      return program === '' || program.startsWith('#') ? [] : [program.slice(program.lastIndexOf('/') + 1)];
    });
}

/** A shell, its flags and keywords, `exec` and `NAME=value` stand before the program that runs. */
const STARTS_NOTHING = /^(?:-[a-z]+|(?:\/(?:usr\/)?bin\/)?(?:ba|a)?sh|exec|while|until|if|done|fi|\w+=.*)?$/i;
