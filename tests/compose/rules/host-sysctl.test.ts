import { describe, expect, test } from 'vitest';
import { lintHostFile } from '../../../src/compose/engine.js';

function lint(name: string, text: string): { at: string; message: string; related: string[] }[] {
  const kind = name.endsWith('.conf') ? 'sysctl' : 'script';
  return lintHostFile({ name, text }, kind).map(({ start, end, message, related }) => ({
    at: text.slice(start, end),
    message,
    related: related.map((span) => text.slice(span.start, span.end)),
  }));
}

describe('sysctl.conf', () => {
  test('one finding per file, at the keepalive time', () => {
    const text =
      '# for swarm\nnet.ipv4.tcp_keepalive_intvl = 30\nnet.ipv4.tcp_keepalive_time = 600\nvm.max_map_count = 262144\n';
    expect(lint('sysctl.conf', text)).toEqual([
      {
        at: 'net.ipv4.tcp_keepalive_time = 600',
        message:
          '`net.ipv4.tcp_keepalive_time` is set for the machine, and no container gets it: each has a network namespace of its own, which starts with a keepalive time of 7200 s, an interval of 75 s and 9 probes.',
        related: ['net.ipv4.tcp_keepalive_intvl = 30'],
      },
    ]);
  });

  test.each([
    'net.ipv4.tcp_keepalive_time=600',
    'net.ipv4.tcp_keepalive_time   =   600',
    '-net.ipv4.tcp_keepalive_time = 600',
    'net/ipv4/tcp_keepalive_time = 600',
    '  net.ipv4.tcp_keepalive_time = 600\r',
  ])('%j is a setting', (text) => {
    expect(lint('sysctl.d/90-swarm.conf', `${text}\n`)).toHaveLength(1);
  });

  test('a finding leaves out what stands before and behind the setting', () => {
    const text = '# swarm\n - net.ipv4.tcp_keepalive_time = 600 \t\n';
    expect(lint('sysctl.conf', text)).toMatchObject([{ at: 'net.ipv4.tcp_keepalive_time = 600' }]);
  });

  test.each(['# net.ipv4.tcp_keepalive_time = 600', '; net.ipv4.tcp_keepalive_time = 600', 'vm.swappiness = 1', ''])(
    '%j is none',
    (text) => {
      expect(lint('sysctl.conf', `${text}\n`)).toEqual([]);
    },
  );
});

describe('a script', () => {
  test.each([
    ['sysctl -w net.ipv4.tcp_keepalive_time=600', 'net.ipv4.tcp_keepalive_time=600'],
    ['sudo sysctl -w net.ipv4.tcp_keepalive_time=600 net.core.somaxconn=1024', 'net.ipv4.tcp_keepalive_time=600'],
    ['ssh node1 "sysctl net.ipv4.tcp_keepalive_time=600"', 'net.ipv4.tcp_keepalive_time=600'],
    ['sysctl -w net.ipv4.tcp_keepalive_time=$TIME', 'net.ipv4.tcp_keepalive_time=$TIME'],
    ['echo 600 > /proc/sys/net/ipv4/tcp_keepalive_time', 'echo 600 > /proc/sys/net/ipv4/tcp_keepalive_time'],
    [
      'echo "600" | sudo tee /proc/sys/net/ipv4/tcp_keepalive_time',
      'echo "600" | sudo tee /proc/sys/net/ipv4/tcp_keepalive_time',
    ],
    [
      `sudo sh -c 'echo  600|tee "/proc/sys/net/ipv4/tcp_keepalive_time"'`,
      'echo  600|tee "/proc/sys/net/ipv4/tcp_keepalive_time',
    ],
    ['ssh a "sysctl -w net.ipv4.tcp_keepalive_time=600" # now', 'net.ipv4.tcp_keepalive_time=600'],
    ['echo "net.ipv4.tcp_keepalive_time = 600" >> /etc/sysctl.conf', 'net.ipv4.tcp_keepalive_time = 600'],
    ['cat <<EOF >/etc/sysctl.d/1.conf\nnet.ipv4.tcp_keepalive_time = 600\nEOF', 'net.ipv4.tcp_keepalive_time = 600'],
  ])('%j sets it for the machine', (text, at) => {
    expect(lint('node.sh', `#!/bin/sh\n${text}\n`)).toMatchObject([{ at }]);
  });

  test.each([
    '# sysctl -w net.ipv4.tcp_keepalive_time=600',
    'docker run --sysctl net.ipv4.tcp_keepalive_time=600 postgres',
    'docker service update --sysctl-add net.ipv4.tcp_keepalive_time=600 shop_db',
    'nsenter --net=/var/run/docker/netns/x sysctl -w net.ipv4.tcp_keepalive_time=600',
    'sysctl net.ipv4.tcp_keepalive_time',
    '  # sysctl -w net.ipv4.tcp_keepalive_time=600',
    'cat <<EOF >stack.yml\nsysctls:\n  - net.ipv4.tcp_keepalive_time=600\nEOF',
  ])('%j does not', (text) => {
    expect(lint('node.sh', `${text}\n`)).toEqual([]);
  });
});

test('a Dockerfile sets it while the image is built', () => {
  expect(lint('Dockerfile', 'FROM alpine\nRUN sysctl -w net.ipv4.tcp_keepalive_time=600\n')[0]?.message).toBe(
    '`net.ipv4.tcp_keepalive_time` is set while the image is built, and no container gets it: each has a network namespace of its own, which starts with a keepalive time of 7200 s, an interval of 75 s and 9 probes.',
  );
});
