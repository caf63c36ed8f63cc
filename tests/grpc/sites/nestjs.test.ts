import fs, { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProject } from '../options/project.js';
import { describeSites, sitesOf } from './sites-of.js';

const imports = `import { Client, ClientOptions, ClientProviderOptions, ClientProxyFactory, ClientsModule, GrpcOptions, Transport } from '@nestjs/microservices';`;
const grpc = `{ transport: Transport.GRPC, options: { url: 'a', package: 'p', protoPath: 'p.proto' } }`;
const injected = 'the Nest client `A`';
const unnamed = 'the Nest client of package `p`';
const found = (name: string) => [`client ${name} of nestjs, options: ObjectExpression.options`];

describe('Nest clients are found', () => {
  it.each([
    [unnamed, `ClientsModule.register([${grpc}]);`],
    [unnamed, `ClientsModule.register({ clients: [${grpc}], isGlobal: true });`],
    [injected, `ClientsModule.register([{ name: 'A', ...shared }]); const shared: ClientOptions = ${grpc};`],
    [injected, `ClientsModule.registerAsync([{ name: 'A', useFactory: () => (${grpc}) }]);`],
    [unnamed, `ClientsModule.registerAsync([{ useFactory: async (c) => { const o = c.get(); return ${grpc}; } }]);`],
    [unnamed, `ClientProxyFactory.create(${grpc});`],
    [unnamed, `class A { @Client(${grpc}) client; }`],
    [unnamed, `class A { @Client(hero('a')) client; } function hero(url: string): GrpcOptions { return ${grpc}; }`],
    [unnamed, `const hero = (url: string) => (${grpc}); ClientsModule.register([hero('a')]);`],
    [unnamed, `function hero() { return ${grpc}; } ClientsModule.registerAsync([{ useFactory: hero }]);`],
    [unnamed, `export const options = (c: Config): ClientProviderOptions => (${grpc});`],
    [unnamed, `export const options: ClientProviderOptions = ${grpc};`],
    [unnamed, `export default registerAs('grpc', () => ({ hero: ${grpc} as ClientProviderOptions }));`],
    [unnamed, `export const hero = ${grpc} satisfies ClientProviderOptions;`],
    [unnamed, `export const hero = <ClientProviderOptions>${grpc};`],
    [unnamed, `export const options = (): ClientProviderOptions[] => [${grpc}];`],
    [unnamed, `export const options = async (): Promise<ClientProviderOptions> => (${grpc});`],
    [unnamed, `ClientsModule.registerAsync([{ useFactory: function make() { return ${grpc}; } }]);`],
    [unnamed, `export const options = (): microservices.ClientProviderOptions => (${grpc});`],
    [unnamed, `const providers = [{ provide: 'A', make: () => ClientProxyFactory.create(${grpc}) }];`],
    [injected, `const shared = ${grpc}; fill(shared); ClientsModule.register([{ name: 'A', ...shared }]);`],
    [unnamed, `const make = () => (${grpc}); ClientsModule.registerAsync([{ useFactory: make }]);`],
    [unnamed, `ClientsModule.register([x ? ${grpc} : other]);`],
    [unnamed, `ClientsModule.register([await ${grpc}]);`],
    [unnamed, `ClientsModule.register([...(${grpc})]);`],
    [unnamed, `class A { hero: ClientProviderOptions = ${grpc}; }`],
    [unnamed, `class F implements ClientsModuleOptionsFactory { createClientOptions() { return ${grpc}; } }`],
    [
      injected,
      `ClientsModule.register(names.map((name) => ({ name: 'A', transport: Transport.GRPC, options: { url: name } })));`,
    ],
    [injected, `const providers = [{ provide: 'A', useFactory: () => ClientProxyFactory.create(${grpc}) }];`],
    ['a Nest client', `ClientsModule.register([{ transport: Transport.GRPC, options: { package: ['p', 'q'] } }]);`],
  ])('as %s: %s', (name, code) => {
    expect(describeSites(imports + code)).toContain(found(name)[0]);
  });

  it('through a name that is only used for clients', () => {
    expect(describeSites(`${imports} const o = ${grpc}; ClientsModule.register([o]);`)).toEqual(found(unnamed));
  });

  it('when all options are spread from what a function returns', () => {
    const code = `function shared() { return ${grpc}; } ClientsModule.register([{ name: 'A', ...shared() }]);`;
    expect(describeSites(imports + code)).toEqual(found(injected));
  });

  it('when all options are spread from another file and this one never says gRPC', () => {
    const root = createProject({ 'auth.options.ts': `${imports} export const options: ClientOptions = ${grpc};` });
    const code = `import { ClientsModule } from '@nestjs/microservices'; import { options } from './auth.options';
      ClientsModule.register([{ name: 'A', ...options }]);`;
    expect(describeSites(code, { filename: path.join(root, 'auth.module.ts') })).toEqual(found(injected));
  });

  it('when all options are spread from a name of another file for what a function of a third one returns', () => {
    const root = createProject({
      'make.ts': `${imports} export const make = (url: string): ClientOptions => (${grpc});`,
      'auth.options.ts': `import { make } from './make'; export const options = make('a');`,
    });
    const code = `import { ClientsModule } from '@nestjs/microservices'; import { options } from './auth.options';
      ClientsModule.register([{ name: 'A', ...options }]);`;
    expect(describeSites(code, { filename: path.join(root, 'auth.module.ts') })).toEqual(found(injected));
  });
});

