import { describe, expect, it } from 'vitest';
import { judgeSysctlKey, normaliseSysctlKey } from '../../../src/compose/model/sysctl-key.js';

const TIME = 'net.ipv4.tcp_keepalive_time';
const INTVL = 'net.ipv4.tcp_keepalive_intvl';
const PROBES = 'net.ipv4.tcp_keepalive_probes';

describe('a sysctl key', () => {
  it.each([
    [TIME, { kind: 'ok' }],
    ['net/ipv4/tcp_keepalive_time', { kind: 'ok' }],
    ['net.core.somaxconn', { kind: 'ok' }],
    ['kernel.sem', { kind: 'ok' }],
    ['vm.swappiness', { kind: 'host-only' }],
    ['Kernel.Sem', { kind: 'misspelt', key: 'kernel.sem' }],
    ['net.ipv4.tcp_keepalive_tiem', { kind: 'misspelt', key: TIME }],
    ['net.ipv4.tcp-keepalive-time', { kind: 'misspelt', key: TIME }],
    ['tcp_keepalive_idle', { kind: 'misspelt', key: TIME }],
    ['net.ipv4.tcp_keepalive_int', { kind: 'misspelt', key: INTVL }],
    // Three letters from `intvl`: a word that says what is meant goes before the letters.
    ['net.ipv4.tcp_keepalive_cnt', { kind: 'misspelt', key: PROBES }],
    ['net.ipv4.tcp_keepalive_idle', { kind: 'misspelt', key: TIME }],
    ['net.ipv4.tcp-keep-alive-idle', { kind: 'misspelt', key: TIME }],
    ['net.ipv4.tcpkeepalives_retries', { kind: 'misspelt', key: PROBES }],
    ['net.ipv4.tcp_keepalive_idle_timeout_ms', { kind: 'ok' }],
    ['net.ipv4.my_tcp_keepalive_idle', { kind: 'misspelt', key: TIME }],
    ['net.ipv4.mytcp_keepalive_idle', { kind: 'ok' }],
    [`"${TIME}"`, { kind: 'malformed', key: TIME }],
    [`sysctl -w ${TIME}`, { kind: 'malformed', key: TIME }],
    [`${TIME}: 600`, { kind: 'malformed', key: TIME }],
    ['net.ipv4.tcp_keepalive_tiem ', { kind: 'malformed', key: TIME }],
    ['net.core.somaxconn ', { kind: 'malformed', key: 'net.core.somaxconn' }],
    ['vm.swappiness ', { kind: 'malformed', key: null }],
    ['time ', { kind: 'malformed', key: null }],
    ['', { kind: 'malformed', key: null }],
  ])('`%s` is judged %o', (key, verdict) => {
    expect(judgeSysctlKey(key)).toEqual(verdict);
  });

  it('however long what was written is', () => {
    expect(judgeSysctlKey(`${'a'.repeat(200_000)}!`)).toEqual({ kind: 'malformed', key: null });
  });

  it.each([
    ['net/ipv4/conf/eth0.1/arp_filter', 'net.ipv4.conf.eth0/1.arp_filter'],
    ['net.ipv4.conf.eth0/1.arp_filter', 'net.ipv4.conf.eth0/1.arp_filter'],
    ['time', 'time'],
  ])('`%s` is `%s` with dots', (written, key) => {
    expect(normaliseSysctlKey(written)).toBe(key);
  });
});
