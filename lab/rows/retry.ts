/** Retries: they do not prevent the cut, they hide it. */
import type { Row } from '../row.js';
import { client, retried } from './build.js';

export const retryRows: readonly Row[] = [
  client(
    'rp',
    'retryPolicy for UNAVAILABLE',
    `{
    'grpc.service_config': JSON.stringify({
      methodConfig: [
        {
          name: [{}],
          retryPolicy: {
            maxAttempts: 4,
            initialBackoff: '0.1s',
            maxBackoff: '1s',
            backoffMultiplier: 2,
            retryableStatusCodes: ['UNAVAILABLE'],
          },
        },
      ],
    }),
  }`,
    retried(),
  ),
];
