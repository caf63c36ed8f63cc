/** A keepalive time that is set and too long: as a sysctl, or as an option of the server on its command line. */
import { stackKeepaliveTime } from '../../core/catalog/stack-keepalive-time.js';
import type { Finding } from '../../core/finding.js';
import { judgeIdleChannel } from '../../core/idle.js';
import { worstLoss } from '../../core/timer-wheel.js';
import { getFile } from '../docker/place.js';
import type { Service, Sourced } from '../docker/stack.js';
import { replaceScalar } from '../fix/operations.js';
import { getFirstProbe } from '../model/keepalive.js';
import { findProgram } from '../model/programs.js';
import { isKeepaliveKey } from '../model/sysctl-key.js';
import { getRecommendedTime } from '../model/recommended.js';
import { findServerOptions } from '../model/server-options.js';
import { changesOf, wordingOf } from './rule.js';
import type { StackContext, StackRule } from './rule.js';

const { say, offer } = wordingOf(stackKeepaliveTime);

export const rule: StackRule = {
  entry: stackKeepaliveTime,
  *check(context) {
    for (const service of context.stack.services.values()) {
      for (const time of getTimes(context, service)) {
        const finding = judgeTime(context, service, time);
        if (finding) yield finding;
      }
    }
  },
};

/** A time that somebody wrote. `Infinity`: a negative one, which the kernel takes for never. */
interface WrittenTime {
  readonly name: string;
  readonly seconds: number;
  readonly entry: Sourced<string>;
}

function* getTimes({ stack }: StackContext, service: Service): Iterable<WrittenTime> {
  const probe = getFirstProbe(service, stack);
  if (probe.kind === 'never') yield { name: probe.key, seconds: Infinity, entry: probe.entry };
  if (probe.kind === 'after' && probe.entry) yield { name: probe.key, seconds: probe.seconds, entry: probe.entry };
  const program = service.image && findProgram(service.image.value);
  if (!program) return;
  for (const { option, word, seconds } of findServerOptions(service, program)) {
    if (option.acts === 'refresher' && seconds) yield { name: option.name, seconds, entry: word };
  }
}

function judgeTime({ stack, path }: StackContext, service: Service, time: WrittenTime): Finding | null {
  const { name, seconds, entry } = time;
  const verdict = judgeIdleChannel(path, [{ kind: 'refresher', periodSeconds: seconds, clock: 'kernel' }]);
  if (verdict.kind === 'safe') return null;
  const file = getFile(stack, entry.span);
  const recommended = getRecommendedTime(path);
  // A word of a command line holds more than the number.
  const isValue = isKeepaliveKey(name) && entry.editable;
  const changes = isValue ? changesOf(replaceScalar(file, entry.span, recommended)) : [];
  const details = {
    related: entry.via,
    help: `At most ${path.safeBoundSeconds} s is safe on every kernel.`,
    suggestions: changes.map((change) => offer(change, 'setTime', { name, seconds: String(recommended) })),
    path: ['services', service.name, ...(isKeepaliveKey(name) ? ['sysctls', name] : ['command'])],
    ...(verdict.kind === 'cut' && { window: verdict.window }),
  };
  const data = { name, service: service.name, timeout: String(path.idleTimeoutSeconds) };
  if (seconds === Infinity) return say(entry.span, 'never', { ...data, path: path.name, value: entry.value }, details);
  const measured = { ...data, seconds: String(seconds) };
  if (seconds >= path.idleTimeoutSeconds) {
    return say(entry.span, 'tooLong', { ...measured, path: path.name }, { ...details, label: 'too late' });
  }
  if (!path.isMeasured) return say(entry.span, 'raceEstimated', measured, details);
  const { hz, probability } = worstLoss(seconds, path.idleTimeoutSeconds);
  // Rounded down: a message never claims more than the model says.
  const loss = String(Math.max(1, Math.floor(probability * 100)));
  return say(entry.span, 'race', { ...measured, loss, hz: String(hz) }, { ...details, label: 'a race' });
}
