/**
 * What becomes of exported Nest options? The object for a client and for a server is the same, and `ClientOptions` is what
 * people write for both. Only the files that name it tell, so those of its package are searched: once, and only for an
 * exported object with `transport: Transport.GRPC` whose own file leaves it open.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { FileCache, attempt, directoriesAbove, isFile } from '../options/project/file-cache.js';

const sourceFile = /\.[cm]?tsx?$|\.[cm]?jsx?$/;
const skipped = /^(?:\..*|node_modules|dist|build|coverage|out)$/;
const maxFiles = 3000;
const makesServer = /\b(?:create|connect)Microservice\b/;
const makesClient = /\bClientsModule\b|\bClientProxyFactory\b|@Client\(/;

/** The texts that make clients or servers; others are not kept. */
const texts = new FileCache<string>(maxFiles);

/** Is `name`, exported by `file`, named by files that make clients, and by none that makes a server? */
export function servesClientsOnly(name: string, file: string): boolean {
  const root = [...directoriesAbove(file)].find((folder) => isFile(path.join(folder, 'package.json')));
  if (root === undefined) return false;
  const mention = new RegExp(`\\b${name.replaceAll('$', '\\$')}\\b`);
  let isForClients = false;
  for (const other of filesIn(root)) {
    const text = texts.get(other, (read) => (makesServer.test(read) || makesClient.test(read) ? read : null));
    if (other === file || text === null || !mention.test(text)) continue;
    if (makesServer.test(text)) return false;
    isForClients = true;
  }
  return isForClients;
}

function filesIn(root: string): readonly string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && files.length < maxFiles; folder = folders.pop()) {
    const inside = folder;
    for (const entry of attempt(() => readdirSync(inside, { withFileTypes: true })) ?? []) {
      if (skipped.test(entry.name)) continue;
      const found = path.join(inside, entry.name);
      if (entry.isDirectory()) folders.push(found);
      else if (sourceFile.test(entry.name)) files.push(found);
    }
  }
  return files;
}
