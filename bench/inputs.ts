/** The inputs of the benchmark, generated: the same bytes on every machine. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A service of the size that real stack files have: image, environment, ports, networks, deploy, sysctls. */
function service(index: number): string {
  const name = `service-${index}`;
  return `  ${name}:
    image: registry.example/team/${name}:1.${index % 10}
    environment:
      LOG_LEVEL: info
      HTTP_PORT: "8080"
      DATABASE_URL: postgres://app@postgres:5432/${name}
      UPSTREAM: service-${(index * 7) % 50}:50051
    ports:
      - target: 8080
        published: ${10_000 + (index % 50_000)}
        mode: host
    networks: [backend]
    sysctls:
      net.ipv4.tcp_keepalive_time: 600
      net.ipv4.tcp_keepalive_intvl: 30
      net.ipv4.tcp_keepalive_probes: 10
    healthcheck:
      test: ["CMD", "wget", "-qO-", "http://localhost:8080/health"]
      interval: 30s
      timeout: 5s
    deploy:
      replicas: ${1 + (index % 3)}
      update_config: { parallelism: 1, order: start-first }
      placement:
        constraints: [node.role == worker]
`;
}

export function stackText(services: number, firstIndex = 0): string {
  const body = Array.from({ length: services }, (_, index) => service(firstIndex + index)).join('');
  return `version: '3.8'\n\nservices:\n${body}\nnetworks:\n  backend:\n    driver: overlay\n`;
}

/** One map with this many keys: the shape on which a naive duplicate check is quadratic. */
export function manyKeysText(keys: number): string {
  const lines = Array.from({ length: keys }, (_, index) => `      KEY_${index}: "${index}"`).join('\n');
  return `version: '3.8'\nservices:\n  web:\n    image: nginx\n    environment:\n${lines}\n`;
}

/** gRPC-heavy TypeScript: every file imports one options module and builds four clients, of which nothing is to be told. */
export function grpcFile(index: number): string {
  const clients = Array.from(
    { length: 4 },
    (_, n) =>
      `export const client${n} = new Service${n}Client(\`host-${index}:50051\`, credentials.createInsecure(), options);`,
  ).join('\n');
  return `import { credentials } from '@grpc/grpc-js';
import { options } from './options.js';
import { Service0Client, Service1Client, Service2Client, Service3Client } from './generated.js';

${clients}

${plainCode(index)}`;
}

/** TypeScript of the usual kind with no gRPC in it. */
export function plainCode(index: number): string {
  return Array.from(
    { length: 12 },
    (_, n) => `
export interface Order${index}_${n} {
  readonly id: string;
  readonly lines: readonly { readonly sku: string; readonly quantity: number }[];
}

export function total${index}_${n}(order: Order${index}_${n}, prices: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const { sku, quantity } of order.lines) {
    const price = prices.get(sku);
    if (price === undefined) throw new Error(\`no price for \${sku}\`);
    sum += price * quantity;
  }
  return Math.round(sum * 100) / 100;
}
`,
  ).join('');
}

const GENERATED = `import { makeGenericClientConstructor } from '@grpc/grpc-js';
${Array.from({ length: 4 }, (_, n) => `export const Service${n}Client = makeGenericClientConstructor({}, 'shop.Service${n}');`).join('\n')}
`;
const OPTIONS = `export const options = {
  'grpc.client_idle_timeout_ms': 300_000,
  'grpc.keepalive_time_ms': 300_000,
  'grpc.keepalive_timeout_ms': 20_000,
  'grpc.service_config': JSON.stringify({
    methodConfig: [
      {
        name: [{}],
        retryPolicy: {
          maxAttempts: 3,
          initialBackoff: '0.1s',
          maxBackoff: '1s',
          backoffMultiplier: 2,
          retryableStatusCodes: ['UNAVAILABLE'],
        },
      },
    ],
  }),
};
`;

/** Writes all inputs below `folder`, which is emptied first. */
export function writeInputs(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const put = (name: string, text: string): void => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  put('small/docker-stack.yml', stackText(4));
  for (let index = 0; index < 1000; index++) put(`thousand/${index}/docker-stack.yml`, stackText(4, index * 4));
  put('large/docker-stack.yml', stackText(6200));
  for (const keys of [10_000, 100_000]) put(`keys-${keys}/docker-stack.yml`, manyKeysText(keys));
  for (let index = 0; index < 400; index++) {
    put(`plain/file-${index}.ts`, plainCode(index));
    put(`grpc/file-${index}.ts`, grpcFile(index));
  }
  put('grpc/options.ts', OPTIONS);
  put('grpc/generated.ts', GENERATED);
}
