/** JavaScript with gRPC in it: no rule throws, whatever the options are, and every edit is in the text. */
import { Linter } from 'eslint';
import plugin from '../../src/index.js';
import { check, type Target } from './target.js';

const CORPUS = [
  `import * as grpc from '@grpc/grpc-js';
const options = { 'grpc.keepalive_time_ms': 2 * 60_000, ...base, [key]: flag ? 1 : 0 };
export const client = new Client('dns:///a:1', grpc.credentials.createInsecure(), options);
`,
  `const { Client, credentials } = require('@grpc/grpc-js');
function make({ time = 5e3, ...rest } = {}) {
  const all = Object.assign({ 'grpc.keepalive_time_ms': time }, rest, { 'grpc.enable_retries': 0 });
  return new Client(process.env.HOST ?? 'a:1', credentials.createSsl(), all);
}
for (const host of ['a', 'b']) make({ time: Number(host) });
`,
  `import { createChannel, createClientFactory } from 'nice-grpc';
const config = { methodConfig: [{ name: [{}], retryPolicy: { maxAttempts: 3 } }] };
const channel = createChannel(\`\${host}:50051\`, undefined, { 'grpc.service_config': JSON.stringify(config) });
createClientFactory().use(retry).create(Service, channel, { '*': { retry: true } });
`,
  `import { Server } from '@grpc/grpc-js';
const server = new Server({ 'grpc.max_connection_age_ms': Infinity, 'grpc.keepalive_time_ms': -1 });
let later; later = new Server(later); server.bindAsync('0.0.0.0:1', creds, () => server.start());
`,
];

const WORDS = [
  ...Array.from('(){}[],;:=.?!+-*/<>&|"\'` \n01e_'),
  ...[
    '...',
    '=>',
    '??',
    '?.',
    '**',
    '{}',
    '[]',
    '()',
    'null',
    'undefined',
    'NaN',
    '1e999',
    '5n',
    'true',
    'this',
    'new ',
    'await ',
  ],
  ...[
    'const a = ',
    'let a; a = ',
    'function f() { return ',
    'class A extends Client {}',
    'for (;;) ',
    'if (a) ',
    'delete a.b;',
  ],
  ...[
    "'grpc.keepalive_time_ms': ",
    "'grpc.client_idle_timeout_ms': 1,",
    "'grpc.service_config': ",
    'credentials.createInsecure()',
  ],
  ...[
    "new Client('a:1', credentials.createSsl(), ",
    'options',
    'Object.freeze(',
    'JSON.stringify(',
    'Math.min(',
    'Number.MAX_VALUE',
  ],
];

export function loadCodeTarget(): Target {
  const linter = new Linter();
  const configs = [...plugin.configs.strict];
  const attempt = (text: string): string => {
    const messages = linter.verify(text, configs, 'a.js');
    for (const { fix, suggestions = [] } of messages) {
      for (const edit of [fix, ...suggestions.map((one) => one.fix)]) {
        if (edit)
          check(
            0 <= edit.range[0] && edit.range[0] <= edit.range[1] && edit.range[1] <= text.length,
            'Edits are in the text.',
          );
      }
    }
    return [...new Set(messages.map(({ ruleId, messageId }) => `${String(ruleId)} ${String(messageId)}`))]
      .sort()
      .join();
  };
  return { name: 'code', share: 1, corpus: CORPUS, words: WORDS, attempt };
}
