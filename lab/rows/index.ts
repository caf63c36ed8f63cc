/** All evidence rows. */
import type { Row } from '../row.js';
import { idleTimeoutRows } from './idle-timeout.js';
import { keepaliveRows } from './keepalive.js';
import { retryRows } from './retry.js';

export const ROWS: readonly Row[] = [...keepaliveRows, ...idleTimeoutRows, ...retryRows];
