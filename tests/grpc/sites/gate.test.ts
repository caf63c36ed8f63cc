/** What the cheap questions turn away would not have been found by the thorough ones either. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import * as parser from '@typescript-eslint/parser';
import type { TSESTree } from '@typescript-eslint/utils';
import { Linter } from 'eslint';
import { describe, expect, it, vi } from 'vitest';
import type { KeepaliveSettings } from '../../../src/core/settings.js';
import { childrenOf } from '../../../src/grpc/options/scope.js';
import { libraryRows } from '../../../src/grpc/sites/libraries.js';
import plugin from '../../../src/index.js';
import { findSamples } from '../../docs/samples.js';
import { OPTION_ROWS, PROLOGUE } from '../rows.js';

const gate = vi.hoisted(() => ({ isOpen: false, turnedAway: 0, files: 0 }));

vi.mock('../../../src/grpc/sites/gate.js', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../../src/grpc/sites/gate.js')>();
  return {
    mayBuildChannels: (...given: Parameters<typeof original.mayBuildChannels>) => {
      const answer = original.mayBuildChannels(...given);
      gate.files += answer ? 0 : 1;
      return gate.isOpen || answer;
    },
    leadsNowhere: (...given: Parameters<typeof original.leadsNowhere>) => {
      const answer = !gate.isOpen && original.leadsNowhere(...given);
      gate.turnedAway += answer ? 1 : 0;
      return answer;
    },
  };
});

const root = path.join(import.meta.dirname, '..', '..', '..');

function findingsIn(code: string, isOpen: boolean, settings: KeepaliveSettings = {}): string[] {
  gate.isOpen = isOpen;
  const rules = Object.fromEntries(
    Object.entries(plugin.rules)
      .filter(([, { meta }]) => meta?.languages?.includes('js/js'))
      .map(([id]) => [`keepalive/${id}`, 'error'] as const),
  );
  const messages = new Linter().verify(
    code,
    [
      {
        files: ['**/*.ts'],
        plugins: { keepalive: plugin },
        rules,
        settings: { keepalive: settings },
        languageOptions: { parser },
      },
    ],
    { filename: 'file.ts' },
  );
  return messages.map(({ line, column, ruleId, message }) => `${line}:${column} ${ruleId ?? 'fatal'} ${message}`);
}

/** Every piece of code in the tests of the recognisers and the rules, told by nothing but its being a string. */
function* samples(): Generator<string> {
  for (const folder of ['tests/grpc/sites', 'tests/rules']) {
    for (const name of readdirSync(path.join(root, folder)).filter((entry) => entry.endsWith('.test.ts'))) {
      const { ast } = parser.parseForESLint(readFileSync(path.join(root, folder, name), 'utf8'), { range: true });
      const pending: TSESTree.Node[] = [ast];
      for (let node = pending.pop(); node; node = pending.pop()) {
        if (node.type === 'TemplateLiteral' && node.expressions.length === 0) yield node.quasis[0]?.value.cooked ?? '';
        if (node.type === 'Literal' && typeof node.value === 'string') yield node.value;
        pending.push(...childrenOf(node));
      }
    }
  }
  const pages = path.join(root, 'docs', 'rules');
  for (const page of readdirSync(pages)) {
    for (const { code } of findSamples(readFileSync(path.join(pages, page), 'utf8'))) yield code;
  }
  for (const [, options] of OPTION_ROWS) yield `${PROLOGUE}new proto.lab.Echo('echo:50051', creds, ${options});`;
}

describe('the cheap questions', () => {
  it('lose no finding in any piece of code of the tests and the rule pages', () => {
    let findings = 0;
    for (const code of new Set(samples())) {
      // Names, messages and options have no call.
      if (!/\w\(/.test(code)) continue;
      const open = findingsIn(code, true);
      expect(findingsIn(code, false), code).toEqual(open);
      findings += open.length;
    }
    expect(findings).toBeGreaterThan(300);
    expect(gate.turnedAway).toBeGreaterThan(100);
  });

  it.each(libraryRows.map((row) => [row.export, row.module] as const))('%s of %s passes', (name, module) => {
    const code = `import { ${name.split('.')[0] ?? ''} } from '${module}';\n`;
    gate.files = 0;
    findingsIn(code, false);
    expect(gate.files).toBe(0);
  });

  it.each<[title: string, factory: { module?: string; export: string; argument: number }, code: string]>([
    ['of a module', { module: './wire', export: 'dial', argument: 1 }, `import { dial } from './wire'; dial('a:1');`],
    ['from anywhere', { export: 'wire.dial', argument: 1 }, `function f(wire) { return wire.dial('a:1'); }`],
  ])("a wrapper %s passes that only the user's settings name", (_, factory, code) => {
    const named = findingsIn(code, false, { factories: [factory] });
    expect(named).toEqual(findingsIn(code, true, { factories: [factory] }));
    expect(named.filter((finding) => finding.includes('grpc-channel-keepalive'))).toHaveLength(1);
    expect(findingsIn(code, false)).toEqual([]);
  });

  it.each([
    `const { OrdersStub } = require('../lib'); new OrdersStub('orders:50051');`,
    `import { createOrdersClient } from './orders.js'; createOrdersClient(address);`,
    `import { connect } from './wire.js'; connect('orders:50051');`,
    'import { connect } from "./wire.js"; connect(`orders.shop.internal:443`);',
  ])('a file passes that calls what a file next door makes: %s', (code) => {
    gate.files = 0;
    findingsIn(code, false);
    expect(gate.files).toBe(0);
  });

  it.each([
    `import { get } from './http.js'; get('http://localhost:3000/orders');`,
    `import { at } from './clock.js'; at('10:30');`,
    `import { get } from './orders.js'; get('order:1');`,
  ])('a file is left alone that says none of it: %s', (code) => {
    gate.files = 0;
    findingsIn(code, false);
    expect(gate.files).toBeGreaterThan(0);
  });
});