it('interceptors of a Nest client are in its channel options', () => {
  const code = (channelOptions: string) =>
    sitesOf(
      `${imports} ClientProxyFactory.create({ transport: Transport.GRPC, options: { channelOptions: ${channelOptions} } });`,
    );
  expect(code(`{ interceptors: [createRetryInterceptor()] }`).map((site) => site.retryOutsideOptions)).toEqual(['yes']);
  expect(code(`{}`).map((site) => site.retryOutsideOptions)).toEqual(['no']);
});

describe('a Nest client proxy made by hand', () => {
  it.each([
    [`new ClientGrpcProxy({ url: 'a' });`, 'client ClientGrpcProxy of nestjs, options: ObjectExpression'],
    [
      `class Proxy extends ClientGrpcProxy { constructor(url) { super({ url }); } }`,
      'client Proxy of nestjs, options: ObjectExpression',
    ],
    [
      `const Proxy = class extends ClientGrpcProxy { constructor(url) { super({ url }); } };`,
      'client ClientGrpcProxy of nestjs, options: ObjectExpression',
    ],
  ])('%s', (code, site) => {
    expect(describeSites(`import { ClientGrpcProxy } from '@nestjs/microservices'; ${code}`)).toEqual([site]);
  });
});

describe('options of another file', () => {
  const files = {
    'options.ts': `${imports}
      export const hero = ${grpc};
      export const heroFor = (url: string) => (${grpc});
      export function heroFrom(config) { return ${grpc}; }
      export function either(config) { if (config.grpc) return ${grpc}; return {}; }
      export const tcp = { transport: Transport.TCP };
      export class Config { static hero = ${grpc}; }`,
  };
  const lint = (code: string) =>
    describeSites(`${imports} import { Config, hero, heroFor, heroFrom, either, tcp } from './options'; ${code}`, {
      filename: path.join(createProject(files), 'app.module.ts'),
    });

  it.each([
    [unnamed, 'Identifier', `class A { @Client(hero) client; }`],
    [unnamed, 'Identifier', `ClientsModule.register([hero, tcp]);`],
    [unnamed, 'Identifier', `ClientsModule.register({ clients: [hero] });`],
    [unnamed, 'Identifier', `ClientProxyFactory.create(isTcp ? tcp : hero);`],
    [unnamed, 'MemberExpression', `ClientProxyFactory.create(Config.hero);`],
    [unnamed, 'CallExpression', `ClientProxyFactory.create(heroFor('a'));`],
    [injected, 'CallExpression', `ClientsModule.registerAsync([{ name: 'A', useFactory: (c) => heroFrom(c) }]);`],
    [injected, 'ObjectExpression', `ClientsModule.registerAsync([{ name: 'A', useFactory: heroFrom }]);`],
    [injected, 'Identifier', `ClientsModule.registerAsync([{ name: 'A', useFactory: function () { return hero; } }]);`],
  ])('are those of %s where they are given as %s: %s', (name, type, code) => {
    expect(lint(code)).toEqual([`client ${name} of nestjs, options: ${type}.options`]);
  });

  it.each([
    `app.connectMicroservice(hero);`,
    `ClientsModule.register([tcp]);`,
    `ClientsModule.register([, ...more]);`,
    `ClientsModule.registerAsync([{ name: 'A', useFactory: either }]);`,
    `ClientsModule.registerAsync([{ name: 'A', useFactory: elsewhere }]);`,
    `ClientsModule.register([{ name: 'A', extra: hero }]);`,
    `ClientsModule.register();`,
    `register([hero]);`,
  ])('make no client in %s', (code) => {
    expect(lint(code)).toEqual([]);
  });
});

