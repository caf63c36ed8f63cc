/** One faulty client and one faulty stack file, and what every host must say about them. */
export const SAMPLE = {
  'src/client.js': `import { credentials } from '@grpc/grpc-js';
import { GreeterClient } from './greeter_grpc_pb.js';

export const client = new GreeterClient('greeter:50051', credentials.createInsecure());
`,
  'docker-stack.yml': `version: '3.8'
services:
  web:
    image: nginx
    sysctls:
      net.ipv4.tcp_keepalive_time: 1200
`,
} as const;

export const CLIENT_FINDINGS = [
  'src/client.js:4:27 keepalive/grpc-channel-keepalive',
  'src/client.js:4:27 keepalive/grpc-channel-retry',
] as const;

export const STACK_FINDINGS = ['docker-stack.yml:6:36 keepalive/stack-keepalive-time'] as const;

export const ALL_FINDINGS: readonly string[] = [...STACK_FINDINGS, ...CLIENT_FINDINGS];

/** The README's configuration. */
export const RECOMMENDED_CONFIG = `import keepalive from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';

export default defineConfig([{ plugins: { keepalive }, extends: ['keepalive/recommended'] }]);
`;
