import { testRule, type InvalidCase } from './rule-tester.js';

const client = (serviceConfig: string): string => `import * as grpc from '@grpc/grpc-js';
const retryPolicy = { maxAttempts: 3, initialBackoff: '0.1s', maxBackoff: '1s', backoffMultiplier: 2, retryableStatusCodes: ['UNAVAILABLE'] };
export const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  'grpc.service_config': ${serviceConfig},
});
`;

const policy = (fields: string): string =>
  client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: { ...retryPolicy, ${fields} } }] })`);

interface Config {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly at: string;
  readonly output?: string;
  readonly suggested?: readonly [desc: string, code: string];
}

function config({ name, code, message, at, output, suggested }: Config): InvalidCase {
  return {
    name,
    code,
    output: output ?? null,
    errors: [{ message, at, ...(suggested && { suggestions: [{ desc: suggested[0], output: suggested[1] }] }) }],
  };
}

const method = (fields: string): string => client(`JSON.stringify({ methodConfig: [{ ${fields} }] })`);

const shorthand = (name: string): string => `import * as grpc from '@grpc/grpc-js';
const ${name} = { name: [{}] };
export const client = new grpc.Client('shop:50051', grpc.credentials.createInsecure(), {
  'grpc.service_config': JSON.stringify({ ${name} }),
});
`;

/** What nobody can mend without knowing what was meant: code, the end of the message, the place. */
const REQUIREMENTS: readonly (readonly [name: string, code: string, message: string, at: string])[] = [
  [
    'a timeout in parts',
    method(`name: [{}], timeout: { seconds: '1', nanos: 0 }`),
    "methodConfig[0].timeout.seconds` must be a number, and it is '1'",
    `seconds: «'1'»`,
  ],
  [
    'a timeout in a list',
    method('name: [{}], timeout: [1]'),
    "methodConfig[0].timeout` must be text such as '0.1s' (seconds, then s), and it is an array",
    '[1]',
  ],
  [
    'a method config that is a number',
    client('JSON.stringify({ methodConfig: [5] })'),
    'methodConfig[0]` must be an object, and it is 5',
    '[«5»]',
  ],
  [
    'a name that is text',
    method(`name: ['a.B']`),
    "methodConfig[0].name[0]` must be an object, and it is 'a.B'",
    `'a.B'`,
  ],
  [
    'a service that is a number',
    method('name: [{ service: 5 }]'),
    'methodConfig[0].name[0].service` must be text, and it is 5',
    'service: «5»',
  ],
  [
    'a method that is a number',
    method(`name: [{ service: 'a.B', method: 5 }]`),
    'methodConfig[0].name[0].method` must be text, and it is 5',
    'method: «5»',
  ],
  [
    'a hedging policy that is text',
    method(`name: [{}], hedgingPolicy: 'x'`),
    "methodConfig[0].hedgingPolicy` must be an object, and it is 'x'",
    `'x'`,
  ],
  [
    'a backoff in words',
    policy(`initialBackoff: 'soon'`),
    "methodConfig[0].retryPolicy.initialBackoff` must be text such as '0.1s' (seconds, then s), and it is 'soon'",
    `'soon'`,
  ],
  [
    'a backoff that is computed',
    policy(`initialBackoff: '100' + 'ms'`),
    "methodConfig[0].retryPolicy.initialBackoff` must be text such as '0.1s' (seconds, then s), and it is '100ms'",
    `'100' + 'ms'`,
  ],
  [
    'attempts in a list',
    policy('maxAttempts: [3]'),
    'methodConfig[0].retryPolicy.maxAttempts` must be an integer of at least 2, and it is an array',
    '[3]',
  ],
];

