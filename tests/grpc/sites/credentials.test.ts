import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProject } from '../options/project.js';
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
    [`let c; c ??= ${insecure}; new X('a', c);`],
    [`function f(c) { c = c ?? ${insecure}; new X('a', c); }`],
    [`new X('a', ${insecure} ?? null);`],
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
    [`new X('a', grpc.credentials[x ? 'createInner' : 'createOuter']());`],
    [`class A { f(b) { this.d = ${insecure}; b.c = ${insecure}; new X('a', this.c); } }`],
    [`class A { constructor(private c: grpc.ChannelCredentials, private d: string) {} f() { new X('a', this.d); } }`],
    [`class A { constructor(c: grpc.ChannelCredentials) {} f() { new X('a', this.c); } }`],
    [`class A { c = ${insecure}; f(b) { new X('a', b.c); } }`],
    [`class A { c: grpc.ChannelCredentials; d: string; f() { new X('a', this.d); } }`],
    [`class A { c() { return ${insecure}; } d() {} f() { new X('a', this.d()); } }`],
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

it.each([`getRegion()`, `region`, `config.region`])(
  'what %s is called says nothing of credentials, not even beside a generated class',
  (second) => {
    const code = `import { X } from './x_grpc_pb'; import { region } from './c'; new X('a', ${second});`;
    expect(describeSites(code)).toEqual([]);
  },
);

describe('credentials by the types that are written are', () => {
  const config = `interface Config { creds: grpc.ChannelCredentials; name: string }`;
  it.each([
    [`${config} function f(config: Config) { new X('a', config.creds); }`],
    [
      `interface Other { creds: string } interface Config { [key: string]: unknown; name: string; creds: grpc.ChannelCredentials } function f(config: Config) { new X('a', config.creds); }`,
    ],
    [`${config} function f(config: Config) { const creds = config.creds; new X('a', creds); }`],
    [`${config} function f(config: Config) { const c = config; new X('a', c.creds); }`],
    [`${config} function f({ creds }: Config) { new X('a', creds); }`],
    [`${config} function f({ creds = null }: Config) { new X('a', creds); }`],
    [`${config} function f(config: Config) { const { creds: credentials } = config; new X('a', credentials); }`],
    [`${config} interface More extends Other, Config {} function f(more: More) { new X('a', more.creds); }`],
    [`${config} class A { constructor(private config: Config) {} f() { new X('a', this.config.creds); } }`],
    [`type C = Base & { grpc: { creds?: grpc.ChannelCredentials } }; function f(c: C) { new X('a', c.grpc.creds); }`],
    [`type C = { creds: grpc.ChannelCredentials }; function f(c: Readonly<C>) { new X('a', c.creds); }`],
    [`${config} function f(config: Config | undefined) { new X('a', config.creds); }`],
  ])('those in %s', (code) => {
    expect(describeSites(imports + code)).toEqual(client);
  });

  it.each([
    [`import { Config } from './types';`],
    [`import type { Settings as Config } from './types';`],
    [`import Config from './types';`],
    [`import { Named as Config } from './types';`],
    [`import { General as Config } from './types';`],
  ])('those of another file, %s', (line) => {
    const root = createProject({
      'types/index.ts': `export * from './gone'; export * from './general'; export { Other, Config as Named } from './general'; export type Settings = Here; type Here = Config; import { Config } from './general'; export { Config as default } from './general';`,
      'types/general.ts': `import { ChannelCredentials } from '@grpc/grpc-js'; export interface Other { creds: string } export interface Config { readonly creds: ChannelCredentials } export type General = Config;`,
    });
    const code = `${line} function f(config: Config) { new X('a', config.creds); }`;
    expect(describeSites(imports + code, { filename: path.join(root, 'main.ts') })).toEqual(client);
  });

  it.each([
    [
      `interface Config { creds: string; [key: string]: string } function f(config: Config) { new X('a', config.creds); }`,
    ],
    [`interface Config { creds; f(): void } function f(config: Config) { new X('a', config.creds); }`],
    [`interface Config extends base.Config {} function f(config: Config) { new X('a', config.creds); }`],
    [`function f(config: Config) { new X('a', config.creds); }`],
    [`function f(config: base.Config) { new X('a', config.creds); }`],
    [`function f(config: string) { new X('a', config.creds); }`],
    [`function f(config: Readonly) { new X('a', config.creds); }`],
    [`function f(config) { const { creds } = config; new X('a', creds); }`],
    [`${config} function f({ tls: { creds } }: { tls: Config }) { new X('a', creds); }`],
    [`${config} function f({ [key]: creds }: Config) { new X('a', creds); }`],
    [`${config} function f([creds]: Config) { new X('a', creds); }`],
    [
      `${config} let config: Config; new X('a', config[key]); new X('a', config.get().creds); let creds; new X('a', creds);`,
    ],
    [`class A { f() { new X('a', this.config.creds); } }`],
    [`type A = B; type B = A; function f(a: A) { new X('a', a.creds); }`],
    [`interface A extends A {} function f(a: A) { new X('a', a.creds); }`],
    [`const a = b; const b = a; new X('a', a.creds);`],
    [`import { Config } from './circle'; function f(config: Config) { new X('a', config.creds); }`],
  ])('not those in %s', (code) => {
    const root = createProject({
      'circle.ts': `export { Config } from './circle'; export { Other } from './gone'; import { x } from 'y';`,
    });
    expect(describeSites(imports + code, { filename: path.join(root, 'main.ts') })).toEqual([]);
  });
});
