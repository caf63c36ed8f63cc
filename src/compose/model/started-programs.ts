/** The programs that a command line starts, one level deep: `bash -c "sleep 5; exec postgres -c a=b"` starts `sleep` and `postgres`. */

/** Their names without folders, in order. Shells and the words of their scripts that start nothing are left out. */
export function getStartedPrograms(commandLine: string): readonly string[] {
  return commandLine
    .replace(/^CMD(?:-SHELL)?\s/, '')
    .split(/&&|\|\|?|;|\n|\b(?:do|then|else)\b|[()`]/)
    .flatMap((command) => {
      const words = command.split(/\s+/).map((word) => word.replace(/^["'!<>]+|["']+$/g, ''));
      const program = words.find((word) => !STARTS_NOTHING.test(word)) ?? '';
      return program === '' || program.startsWith('#') ? [] : [program.split('/').at(-1) ?? ''];
    });
}

/** A shell, its flags and keywords, `exec`, the script of official images and `NAME=value` stand before the program that runs. */
const STARTS_NOTHING =
  /^(?:(?:.*\/)?docker-entrypoint\.sh|-[a-z]+|(?:\/(?:usr\/)?bin\/)?(?:ba|a)?sh|exec|while|until|if|done|fi|\w+=.*)?$/i;
