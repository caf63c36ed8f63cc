/** All evidence rows. */
import type { Row } from '../row.js';
import { channelRows } from './channels.js';
import { idleTimeoutRows } from './idle-timeout.js';
import { keepaliveRows } from './keepalive.js';
import { latencyRows } from './latency.js';
import { pingRows } from './pings.js';
import { retryRows } from './retry.js';
import { serverRows } from './servers.js';
import { serviceConfigRows } from './service-config.js';
import { silentPathRows } from './silent-paths.js';
import { streamRows } from './streams.js';

export const ROWS: readonly Row[] = [
  ...keepaliveRows,
  ...idleTimeoutRows,
  ...retryRows,
  ...serviceConfigRows,
  ...channelRows,
  ...streamRows,
  ...latencyRows,
  ...silentPathRows,
  ...serverRows,
  ...pingRows,
];
