/** The oldest ESLint that is promised, the newest 9 and the newest 10, on every line of Node. */
import { describeEslint } from './eslint-versions.js';

for (const version of ['9.38.0', '^9', '^10']) describeEslint(version, ['20', '22', '24']);
