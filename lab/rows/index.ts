/** All evidence rows. */
import type { Row } from '../row.js';
import { channelRows } from './channels.js';
import { idleTimeoutRows } from './idle-timeout.js';
import { keepaliveRows } from './keepalive.js';
import { latencyRows } from './latency.js';
import { libraryRows } from './libraries.js';
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
  ...libraryRows,
];

/** Rows whose outcome depends on the version of grpc-js. */
export const VERSION_ROW_IDS: readonly string[] = ['base', 'ka', 'ci4', 'recommended', 'rp', 'rpSvc', 'streamKa'];
