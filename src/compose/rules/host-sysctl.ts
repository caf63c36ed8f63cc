/** A TCP keepalive setting for the machine, in a project whose connections live in containers. */
import { hostSysctl } from '../../core/catalog/host-sysctl.js';
import type { Finding } from '../../core/finding.js';
import type { StackFile } from '../docker/stack.js';
import { findHostSettings } from '../model/host-settings.js';
import type { HostFileKind } from '../model/host-settings.js';
import { KEEPALIVE_TIME, isKeepaliveKey } from '../model/sysctl-key.js';
import { wordingOf } from './rule.js';

const { say } = wordingOf(hostSysctl);

/** One finding per file: at the keepalive time, or at the first of the other two; the rest are related places. */
export function checkHostSysctl(file: StackFile, kind: HostFileKind): readonly Finding[] {
  const settings = findHostSettings(file.text, kind).filter(({ key }) => isKeepaliveKey(key));
  const main = settings.find(({ key }) => key === KEEPALIVE_TIME) ?? settings[0];
  if (!main) return [];
  const spanOf = ({ start, end }: { start: number; end: number }): { file: string; start: number; end: number } => ({
    file: file.name,
    start,
    end,
  });
  const related = settings
    .filter((setting) => setting !== main)
    .map((setting) => ({ ...spanOf(setting), label: 'does not reach containers either' }));
  return [
    say(
      spanOf(main),
      isDockerfile(file.name) ? 'buildOnly' : 'hostOnly',
      { name: main.key },
      {
        label: 'containers do not get this',
        related,
        help: `Write it into the stack file, under \`sysctls:\` of each service that needs it: \`${KEEPALIVE_TIME}: 600\`.`,
      },
    ),
  ];
}

function isDockerfile(name: string): boolean {
  return /(?:^|[\\/])(?:Dockerfile|Containerfile)[^\\/]*$|\.Dockerfile$/i.test(name);
}
