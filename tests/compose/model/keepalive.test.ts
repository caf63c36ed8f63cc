import { describe, expect, test } from 'vitest';
import { getFirstProbe } from '../../../src/compose/model/keepalive.js';
import { readStack } from '../../../src/compose/read-stack.js';

const TIME = 'net.ipv4.tcp_keepalive_time';
const INTVL = 'net.ipv4.tcp_keepalive_intvl';

/** The seconds and the text that decides about them, if any does. */
function probeOf(lines: string, rest = ''): unknown {
  const content = `services:\n  web:\n    image: a\n${lines.replace(/^(?=.)/gm, '    ')}\n${rest}`;
  const stack = readStack([{ name: 'stack.yml', content }]);
  const web = stack.services.get('web');
  if (!web) throw new Error('there is no service');
  const probe = getFirstProbe(web, stack);
  if (probe.kind === 'after') return [probe.seconds, probe.key, probe.entry?.value ?? null];
  return probe.kind === 'never' ? [probe.kind, probe.key, probe.entry.value] : probe.kind;
}

describe('the first probe comes', () => {
  test.each([
    ['after 2 h by default', '', [7200, TIME, null]],
    ['after 2 h for an empty value', `sysctls:\n  ${TIME}: ""`, [7200, TIME, null]],
    ['when the sysctl says', `sysctls:\n  ${TIME}: 600`, [600, TIME, '600']],
    ['when the last entry of a list says', `sysctls:\n  - ${TIME}=600\n  - ${TIME}=300`, [300, TIME, '300']],
    ['with slashes too', `sysctls:\n  net/ipv4/tcp_keepalive_time: 600`, [600, TIME, '600']],
    ['in octal', `sysctls:\n  - ${TIME}=0600`, [384, TIME, '0600']],
    ['after the default of a variable', `sysctls:\n  ${TIME}: \${KA:-600}`, [600, TIME, '600']],
    ['after the default of a variable that may be empty', `sysctls:\n  ${TIME}: \${KA-600}`, [600, TIME, '600']],
    ['after the interval for 0', `sysctls:\n  ${TIME}: 0`, [75, INTVL, '0']],
    ['after the interval that is set for 0', `sysctls:\n  ${TIME}: 0\n  ${INTVL}: 30`, [30, INTVL, '30']],
    ['after the default interval for 0', `sysctls:\n  ${TIME}: 0\n  ${INTVL}: ""`, [75, INTVL, '0']],
    ['never below 0', `sysctls:\n  ${TIME}: -1`, ['never', TIME, '-1']],
    ['never, since the container does not start', `sysctls:\n  ${TIME}: 600s`, 'refused'],
    ['nobody knows when', `sysctls:\n  ${TIME}: \${KA}`, 'unknown'],
    ['nobody knows when', `sysctls:\n  ${TIME}: \${KA:?set it}`, 'unknown'],
    ['never, for 0 and an interval that is refused', `sysctls:\n  ${TIME}: 0\n  ${INTVL}: 30s`, 'refused'],
    ['nobody knows when, for 0', `sysctls:\n  ${TIME}: 0\n  ${INTVL}: \${KA}`, 'unknown'],
  ])('%s: %j', (_name, lines, expected) => {
    expect(probeOf(lines)).toEqual(expected);
  });

  test.each(['networks:\n  host:\n    external: true\n', 'networks:\n  host:\n    external: true\n    name: host\n'])(
    'when the node says, on its network: %j',
    (networks) => {
      expect(probeOf(`networks: [host]\nsysctls:\n  ${TIME}: 600`, networks)).toBe('node');
    },
  );

  test('by the sysctl on an external network that is not the one of the node', () => {
    const networks = 'networks:\n  host:\n    external: true\n    name: shared\n';
    expect(probeOf(`networks: [host]\nsysctls:\n  ${TIME}: 600`, networks)).toEqual([600, TIME, '600']);
  });
});
