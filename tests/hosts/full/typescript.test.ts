import { describeTypes } from '../typescript.js';

// Not 9.38: its own declarations do not fit the `defineConfig` that npm installs beside it today.
describeTypes('eslint@^9', ['~5.4', '~5.9', '~6.0', '^7']);
describeTypes('eslint@^10', ['~5.5', '~5.6', '~5.7', '~5.8']);
