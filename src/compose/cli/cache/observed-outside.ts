/** What stacks depend on besides their files, and what of it was asked for. */
import type { Outside } from '../engine-port.js';

export class ObservedOutside implements Outside {
  readonly variables = new Set<string>();
  readonly files = new Set<string>();
  readonly environment: Outside['environment'];
  readonly readFile?: (path: string) => string | null;

  constructor({ environment, readFile }: Outside) {
    this.environment = {
      get: (name) => {
        this.variables.add(name);
        return environment.get(name);
      },
    };
    if (readFile) {
      this.readFile = (file) => {
        this.files.add(file);
        return readFile(file);
      };
    }
  }
}
