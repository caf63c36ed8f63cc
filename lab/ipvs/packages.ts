/** What the virtual machine is made of: Debian packages, installed when they are missing and this is root. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** By a file that each of them installs. */
const PACKAGES: readonly (readonly [file: string, name: string])[] = [
  ['/usr/bin/qemu-system-x86_64', 'qemu-system-x86'],
  ['/bin/busybox', 'busybox-static'],
  ['/usr/bin/cpio', 'cpio'],
  ['/sbin/modprobe', 'kmod'],
  ['/sbin/ip', 'iproute2'],
  ['/sbin/ipvsadm', 'ipvsadm'],
  ['/usr/sbin/iptables-legacy', 'iptables'],
  ['/sbin/sysctl', 'procps'],
];

/** Names the newest kernel for virtual machines. */
const KERNEL_METAPACKAGE = 'linux-image-cloud-amd64';

const isRoot = (): boolean => process.getuid?.() === 0;

/**
 * Installs the packages that are missing.
 *
 * @throws with their names when this is not root or not Debian
 */
export function installPackages(): void {
  const missing = PACKAGES.filter(([file]) => !existsSync(file)).map(([, name]) => name);
  if (missing.length === 0) return;
  const command = ['install', '-y', '--no-install-recommends', ...missing];
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) throw new Error(`needs, as root: apt-get ${command.join(' ')}`);
  execFileSync('apt-get', ['update'], { stdio: 'ignore' });
  execFileSync('apt-get', command, { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
}

export interface Kernel {
  /** The folder into which the package was unpacked. */
  readonly root: string;
  readonly release: string;
  /** Clock ticks per second that it was built for. */
  readonly hz: number;
}

/** Unpacks Debian's kernel below a folder, unless it is there. Downloads it with apt-get, without installing it. */
export function unpackKernel(directory: string): Kernel {
  const root = path.resolve(directory, 'kernel');
  if (!existsSync(path.join(root, 'boot'))) {
    mkdirSync(root, { recursive: true });
    const depends = execFileSync('apt-cache', ['depends', KERNEL_METAPACKAGE], { encoding: 'utf8' });
    const name = /Depends: (?<name>linux-image-\S+)/.exec(depends)?.groups?.['name'];
    if (name === undefined) throw new Error(`needs a package that ${KERNEL_METAPACKAGE} depends on`);
    execFileSync('apt-get', ['download', name], { cwd: root, stdio: 'ignore' });
    const archive = readdirSync(root).find((file) => file.startsWith(name));
    if (archive === undefined) throw new Error(`apt-get downloaded no ${name}`);
    execFileSync('dpkg-deb', ['-x', path.join(root, archive), root]);
  }
  const release = readdirSync(path.join(root, 'lib/modules'))[0] ?? '';
  execFileSync('depmod', ['-b', root, release]);
  const config = execFileSync('cat', [path.join(root, `boot/config-${release}`)], { encoding: 'utf8' });
  return { root, release, hz: Number(/^CONFIG_HZ=(\d+)$/m.exec(config)?.[1]) };
}