testRule('grpc-service-config', {
  valid: [
    { name: 'a misspelt key beside the right one', code: method('name: [{}], retryPolicy, retry_policy: retryPolicy') },
    {
      name: 'policies of load balancing that are not known',
      code: client('JSON.stringify({ loadBalancingConfig: [load()] })'),
    },
    { name: 'an empty file', code: '' },
    { name: 'a policy for all methods', code: policy('maxAttempts: 2') },
    { name: 'no service config', code: client('undefined') },
    { name: 'an empty text', code: client(`''`) },
    { name: 'a config that is not known', code: client('await load()') },
    { name: 'fields for another reader', code: client(`JSON.stringify({ healthCheckConfig: { serviceName: '' } })`) },
    { name: 'a backoff that is not known', code: policy('initialBackoff: process.env.BACKOFF') },
    { name: 'status codes as numbers', code: policy('retryableStatusCodes: [14]') },
  ],
  invalid: [
    {
      name: 'two clients with one config: it is told once',
      code: `import * as grpc from '@grpc/grpc-js';
const options = { 'grpc.service_config': { methodConfig: [] } };
export const a = new grpc.Client('a:1', grpc.credentials.createInsecure(), options);
export const b = new grpc.Client('b:1', grpc.credentials.createInsecure(), options);
`,
      output: `import * as grpc from '@grpc/grpc-js';
const options = { 'grpc.service_config': JSON.stringify({ methodConfig: [] }) };
export const a = new grpc.Client('a:1', grpc.credentials.createInsecure(), options);
export const b = new grpc.Client('b:1', grpc.credentials.createInsecure(), options);
`,
      errors: [
        {
          message: 'The constructor throws: `grpc.service_config` takes JSON text, and this is an object.',
          at: '{ methodConfig: [] }',
        },
      ],
    },
    ...REQUIREMENTS.map(([name, code, message, at]) =>
      config({ name, code, message: `The constructor throws: \`${message}.`, at }),
    ),
    config({
      name: 'a shorthand is not wrapped',
      code: shorthand('methodConfig'),
      message: 'grpc-js ignores `methodConfig` here: it must be an array.',
      at: '({ «methodConfig» })',
    }),
    config({
      name: 'a misspelt shorthand is not renamed',
      code: shorthand('method_config'),
      message: 'grpc-js ignores `method_config`: the key is `methodConfig`.',
      at: '({ «method_config» })',
    }),
    config({
      name: 'an object is wrapped in JSON.stringify',
      code: client(`{ methodConfig: [] }`),
      message: 'The constructor throws: `grpc.service_config` takes JSON text, and this is an object.',
      at: `{ methodConfig: [] }`,
      output: client(`JSON.stringify({ methodConfig: [] })`),
    }),
    config({
      name: 'text that is no JSON',
      code: client(`'{methodConfig: []}'`),
      message: 'The constructor throws: the text of `grpc.service_config` is not JSON.',
      at: `'{methodConfig: []}'`,
    }),
    config({
      name: 'JSON text with a wrong value is reported as a whole',
      code: client(`'{"methodConfig":[{}]}'`),
      message: 'The constructor throws: `methodConfig[0].name` must be an array, and it is missing.',
      at: `'{"methodConfig":[{}]}'`,
    }),
    config({
      name: 'a wrong value inside JSON text is not written over the text',
      code: client(`'{"methodConfig":[{"name":[{}],"hedgingPolicy":{"maxAttempts":"3"}}]}'`),
      message:
        "The constructor throws: `methodConfig[0].hedgingPolicy.maxAttempts` must be an integer of at least 2, and it is '3'.",
      at: `'{"methodConfig":[{"name":[{}],"hedgingPolicy":{"maxAttempts":"3"}}]}'`,
    }),
    config({
      name: 'one attempt is no retry',
      code: policy('maxAttempts: 1'),
      message:
        'The constructor throws: `methodConfig[0].retryPolicy.maxAttempts` must be an integer of at least 2, and it is 1.',
      at: 'retryPolicy, maxAttempts: «1»',
    }),
    config({
      name: 'attempts as text become a number',
      code: policy(`maxAttempts: '3'`),
      message:
        "The constructor throws: `methodConfig[0].retryPolicy.maxAttempts` must be an integer of at least 2, and it is '3'.",
      at: `'3'`,
      suggested: ['Write 3.', policy(`maxAttempts: 3`)],
    }),
    config({
      name: 'milliseconds become seconds',
      code: policy(`initialBackoff: '100ms'`),
      message:
        "The constructor throws: `methodConfig[0].retryPolicy.initialBackoff` must be text such as '0.1s' (seconds, then s), and it is '100ms'.",
      at: `'100ms'`,
      suggested: [`Write '0.1s'.`, policy(`initialBackoff: '0.1s'`)],
    }),
    config({
      name: 'a number becomes seconds',
      code: policy(`maxBackoff: 5`),
      message:
        "The constructor throws: `methodConfig[0].retryPolicy.maxBackoff` must be text such as '0.1s' (seconds, then s), and it is 5.",
      at: 'maxBackoff: «5»',
      suggested: [`Write '5s'.`, policy(`maxBackoff: '5s'`)],
    }),
    config({
      name: 'a status code that does not exist',
      code: policy(`retryableStatusCodes: ['UNAVALIABLE']`),
      message:
        "The constructor throws: `methodConfig[0].retryPolicy.retryableStatusCodes[0]` must be a status code of gRPC, and it is 'UNAVALIABLE'.",
      at: `'UNAVALIABLE'`,
    }),
    config({
      name: 'a status code that is an object',
      code: policy(`retryableStatusCodes: ['UNAVAILABLE', { code: 14 }]`),
      message:
        'The constructor throws: `methodConfig[0].retryPolicy.retryableStatusCodes[1]` must be a status code of gRPC, and it is an object.',
      at: '{ code: 14 }',
    }),
    config({
      name: 'two policies',
      code: client(
        `JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy, hedgingPolicy: { maxAttempts: 2 } }] })`,
      ),
      message: 'The constructor throws: a method config has a `retryPolicy` or a `hedgingPolicy`, not both.',
      at: 'hedgingPolicy',
    }),
    config({
      name: 'a name twice',
      code: client(`JSON.stringify({ methodConfig: [{ name: [{ service: 'a.B' }, { service: 'a.B' }] }] })`),
      message: 'The constructor throws: this name is for every method of `a.B`, and so is one before it.',
      at: `«{ service: 'a.B' }»] }`,
    }),
    config({
      name: 'one method twice',
      code: client(
        `JSON.stringify({ methodConfig: [{ name: [{ service: 'a.B', method: 'Say' }] }, { name: [{ service: 'a.B', method: 'Say' }] }] })`,
      ),
      message: 'The constructor throws: this name is for `a.B/Say`, and so is one before it.',
      at: `«{ service: 'a.B', method: 'Say' }»] }] })`,
    }),
    config({
      name: 'two names for every method',
      code: client(`JSON.stringify({ methodConfig: [{ name: [{}, {}] }] })`),
      message: 'The constructor throws: this name is for every method, and so is one before it.',
      at: `{}, «{}»]`,
    }),
    config({
      name: 'the list form of a DNS record',
      code: client(`JSON.stringify([{ serviceConfig: {} }])`),
      message:
        'grpc-js ignores this service config: a list is the form of a DNS record, and `grpc.service_config` takes one of its objects.',
      at: `[{ serviceConfig: {} }]`,
    }),
    config({
      name: 'methodConfig as an object',
      code: client(`JSON.stringify({ methodConfig: { name: [{}], retryPolicy } })`),
      message: 'grpc-js ignores `methodConfig` here: it must be an array.',
      at: 'methodConfig',
      output: client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy }] })`),
    }),
    config({
      name: 'an empty list of names',
      code: client(`JSON.stringify({ methodConfig: [{ name: [], retryPolicy }] })`),
      message: 'grpc-js ignores this method config: its list of names is empty, so it is for no method.',
      at: 'name',
      suggested: [
        'Write `[{}]`, for all methods.',
        client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy }] })`),
      ],
    }),
    config({
      name: 'a policy at the top',
      code: client(`JSON.stringify({ retryPolicy: retryPolicy })`),
      message: 'grpc-js ignores `retryPolicy` here: it belongs in an element of `methodConfig`.',
      at: '«retryPolicy»: retryPolicy',
    }),
    config({
      name: 'a misspelt key is renamed',
      code: client(`JSON.stringify({ methodConfigs: [{ name: [{}], retryPolicy }] })`),
      message: 'grpc-js ignores `methodConfigs`: the key is `methodConfig`.',
      at: 'methodConfigs',
      output: client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy }] })`),
    }),
    config({
      name: 'a snake case key is renamed',
      code: client(`JSON.stringify({ methodConfig: [{ name: [{}], retry_policy: retryPolicy }] })`),
      message: 'grpc-js ignores `retry_policy`: the key is `retryPolicy`.',
      at: 'retry_policy',
      output: client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy: retryPolicy }] })`),
    }),
    {
      name: 'a name for all methods in a version that does not know it',
      code: client(`JSON.stringify({ methodConfig: [{ name: [{}], retryPolicy }] })`),
      settings: { grpcJsVersion: '1.9.0' },
      errors: [
        {
          message:
            'The constructor throws: grpc-js 1.9.0 does not take a name without `service`, for all methods; 1.9.1 does.',
          at: '{}',
        },
      ],
    },
  ],
});
