import { describeTypes } from '../typescript.js';

describeTypes('eslint@9.38.0', ['~5.4', '~5.9', '~6.0']);
describeTypes('eslint@^10', ['~5.5', '~5.6', '~5.7', '~5.8']);
