/** The texts that Docker parses by itself, with the reasons that it gives for refusing them. */
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from '../../../src/compose/docker/env-file.js';
import { findImageError } from '../../../src/compose/docker/image-reference.js';
import { expandPorts, parsePortSpec } from '../../../src/compose/docker/port-spec.js';
import { findByteSizeError, findCpuError } from '../../../src/compose/docker/quantities.js';
import { splitShellWords } from '../../../src/compose/docker/shell-words.js';
import { parseVolumeSpec } from '../../../src/compose/docker/volume-spec.js';
import { isDuration, isPort } from '../../../src/compose/schema/formats.js';

describe('an amount of bytes', () => {
  it.each(['512m', '1.5GiB', '1024', '1 g', '10 kb', '.5k', '1.', '+1', '0'])('may be `%s`', (text) => {
    expect(findByteSizeError(text)).toBeNull();
  });

  it.each([
    ['', "invalid size: ''"],
    ['much', "invalid size: 'much'"],
    ['-1', "invalid size: '-1'"],
    ['512x', "invalid suffix: 'x'"],
    ['1 Gigs', "invalid suffix: 'gigs'"],
    ['1,5g', 'strconv.ParseFloat: parsing "1,5": invalid syntax'],
  ])('cannot be `%s`', (text, error) => {
    expect(findByteSizeError(text)).toBe(error);
  });
});

describe('an amount of processors', () => {
  it.each(['0.5', '2', '.25', '1e-3', '1/2', '0.000000001', '1234.1', '123456.123456789', '1e400'])(
    'may be `%s`',
    (text) => {
      expect(findCpuError(text)).toBeNull();
    },
  );

  it.each([
    ['half', 'failed to parse half as a rational number'],
    ['1/0', 'failed to parse 1/0 as a rational number'],
    ['0.0000000001', 'value is too precise'],
    ['123456.1234567891', 'value is too precise'],
    ['1/3', 'value is too precise'],
  ])('cannot be `%s`', (text, error) => {
    expect(findCpuError(text)).toBe(error);
  });
});

describe('an image', () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  it.each([
    'nginx',
    'nginx:1.27',
    `nginx@${digest}`,
    digest,
    `sha512:${'a'.repeat(128)}`,
    `nginx@sha384:${'a'.repeat(96)}`,
    `nginx@sha512:${'a'.repeat(128)}`,
    'a'.repeat(64),
    'localhost/web',
    'registry.example:5000/shop/web:1',
    'index.docker.io/nginx',
    'SHOP/web',
  ])('may be `%s`', (image) => {
    expect(findImageError(image)).toBeNull();
  });

  it.each([
    ['', 'no image specified'],
    ['Nginx', 'invalid reference format: repository name (library/Nginx) must be lowercase'],
    ['nginx:', 'invalid reference format'],
    ['a b', 'invalid reference format'],
    [`nginx@md5:${'a'.repeat(32)}`, 'unsupported digest algorithm'],
    [`nginx@sha256:${'a'.repeat(63)}`, 'invalid checksum digest length'],
    [`nginx@sha256:${'A'.repeat(65)}`, 'invalid checksum digest length'],
    [`nginx@sha256:${'A'.repeat(64)}`, 'invalid checksum digest format'],
    ['a'.repeat(256), 'repository name must not be more than 255 characters'],
  ])('cannot be `%s`', (image, error) => {
    expect(findImageError(image)).toBe(error);
  });
});

describe('a command line', () => {
  it.each([
    [`sh -c 'a b' "c \\" d"`, ['sh', '-c', 'a b', 'c " d']],
    [`a\\ b ''  c`, ['a b', '', 'c']],
    ['\\a b\\ ', ['a', 'b ']],
    ['a # b\nc', ['a', 'c']],
    ['a#b', ['a#b']],
    ["it'\\'s", ['it\\s']],
    ['', []],
  ])('`%s` has the words %j', (line, words) => {
    const split = splitShellWords(line);
    expect(split.ok ? split.words : null).toEqual(words);
  });

  it.each([
    ["echo 'a", 'EOF found when expecting closing quote'],
    ['echo "a', 'EOF found when expecting closing quote'],
    ['echo \\', 'EOF found after escape character'],
  ])('cannot be `%s`', (line, error) => {
    expect(splitShellWords(line)).toEqual({ ok: false, error });
  });
});

