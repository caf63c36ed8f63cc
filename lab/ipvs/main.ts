/**
 * `npm run lab:ipvs`: gRPC rows and stack files through real IPVS, wired as Swarm wires it. On this host when its kernel has
 * IPVS and this is root, else in a virtual machine.
 *
 * Exits with 1 when an outcome disagrees, with 2 when the lab itself failed.
 */
import { mkdirSync } from 'node:fs';
import { boot, buildImage } from './machine.js';
import type { IpvsPlan } from './observations.js';
import { installPackages, unpackKernel } from './packages.js';
import { STACK_ROWS } from '../rows/stacks.js';
import { planStack } from './stack-plan.js';

const DIRECTORY = '.tmp/lab/ipvs';
const plan: IpvsPlan = { grpcRowIds: ['base', 'ka', 'rp'], stacks: STACK_ROWS.map(planStack) };
mkdirSync(DIRECTORY, { recursive: true });
installPackages();
const kernel = unpackKernel(DIRECTORY);
console.log(kernel);
const t0 = Date.now();
const archive = buildImage(DIRECTORY, kernel, JSON.stringify(plan));
console.log('image', Date.now() - t0);
for (const acc of ['kvm', 'tcg'] as const) {
  const ok = await boot(kernel, archive, acc, (line) => {
    console.log(((Date.now() - t0) / 1000).toFixed(1), line);
  });
  if (ok) break;
}
