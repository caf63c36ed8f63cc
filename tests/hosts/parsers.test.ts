import { describeParsers } from './parsers.js';

describeParsers('eslint@^10');