describe('a volume', () => {
  it.each([
    ['/data', 'volume', '', '/data', false],
    ['d', 'volume', '', 'd', false],
    ['data:/data', 'volume', 'data', '/data', false],
    ['my.data:/data', 'volume', 'my.data', '/data', false],
    ['./data:/data:ro', 'bind', './data', '/data', false],
    ['/data:/data:ro,rshared', 'bind', '/data', '/data', true],
    ['C:\\data:/data', 'bind', 'C:\\data', '/data', false],
    ['\\\\host\\data:/data', 'bind', '\\\\host\\data', '/data', false],
  ])('`%s` is a %s of `%s` at `%s`', (spec, type, source, target, hasBindOptions) => {
    expect(parseVolumeSpec(spec)).toEqual({ ok: true, volume: { type, source, target }, hasBindOptions });
  });

  it.each([
    ['', 'invalid empty volume spec'],
    ['data::/x', 'invalid spec: data::/x: empty section between colons'],
    ['data:/a:ro:x', 'invalid spec: data:/a:ro:x: too many colons'],
  ])('cannot be `%s`', (spec, error) => {
    expect(parseVolumeSpec(spec)).toEqual({ ok: false, error });
  });
});

describe('a port', () => {
  it.each([
    ['80', ['80/tcp']],
    ['8080:80/udp', ['8080:80/udp']],
    ['127.0.0.1:8080:80', ['8080:80/tcp']],
    ['[::1]:8080:80', ['8080:80/tcp']],
    ['9000-9001:80-81', ['9000:80/tcp', '9001:81/tcp']],
    ['9000-9001:80', ['9000:80/tcp', '9001:80/tcp']],
    ['9-10', ['10/tcp', '9/tcp']],
    ['0:80', ['80/tcp']],
  ])('`%s` stands for %j', (spec, shown) => {
    const parsed = parsePortSpec(spec);
    const ports = parsed.ok ? expandPorts(parsed.ranges) : [];
    expect(
      ports.map(
        ({ published, target, protocol }) => `${published === null ? '' : `${published}:`}${target}/${protocol}`,
      ),
    ).toEqual(shown);
  });

  it.each([
    ['', 'no port specified: <empty>'],
    ['8080:', 'no port specified: 8080:<empty>'],
    ['host:8080:80', 'invalid IP address: host'],
    ['fe80::1%eth0:8080:80', 'invalid IP address: fe80::1%eth0'],
    ['http', 'invalid containerPort: http'],
    ['81-80', 'invalid containerPort: 81-80'],
    ['0-x', 'invalid containerPort: 0-x'],
    ['80:/udp', 'no port specified: 80:/udp<empty>'],
    ['70000', 'invalid containerPort: 70000'],
    ['http:80', 'invalid hostPort: http'],
    ['9000-9005:80-81', 'invalid ranges specified for container and host Ports: 80-81 and 9000-9005'],
    ['80/http', 'invalid proto: http'],
  ])('cannot be `%s`', (spec, error) => {
    const parsed = parsePortSpec(spec);
    expect(parsed.ok ? null : parsed.error.replace('<empty><empty>', '<empty>')).toBe(error);
  });

  it.each([
    [80, true],
    [80.5, true],
    [70_000, false],
    [-1, false],
  ])('as the number %s fits: %s', (value, fits) => {
    expect(isPort(value)).toBe(fits);
  });
});

it.each([
  ['1m30s', true],
  ['-2s', true],
  ['0', true],
  ['1.5h', true],
  ['30', false],
  ['1d', false],
  ['3000000h', false],
])('`%s` is a duration: %s', (text, is) => {
  expect(isDuration(text)).toBe(is);
});

describe('an environment file', () => {
  it('sets what has a value and names what has none', () => {
    const file = parseEnvFile('\uFEFFA=1\r\n# no\n\n  B= "x" # y\nC\nD=\n');
    expect(file.ok ? [...file.variables] : null).toEqual([
      ['A', '1'],
      ['B', ' "x" # y'],
      ['C', null],
      ['D', ''],
    ]);
  });

  it.each([
    ['=1', "no variable name on line '=1'"],
    ['A B=1', "variable 'A B' contains whitespaces"],
    ['A =1', "variable 'A ' contains whitespaces"],
    ['A ', "variable 'A ' contains whitespaces"],
    ['export A', "variable 'export A' contains whitespaces"],
  ])('cannot have the line `%s`', (line, error) => {
    expect(parseEnvFile(line)).toEqual({ ok: false, error });
  });
});
