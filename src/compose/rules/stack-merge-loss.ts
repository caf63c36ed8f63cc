/** A merge, of an anchor or of two files, that drops something its author counts on. */
import { stackMergeLoss } from '../../core/catalog/stack-merge-loss.js';
import type { Finding } from '../../core/finding.js';
import { listNames } from '../../core/message.js';
import { findAnchorLosses, findFileLosses } from '../model/merge-losses.js';
import type { MergeLoss } from '../model/merge-losses.js';
import { readStack } from '../read-stack.js';
import { wordingOf } from './rule.js';
import type { StackRule } from './rule.js';

const { say } = wordingOf(stackMergeLoss);

export const rule: StackRule = {
  entry: stackMergeLoss,
  *check({ stack }) {
    for (const service of stack.services.values()) {
      for (const loss of findAnchorLosses(service)) yield report(loss);
    }
    if (stack.files.length < 2) return;
    const parts = stack.files.map(({ name, text }) => readStack([{ name, content: text }]));
    for (const loss of findFileLosses(stack, parts)) yield report(loss);
  },
};

function report(loss: MergeLoss): Finding {
  switch (loss.kind) {
    case 'anchor-sysctls': {
      const { service, setting, lost } = loss;
      return say(
        setting.keySpan,
        'anchorSysctls',
        { service: service.name, lost: listNames(lost) },
        {
          related: [{ ...setting.source, label: 'lost' }],
          help: 'Merge one level deeper: give the sysctls an anchor of their own, as a mapping, and write `<<: *anchor` inside `sysctls:`.',
          path: ['services', service.name, 'sysctls'],
        },
      );
    }
    case 'anchor-endpoint-mode': {
      const { service, setting } = loss;
      return say(
        setting.keySpan,
        'anchorEndpointMode',
        { service: service.name },
        {
          related: [{ ...setting.source, label: 'lost' }],
          help: 'Repeat `endpoint_mode` here, or write `<<: *anchor` inside `deploy:`.',
          path: ['services', service.name, 'deploy'],
        },
      );
    }
    case 'network': {
      const { network, earlier, lost } = loss;
      return say(
        network.span,
        'network',
        { network: network.key, lost: listNames(lost) },
        {
          related: [{ ...earlier.span, label: 'the earlier file' }],
          help: 'Leave the network out of the later file, or repeat its options.',
          path: ['networks', network.key],
        },
      );
    }
    case 'port': {
      const { service, port, by } = loss;
      const { target, published, protocol } = port.value;
      const text = `${published ?? target}/${protocol === '' ? 'tcp' : protocol}`;
      return say(
        port.span,
        published === null ? 'unpublishedPort' : 'port',
        { port: text, service: service.name },
        {
          related: [...port.via, { ...by.span, label: 'this one stays' }],
          help: 'Write all ports of the service into one file.',
          path: ['services', service.name, 'ports'],
        },
      );
    }
  }
}
