/**
 * A virtual machine with Debian's kernel, whose only file system is an archive in memory: the lab compiled to JavaScript, node,
 * and the few tools that set up a network. KVM where it works, else QEMU's own emulation.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import type { Kernel } from './packages.js';

const MODULES = [
  ...['veth', 'bridge', 'ip_vs', 'ip_vs_rr', 'iptable_nat', 'iptable_mangle', 'iptable_filter'],
  ...['xt_mark', 'xt_nat', 'xt_ipvs', 'xt_tcpudp'],
];

const TOOLS = ['/sbin/ip', '/sbin/ipvsadm', '/usr/sbin/iptables-legacy', '/sbin/sysctl', process.execPath];

/** Extensions of iptables, which it loads by name. */
const IPTABLES_EXTENSIONS = ['libxt_MARK', 'libxt_ipvs', 'libxt_standard', 'libxt_tcp', 'libxt_SNAT'];
const IPTABLES_FOLDER = '/usr/lib/x86_64-linux-gnu/xtables';

const MEMORY_MIB = 3072;
/** Longer than any machine takes to boot, shorter than anybody likes to wait for one that never will. */
const BOOT_TIMEOUT_MS = 40_000;
const RUN_TIMEOUT_MS = 9 * 60 * 1000;

/** Copies a file and the libraries that it is linked with to the same places below `root`. */
function copyProgram(root: string, file: string): void {
  const libraries = execFileSync('ldd', [file], { encoding: 'utf8' }).matchAll(/\/[^ )\n]+/g);
  for (const needed of [file, ...[...libraries].map(([library]) => library)]) {
    const target = path.join(root, needed);
    mkdirSync(path.dirname(target), { recursive: true });
    copyFileSync(realpathSync(needed), target);
  }
}

/** A package and everything that it depends on. */
function collectPackages(name: string, collected = new Set<string>()): ReadonlySet<string> {
  if (collected.has(name)) return collected;
  collected.add(name);
  const manifest = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as {
    dependencies?: Readonly<Record<string, string>>;
  };
  for (const dependency of Object.keys(manifest.dependencies ?? {})) collectPackages(dependency, collected);
  return collected;
}

/** The modules' files below the kernel's root, in the order in which they must be loaded. */
function orderModules({ root, release }: Kernel): readonly string[] {
  const files = new Set<string>();
  for (const name of MODULES) {
    const lines = execFileSync('modprobe', ['-d', root, '-S', release, '--show-depends', name], { encoding: 'utf8' });
    for (const [, file] of lines.matchAll(/^insmod (\S+)/gm)) if (file !== undefined) files.add(file);
  }
  return [...files];
}

const init = (modules: readonly string[]): string => `#!/bin/busybox sh
export PATH=/bin:/sbin:/usr/bin:/usr/sbin
mkdir -p /proc /sys /dev /run /tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mkdir -p /run/netns /run/xtables /var
ln -s /run /var/run
${modules.map((file) => `insmod ${file}`).join('\n')}
ip link set lo up
cd /lab
node lab/ipvs/inside.js plan.json
poweroff -f
`;

/** Builds the archive and returns its path. `plan` is the text that `inside.ts` reads. */
export function buildImage(directory: string, kernel: Kernel, plan: string): string {
  const root = path.resolve(directory, 'root');
  rmSync(root, { recursive: true, force: true });
  mkdirSync(path.join(root, 'bin'), { recursive: true });
  copyFileSync('/bin/busybox', path.join(root, 'bin/busybox'));
  for (const applet of ['sh', 'mkdir', 'mount', 'ln', 'insmod', 'poweroff']) {
    execFileSync('ln', ['-s', 'busybox', path.join(root, 'bin', applet)]);
  }
  for (const tool of TOOLS) copyProgram(root, tool);
  for (const name of IPTABLES_EXTENSIONS) {
    copyProgram(root, `${IPTABLES_FOLDER}/${name}.so`);
  }
  const modules = orderModules(kernel).map((file) => {
    const target = file.slice(kernel.root.length);
    mkdirSync(path.join(root, path.dirname(target)), { recursive: true });
    copyFileSync(file, path.join(root, target));
    return target;
  });

  const lab = path.join(root, 'lab');
  buildSync({
    entryPoints: ['lab/**/*.ts', 'src/core/*.ts', 'src/core/catalog/*.ts'],
    outdir: lab,
    outbase: '.',
    bundle: false,
    format: 'esm',
    target: 'node20',
  });
  writeFileSync(path.join(lab, 'package.json'), '{ "type": "module" }\n');
  writeFileSync(path.join(lab, 'plan.json'), plan);
  for (const name of collectPackages('@grpc/grpc-js')) {
    cpSync(realpathSync(`node_modules/${name}`), path.join(lab, 'node_modules', name), { recursive: true });
  }
  writeFileSync(path.join(root, 'init'), init(modules));
  chmodSync(path.join(root, 'init'), 0o755);

  const archive = path.resolve(directory, 'root.cpio');
  execFileSync('sh', ['-c', `find . | cpio -o -H newc --quiet > ${JSON.stringify(archive)}`], { cwd: root });
  return archive;
}

export type Accelerator = 'kvm' | 'tcg';

/**
 * Boots the archive and hands over every line that it prints. Resolves to false when the machine printed nothing for as long
 * as a boot may take, or ended before it did.
 *
 * @throws when it does not end in time
 */
export async function boot(
  kernel: Kernel,
  archive: string,
  accelerator: Accelerator,
  onLine: (line: string) => void,
): Promise<boolean> {
  const machine = spawn(
    'qemu-system-x86_64',
    [
      ...['-machine', `pc,accel=${accelerator}`, '-cpu', accelerator === 'kvm' ? 'host' : 'max'],
      ...['-smp', '2', '-m', String(MEMORY_MIB), '-nographic', '-no-reboot'],
      ...['-kernel', path.join(kernel.root, `boot/vmlinuz-${kernel.release}`), '-initrd', archive],
      ...['-append', 'console=ttyS0 panic=-1 quiet'],
    ],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let spoke = false;
  const bootTimer = setTimeout(() => {
    if (!spoke) machine.kill('SIGKILL');
  }, BOOT_TIMEOUT_MS);
  const startMs = Date.now();
  const runTimer = setTimeout(() => machine.kill('SIGKILL'), RUN_TIMEOUT_MS);
  for await (const line of createInterface({ input: machine.stdout })) {
    if (line.includes('LAB ')) spoke = true;
    onLine(line.trimEnd());
  }
  clearTimeout(bootTimer);
  clearTimeout(runTimer);
  if (Date.now() - startMs >= RUN_TIMEOUT_MS)
    throw new Error(`the virtual machine did not end within ${RUN_TIMEOUT_MS / 60_000} min`);
  return spoke;
}
