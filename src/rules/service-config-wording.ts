/** What grpc-js ignores in a service config, in a few words: in brackets behind the retry verdict. */
import type { IgnoredProblem } from '../grpc/service-config/index.js';

export function describeProblem(problem: IgnoredProblem): string {
  switch (problem.kind) {
    case 'list':
      return 'the service config is a list';
    case 'method-config-not-array':
      return '`methodConfig` is no array';
    case 'no-names':
      return 'its list of names is empty';
    case 'misplaced':
      return `\`${problem.key}\` belongs ${problem.place}`;
    case 'misspelt':
      return `\`${problem.key}\` should be \`${problem.meant}\``;
  }
}
