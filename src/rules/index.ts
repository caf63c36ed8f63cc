import { grpcChannelKeepalive } from './grpc-channel-keepalive.js';
import { grpcChannelOptions } from './grpc-channel-options.js';
import { grpcChannelRetry } from './grpc-channel-retry.js';
import { grpcPingPolicy } from './grpc-ping-policy.js';
import { grpcServerKeepalive } from './grpc-server-keepalive.js';
import { grpcServiceConfig } from './grpc-service-config.js';
import type { ChannelRule, ChannelRuleId } from './rule.js';

/** Every rule for code that is built, by its id. */
export const channelRules: Readonly<Partial<Record<ChannelRuleId, ChannelRule>>> = {
  'grpc-channel-keepalive': grpcChannelKeepalive,
  'grpc-channel-options': grpcChannelOptions,
  'grpc-channel-retry': grpcChannelRetry,
  'grpc-ping-policy': grpcPingPolicy,
  'grpc-server-keepalive': grpcServerKeepalive,
  'grpc-service-config': grpcServiceConfig,
};
