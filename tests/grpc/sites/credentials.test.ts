import { describe, expect, it } from 'vitest';
import { describeSites } from './sites-of.js';

const client = ['client X of grpc-js, options: absent at 2'];
const imports = `import * as grpc from '@grpc/grpc-js'; import { X } from './x'; import { make, creds } from './elsewhere';`;
const insecure = 'grpc.credentials.createInsecure()';

describe('credentials of a channel are', () => {
  it.each([
    [`class A { make = () => ${insecure}; constructor(m) { this.make = m; } f() { new X('a', this.make()); } }`],
    [`class A { make(); make() { return ${insecure}; } f() { new X('a', this.make()); } }`],
    [`new X('a', new ChannelCredentialsImpl());`],
    [`let c; new X('a', c = ${insecure});`],
    [`new X('a', await Promise.resolve(1) ?? ${insecure});`],
    [`new X('a', (await ${insecure}));`],
    [`function f(c = ${insecure}) { return new X('a', c); }`],
    [`function f(c: grpc.ChannelCredentials | null) { return new X('a', c); }`],
    [`class A { make() { return ${insecure}; } f() { return new X('a', this.make()); } }`],
    [`class A { make = () => ${insecure}; f() { return new X('a', this.make()); } }`],
    [`class A { constructor() { this.c = ${insecure}; } f() { return new X('a', this.c); } }`],
    [`class A { constructor(plain, private other: string, private c = ${insecure}) { new X('a', this.c); } }`],
    [
      `class A { c; d = 1; constructor() { this.d += 1; this.c ??= 2; x = 3; a.c = 4; } f(c) { this.c = ${insecure}; new X('a', this.c); } }`,
    ],
    [`new X('a', grpc.credentials[name ? 'createSsl' : 'createInsecure'](ca));`],
    [
      `function both(tls) { const inner = () => { return 1; }; if (tls) return grpc.credentials.createSsl(); return ${insecure}; } new X('a', both(true));`,
    ],
  ])('those in %s', (code) => {
    expect(describeSites(imports + code)).toEqual(client);
  });

  it.each([
    [`new X('a', new Thing());`],
    [`new X('a', new (make())());`],
    [`new X('a', make()());`],
    [`new X('a', (x ? make : creds)());`],
    [`new X('a', new (x ? make : creds)());`],
    [`new X('a', factories[kind]());`],
    [`function none() {} new X('a', none());`],
    [`function creds() {} new X('a', creds);`],
    [`new X('a', this.creds);`],
    [`new X('a', config[key]);`],
    [`class A { creds: string = ''; f() { return new X('a', this.creds); } }`],
    [`class A { f() { return new X('a', this[key]()); } }`],
    [`function f(creds: 'a' | string) { return new X('a', creds); }`],
    [`function f(creds: import('./x').Creds) { return new X('a', creds); }`],
    [`new X('a', getCredentials());`],
    [`let a = b; let b = a; new X('a', a);`],
    [`new X('a', \`\`);`],
  ])('not those in %s', (code) => {
    expect(describeSites(imports + code)).toEqual([]);
  });

  it.each([`getCredentials()`, `createCredentials()`, `creds`, `config.creds`, `isLocal ? null : creds`])(
    'by its name likely %s, which is enough for a generated class',
    (credentials) => {
      const code = `import { X } from './x_grpc_pb'; import { creds } from './c'; new X('a', ${credentials});`;
      expect(describeSites(code)).toEqual(client);
    },
  );
});
