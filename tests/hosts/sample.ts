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

/** What docs/hosts.md shows for oxlint: the packaged configuration, and one by hand. */
export const OXLINT_CONFIGS = {
  packaged: { extends: ['./node_modules/eslint-plugin-keepalive/oxlintrc.json'] },
  byHand: {
    jsPlugins: ['eslint-plugin-keepalive'],
    rules: { 'keepalive/grpc-channel-keepalive': 'error', 'keepalive/grpc-channel-retry': 'warn' },
  },
} as const;

/** The language ids under which an editor opens stack files. VS Code's own for Compose files is the second. */
export const STACK_LANGUAGE_IDS = ['yaml', 'dockercompose'] as const;

/** What lint-staged runs, as docs/hosts.md says. */
export const STAGED_COMMAND = 'eslint --no-warn-ignored';

/** A configuration that TypeScript checks, as docs/hosts.md shows it. */
export const TYPED_CONFIG = `import keepalive, { type KeepaliveRules } from 'eslint-plugin-keepalive';
import { defineConfig } from 'eslint/config';

export default defineConfig([
  {
    plugins: { keepalive },
    extends: ['keepalive/recommended'],
    settings: { keepalive: { profile: 'aws-nlb', server: 'go' } },
    rules: {
      'keepalive/grpc-channel-keepalive': ['error', { checkSilentStreams: true }],
    } satisfies KeepaliveRules,
  },
]);
`;
