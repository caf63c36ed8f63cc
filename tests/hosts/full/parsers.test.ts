import { describeParsers } from '../parsers.js';

for (const eslint of ['eslint@9.38.0', 'eslint@^9']) describeParsers(eslint);
