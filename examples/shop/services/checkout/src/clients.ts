import { credentials } from '@grpc/grpc-js';
import { CartServiceClient, CatalogServiceClient, InvoiceServiceClient } from './generated/shop.js';

// The quick start's line. Nothing keeps this connection alive.
export const cart = new CartServiceClient('cart:50051', credentials.createInsecure());

// Somebody had read about keepalive. `true` is not 1, so grpc-js ignores it.
export const catalog = new CatalogServiceClient('catalog:50051', credentials.createInsecure(), {
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.keepalive_permit_without_calls': true,
});

// Right: closed before the path forgets it, pinged while calls run, and retried.
export const invoice = new InvoiceServiceClient('invoice:50051', credentials.createInsecure(), {
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.service_config': JSON.stringify({
    methodConfig: [
      {
        name: [{}],
        retryPolicy: {
          maxAttempts: 3,
          initialBackoff: '0.1s',
          maxBackoff: '1s',
          backoffMultiplier: 2,
          retryableStatusCodes: ['UNAVAILABLE'],
        },
      },
    ],
  }),
});
