import { describeNeighbours } from './neighbours.js';

describeNeighbours(['eslint@^10', '@eslint/js@^10']);
