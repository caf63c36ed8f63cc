import path from 'node:path';
import { expect, it } from 'vitest';
import { createProject } from '../options/project.js';
import { describeSites } from './sites-of.js';

it('types find clients by credentials that the code alone does not show', () => {
  const code = `import type { Config } from './config';
    import { Greeter } from './greeter';
    export const connect = (config: Config) => new Greeter('grpc', config.transportSecurity);
    export const other = (config: Config) => new Greeter('grpc', config.user);`;
  const root = createProject({
    'tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "noEmit": true }, "include": ["*.ts"] }',
    'package.json': '{ "type": "commonjs" }',
    'main.ts': code,
    'greeter.ts': 'export declare const Greeter: new (address: string, credentials: unknown) => object;',
    'config.ts': `import type { ChannelCredentials } from '@grpc/grpc-js';
      export interface Config { transportSecurity?: ChannelCredentials; user: { name: string } }`,
    'node_modules/@grpc/grpc-js/package.json': '{ "name": "@grpc/grpc-js", "types": "index.d.ts" }',
    'node_modules/@grpc/grpc-js/index.d.ts':
      'export declare abstract class ChannelCredentials { compose(): ChannelCredentials; }',
  });
  const filename = path.join(root, 'main.ts');
  const typed = { filename, parserOptions: { projectService: true, tsconfigRootDir: root } };

  expect(describeSites(code, { filename })).toEqual([]);
  expect(describeSites(code, typed)).toEqual(['client Greeter of grpc-js, options: absent at 2']);
  expect(describeSites(code, { ...typed, settings: { types: 'off' } })).toEqual([]);
});
