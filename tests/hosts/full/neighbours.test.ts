import { describeNeighbours } from '../neighbours.js';

describeNeighbours(['eslint@9.38.0', '@eslint/js@9.38.0']);
describeNeighbours(['eslint@^9', '@eslint/js@^9']);
