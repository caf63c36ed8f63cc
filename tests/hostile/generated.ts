/** Files that make a parser or a rule work harder than their size allows. Each is 1 MB or less. */

const SERVICE = 'services:\n  db:\n    image: x\n';

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

export const GENERATED: Readonly<Record<string, string>> = {
  // Depth: some runtimes end the process when a parser recurses too far.
  'deep-block.yml': many(1000, (index) => `${'  '.repeat(index)}a:\n`),
  'deep-list.yml': `a:\n  ${'- '.repeat(100_000)}x\n`,
  'deep-flow.yml': `a: ${'['.repeat(400_000)}${']'.repeat(400_000)}\n`,
  'deep-flow-map.yml': `a: ${'{a: '.repeat(100_000)}\n`,
  'deep-keys.yml': '? '.repeat(50_000),
  'deep-anchors.yml': `a: ${'[&a '.repeat(50_000)}\n`,
  ...Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`deep-${index}.yml`, `${'['.repeat(2000)}${']'.repeat(2000)}\n`]),
  ),
  // Bombs: a small text that stands for a large one.
  'merge-bomb.yml': `x-0: &x0 {a: 1}\n${many(30, (index) => `x-${index + 1}: &x${index + 1} {<<: [*x${index}, *x${index}], k${index}: 1}\n`)}${SERVICE}    environment: {<<: *x30}\n`,
  'alias-bomb.yml': `x-0: &x0 [a]\n${many(30, (index) => `x-${index + 1}: &x${index + 1} [*x${index}, *x${index}]\n`)}${SERVICE}    command: *x30\n`,
  'merge-chain.yml': `x-0: &x0 {a: 1}\n${many(3000, (index) => `x-${index + 1}: &x${index + 1} {<<: *x${index}}\n`)}${SERVICE}    environment: {<<: *x3000}\n`,
  'port-ranges.yml': `${SERVICE}    ports: ["1-65535:1-65535", "1-65535"]\n`,
  // Many of one thing: work that grows with the square shows here.
  'keys.yml': `${SERVICE}    environment:\n${many(30_000, (index) => `      K${index}: v\n`)}`,
  'same-key.yml': `${SERVICE}    environment:\n${many(20_000, (index) => `      K: v${index}\n`)}`,
  'findings.yml': `services:\n${many(2000, (index) => `  s${index}:\n    image: x\n    sysctls: {net.ipv4.tcp_keepalive_time: 7200}\n`)}`,
  'services.yml': `services:\n${many(400, (index) => `  s${index}:\n    image: x\n    depends_on: [s1, s2, s${(index + 7) % 400}]\n    environment: ["U=postgres://s${(index + 1) % 400}:5432/x"]\n`)}`,
  'anchors.yml': `${many(10_000, (index) => `x-${index}: &a${index} ${index}\n`)}${SERVICE}`,
  'documents.yml': `${SERVICE}${'---\na: b\n'.repeat(100_000)}`,
  'directives.yml': `${'# keepalive-disable-next-line\n'.repeat(30_000)}${SERVICE}`,
  'disable-blocks.yml': `${'# keepalive-disable stack-schema\n'.repeat(15_000)}${'# keepalive-enable stack-schema\n'.repeat(15_000)}${SERVICE}`,
  'yaml-directives.yml': `${'%YAML 1.2\n'.repeat(50_000)}---\n${SERVICE}`,
  'tags.yml': `a: ${'!!x '.repeat(20_000)}b\n`,
  // One line, many mistakes.
  'quotes.yml': '"'.repeat(100_001),
  'braces.yml': `a: [\n${'}\n'.repeat(20_000)}`,
  'tabs.yml': '\ta: b\n'.repeat(20_000),
  'colons.yml': ':'.repeat(500_000),
  'spaced-colons.yml': ': '.repeat(300_000),
  'dashes.yml': '-'.repeat(500_000),
  'hashes.yml': '#'.repeat(1_000_000),
  'blanks.yml': `${' '.repeat(1_000_000)}a: b`,
  'blank-lines.yml': `${'\n'.repeat(200_000)}${SERVICE}`,
  'crlf.yml': `a:\r\n${'  - b\r\n'.repeat(20_000)}`,
  // Long values.
  'long-line.yml': `${SERVICE}    command: "${'x'.repeat(1_000_000)}"\n`,
  'literal.yml': `${SERVICE}    command: |\n${'      x\n'.repeat(120_000)}`,
  'dollars.yml': `${SERVICE}    command: "${'$'.repeat(500_001)}"\n`,
  'open-variables.yml': `${SERVICE}    command: "${'${'.repeat(300_000)}"\n`,
  'nested-variables.yml': `${SERVICE}    command: "${'${A:-'.repeat(30_000)}x${'}'.repeat(30_000)}"\n`,
  'variables.yml': `${SERVICE}    command: "${'${A}'.repeat(50_000)}"\n`,
  'digits.yml': `${SERVICE}    sysctls: {net.ipv4.tcp_keepalive_time: ${'9'.repeat(100_000)}}\n`,
  'underscores.yml': `${SERVICE}    sysctls: {net.ipv4.tcp_keepalive_time: ${'1_'.repeat(50_000)}}\n`,
  'shell-words.yml': `${SERVICE}    command: ${"a 'b ".repeat(50_000)}\n`,
  'addresses.yml': `${SERVICE}    environment: ["U=${'postgres://'.repeat(50_000)}", "V=${'a.'.repeat(50_000)}", "W=${'a:1,'.repeat(50_000)}"]\n`,
  // Names that a language gives a meaning.
  'prototype.yml': `${SERVICE}    environment: {__proto__: 1, constructor: 2, hasOwnProperty: 3}\n  __proto__: {image: x}\n  toString: {image: y, sysctls: {__proto__: 1}}\n`,
};
