import { describe, expect, test } from 'vitest';
import { judgeServerSide } from '../../../src/compose/model/protection.js';
import { readStack } from '../../../src/compose/read-stack.js';
import { PROFILES } from '../../../src/core/profiles.js';

/** What happens to idle connections of a service with this image and these lines. */
function judge(image: string, lines: string): unknown {
  const content = `services:\n  db:\n    image: ${image}\n${lines.replace(/^(?=.)/gm, '    ')}\nnetworks: {host: {external: true}}\n`;
  const stack = readStack([{ name: 'stack.yml', content }]);
  const db = stack.services.get('db');
  if (!db) throw new Error('there is no service');
  const verdict = judgeServerSide(stack, db, PROFILES['swarm-ipvs']);
  return verdict && 'by' in verdict ? [verdict.kind, verdict.by] : verdict;
}

const probes = (periodSeconds: number): unknown => ({ kind: 'refresher', periodSeconds, clock: 'kernel' });
const closes = (afterSeconds: number): unknown => ({
  ...{ kind: 'closer', afterSeconds, slackSeconds: 0, clock: 'process' },
});

describe('an idle connection to', () => {
  test.each([
    ['postgres', '', ['cut', probes(7200)]],
    ['postgres', 'command: -c tcp_keepalives_idle=600', ['safe', probes(600)]],
    ['postgres', 'command: -c tcp_keepalives_idle=880', ['race', probes(880)]],
    ['postgres', 'command: -c tcp_keepalives_idle=0', ['cut', probes(7200)]],
    ['postgres', 'command: -c tcp_keepalives_idle=600 -c tcp_keepalives_idle=1800', ['cut', probes(1800)]],
    ['postgres', 'command: -c idle_session_timeout=0', ['cut', probes(7200)]],
    ['postgres', 'command: -c idle_session_timeout=600000', ['safe', closes(600)]],
    ['postgres', 'command: -c idle_session_timeout=600000ms', ['safe', closes(600)]],
    ['postgres', 'command: -c idle_session_timeout=600s', ['safe', closes(600)]],
    ['postgres', 'command: -c idle_session_timeout=10min', ['safe', closes(600)]],
    ['postgres', 'command: -c idle_session_timeout=1h', ['cut', closes(3600)]],
    ['postgres', 'command: -c idle_session_timeout=1d', ['cut', probes(7200)]],
    ['postgres', `command: sh -c "exec postgres -c 'idle_session_timeout=1h'"`, ['cut', probes(7200)]],
    ['postgres', `command: sh -c "exec postgres -c idle_session_timeout='1h'"`, ['cut', closes(3600)]],
    ['postgres', 'command: -c max_connections=100', ['cut', probes(7200)]],
    ['mysql', 'command: --wait-timeout=880', ['safe', closes(880)]],
    ['mysql', 'command: [--wait_timeout, "600"]', ['safe', closes(600)]],
    ['mysql', 'command: [sh, -c, "mysqld --WAIT-TIMEOUT  600"]', ['safe', closes(600)]],
    ['mysql', 'command: mysqld wait_timeout 600', ['cut', probes(7200)]],
    ['mysql', 'command: mysqld --wait-timeout', ['cut', probes(7200)]],
    ['mysql', 'command: mysqld 600 --wait-timeout', ['cut', probes(7200)]],
    ['redis', '', ['safe', probes(300)]],
    ['redis', 'command: redis-server --tcp-keepalive 0', ['cut', null]],
    ['redis', 'command: redis-server --tcp-keepalive 0 --timeout 600', ['safe', closes(600)]],
    ['redis', 'command: redis-server --timeout 0', ['safe', probes(300)]],
    ['shop/db', '', ['cut', null]],
  ])('%s with %j: %j', (image, lines, expected) => {
    expect(judge(image, lines)).toEqual(expected);
  });

  test.each([
    ['postgres', 'command: -c tcp_keepalives_idle=soon'],
    ['postgres', 'command: -c tcp_keepalives_idle=600 -c idle_session_timeout=soon'],
    ['postgres', 'command: -c idle_session_timeout=600x'],
    ['postgres', 'networks: [host]'],
    ['shop/db', 'sysctls: {net.ipv4.tcp_keepalive_time: 1200}'],
    ['shop/db', 'environment: {LD_PRELOAD: /usr/lib/libdontdie.so}'],
  ])('%s with %j is not judged here', (image, lines) => {
    expect(judge(image, lines)).toBeNull();
  });
});