describe('the same object is left alone', () => {
  it.each([
    ['for a server', `NestFactory.createMicroservice(AppModule, ${grpc});`],
    ['for a hybrid application', `app.connectMicroservice<MicroserviceOptions>(${grpc});`],
    [
      'when its name is given to a server',
      `const o: ClientProviderOptions = ${grpc}; app.connectMicroservice(o); ClientsModule.register([o]);`,
    ],
    [
      'when its name is given to a server beside its module',
      `const o: ClientProviderOptions = ${grpc}; NestFactory.createMicroservice(AppModule, o);`,
    ],
    [
      'when what makes it is called for a server',
      `const o = () => (${grpc}); ClientsModule.register([o()]); createMicroservice(AppModule, o());`,
    ],
    ['when only another file knows its use', `export const grpcOptions: ClientOptions = ${grpc};`],
    ['in a function typed for servers', `export default (): GrpcOptions => addReflectionToGrpcConfig(${grpc});`],
    ['in a testing server', `const o: ClientProviderOptions = ${grpc}; createNestMicroservice(o);`],
    ['given to a function on its way', `ClientsModule.register(wrap(() => (${grpc})));`],
    [
      'spread over another transport',
      `const tcp = { transport: Transport.TCP }; ClientsModule.register([{ ...tcp }]);`,
    ],
    ['spread in a circle', `const a = { ...b }; const b = { ...a }; ClientsModule.register([{ ...a }]);`],
    ['in a pattern', `const { options } = ${grpc};`],
    ['in a field without a type', `class A { options = ${grpc}; }`],
    ['in a method without a type', `class A { options() { return ${grpc}; } }`],
    ['in a function whose result a server gets', `function o() { return ${grpc}; } app.connectMicroservice(o());`],
    ['in a function that calls itself', `function o(n) { return n ? o(n - 1) : ${grpc}; }`],
    ['in a function without a name', `export default function () { return ${grpc}; }`],
    ['in a function without a type', `export function options() { return ${grpc}; }`],
    ['in a function of anything', `export const options = (): object => (${grpc});`],
    ['in a promise of anything', `export const options = async (): Promise => (${grpc});`],
    ['cast to what a server takes', `export const options = (${grpc} as GrpcOptions)!;`],
    ['under another key', `ClientsModule.register([{ other: () => (${grpc}) }]);`],
    ['given to a function', `serve(() => (${grpc}));`],
    ['given to a method', `list[key](() => (${grpc}));`],
    ['by itself', `(${grpc});`],
    ['too deep', `ClientsModule.register(${'['.repeat(14)}${grpc}${']'.repeat(14)});`],
    ['with another transport', `ClientsModule.register([{ transport: Transport.TCP, options: { host: 'grpc' } }]);`],
  ])('%s', (_, code) => {
    expect(describeSites(imports + code)).toEqual([]);
  });
});

