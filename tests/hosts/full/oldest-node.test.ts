/** The oldest releases of Node that `engines` promises. */
import { describeEslint } from '../eslint-versions.js';

for (const version of ['9.38.0', '^9', '^10']) describeEslint(version, ['20.19.0', '22.13.0', '24.0.0']);
