/**
 * Small stacks with one mistake each: r* docker rejects, i* it ignores the property, v* are valid. The answers were recorded
 * from the docker client 28.2.2.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintStack } from '../../src/compose/engine.js';
import { getRuleEntry } from '../../src/core/catalog/index.js';

const folder = path.join(import.meta.dirname, 'fixtures', 'stacks');
const names = readdirSync(folder).filter((name) => name.endsWith('.yml'));

interface Named {
  readonly rule: string;
  readonly at: string;
  readonly line: number;
  readonly severity: string;
}

function lint(name: string): Named[] {
  const text = readFileSync(path.join(folder, name), 'utf8');
  return lintStack([{ name, text }]).map(({ ruleId, start, end }) => ({
    rule: ruleId,
    at: text.slice(start, end),
    line: text.slice(0, start).split('\n').length,
    severity: getRuleEntry(ruleId).severity,
  }));
}

/** The text that must be named. */
const REJECTED: Readonly<Record<string, readonly string[]>> = {
  'r02-mem_limit.yml': ['mem_limit'],
  'r04-extends.yml': ['extends'],
  'r06-profiles.yml': ['profiles'],
  'r07-include.yml': ['include'],
  'r08-build-additional.yml': ['additional_contexts'],
  'r09-configs-content.yml': ['content'],
  'r10-gpus.yml': ['gpus'],
  'r11-env_file-map.yml': ['path: a.env\n        required: false'],
  'r15-scale.yml': ['scale'],
  'r16-runtime.yml': ['runtime'],
  'r17-replicas-string-var.yml': ['two'],
  'r18-volumes_from.yml': ['volumes_from'],
  'r19-secrets-environment.yml': ['environment'],
  'r20-network-priority.yml': ['priority'],
  'r22-ports-name.yml': ['"8080"', 'name'],
  'r24-undefined-secret.yml': ['nope'],
  'r25-undefined-volume.yml': ['"data:/x"'],
  'r26-no-image.yml': ['web'],
  'r27-deploy-restart_policy-typo.yml': ['always'],
  'r28-parallelism-neg.yml': ['-1', 'start-frist'],
  'r29-config-mode-str.yml': ['"0440"'],
  'r30-bad-duration.yml': ['10'],
};

const IGNORED: Readonly<Record<string, string>> = {
  'i01-privileged.yml': 'privileged',
  'i02-restart.yml': 'restart',
  'i03-security_opt.yml': 'security_opt',
  'i04-container_name.yml': 'container_name',
  'i05-devices.yml': 'devices',
  'i07-links.yml': 'links',
  'i09-userns.yml': 'userns_mode',
  'i10-depends_on-list.yml': 'depends_on',
};

describe('what docker rejects is an error, at its place, and nothing else is', () => {
  test.each(names.filter((name) => name.startsWith('r')))('%s', (name) => {
    const errors = lint(name).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ at }) => at).sort()).toEqual([...(REJECTED[name] ?? ['no answer recorded'])].sort());
  });
});

describe('what docker ignores is a warning, at its place', () => {
  test.each(names.filter((name) => name.startsWith('i')))('%s', (name) => {
    const found = lint(name);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(found.map(({ rule, at }) => `${rule} ${at}`)).toContain(`stack-ignored-option ${IGNORED[name] ?? ''}`);
  });
});

describe('what docker takes is clean', () => {
  test.each(names.filter((name) => name.startsWith('v')))('%s', (name) => {
    expect(lint(name)).toEqual([]);
  });
});