describe('exported options that no file is known to use', () => {
  const code = `${imports} export const options = ${grpc};`;

  it('are left alone outside a package', () => {
    const root = createProject({
      'hero.module.ts': `import { options } from './options'; ClientsModule.register([options]);`,
    });
    expect(describeSites(code, { filename: path.join(root, 'options.ts') })).toEqual([]);
  });

  it('are left alone when another thing of that name is used for clients', () => {
    const root = createProject({
      'package.json': '{}',
      'hero.module.ts': `const options = make(); ClientsModule.register([options]);`,
    });
    const own = `${imports} const options = ${grpc};`;
    expect(describeSites(own, { filename: path.join(root, 'options.ts') })).toEqual([]);
  });

  it('are left alone when the files that use them are installed, or not to be read', () => {
    const use = `import { options } from '../options'; ClientsModule.register([options]);`;
    const root = createProject({
      'package.json': '{}',
      'node_modules/a/index.ts': use,
      'README.md': use,
      'plain.ts': 'options',
    });
    const lint = () => describeSites(code, { filename: path.join(root, 'options.ts') });
    expect(lint()).toEqual([]);
    vi.spyOn(fs, 'readdirSync').mockImplementation(() => {
      throw new Error('EACCES');
    });
    expect(lint()).toEqual([]);
    vi.restoreAllMocks();
  });
});

describe('exported options whose own file leaves open what they are for', () => {
  const cast = (name: string) => `export const ${name} = ${grpc} as ClientProviderOptions;\n`;
  const grpcOptions = (name: string) => `export const ${name}: ClientOptions = ${grpc};\n`;
  const project: Readonly<Record<string, string>> = {
    'package.json': '{ "name": "heroes" }',
    'src/options.ts': `${imports}\n${['heroOptions', 'serverOptions', 'sharedOptions', 'unusedOptions'].map(grpcOptions).join('')}`,
    'test/options.ts': `${imports}\n${['castServer', 'castClient', 'castBoth', 'castUnused', '$cast'].map(cast).join('')}`,
    'test/hero.spec.ts': `import { castServer, castClient, castBoth, $cast } from './options';
      module(ClientsModule.register([castClient, castBoth, $cast]));
      app.createNestMicroservice<Options>(castServer); app.createNestMicroservice(castBoth);`,
    'test/client.spec.ts': `import { castBoth } from './options'; ClientProxyFactory.create(castBoth);`,
    'src/hero.module.ts': `${imports}
      import { heroOptions, sharedOptions } from './options';
      ClientsModule.register([{ name: 'HERO', ...heroOptions }, { name: 'BOTH', ...sharedOptions }]);`,
    'src/main.ts': `import { serverOptions, sharedOptions } from './options';
      app.connectMicroservice(serverOptions); app.connectMicroservice(sharedOptions); // gRPC`,
  };
  let folder = '';

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'nest-'));
    for (const [name, text] of Object.entries(project)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const lint = (name: string) => sitesOf(project[name] ?? '', { filename: path.join(folder, name) });

  it('are a client when the files of the package use them for clients only', () => {
    expect(lint('src/options.ts').map(({ node }) => node.loc.start.line)).toEqual([2]);
  });

  it('are what their type says, unless they are given to servers only', () => {
    const names = lint('test/options.ts').map(({ node }) => node.loc.start.line - 1);
    expect(names).toEqual([2, 3, 4, 5]);
  });

  it('are a client where ClientsModule spreads them, whatever else uses them', () => {
    const places = lint('src/hero.module.ts').map(({ reportNode }) => reportNode.type);
    expect(places).toEqual(['SpreadElement', 'SpreadElement']);
  });

  it('are silent where they are given to a server', () => {
    expect(lint('src/main.ts')).toEqual([]);
  });
});
