/**
 * What becomes of exported Nest options? The object for a client and for a server is the same, and people write the types of
 * clients for both. Only the files that name it tell, so those of its package are searched: once, and only for an exported
 * object with `transport: Transport.GRPC`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { FileCache, attempt, directoriesAbove, isFile } from '../options/project/file-cache.js';

const sourceFile = /\.[cm]?tsx?$|\.[cm]?jsx?$/;
const skipped = /^(?:\..*|node_modules|dist|build|coverage|out)$/;
const maxFiles = 3000;
const makesServer = /\b(?:create|connect)(?:Nest)?Microservice\b/;
const makesClient = /\bClientsModule\b|\bClientProxyFactory\b|@Client\(/;

/** The texts that make clients or servers; others are not kept. */
const texts = new FileCache<string>(maxFiles);

export interface Consumers {
  readonly clients: boolean;
  readonly servers: boolean;
}

/** Which of the two do the files make that name `name`, exported by `file`? */
export function consumersOf(name: string, file: string): Consumers {
  const found = { clients: false, servers: false };
  const root = [...directoriesAbove(file)].find((folder) => isFile(path.join(folder, 'package.json')));
  if (root === undefined) return found;
  const word = `(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`;
  const mention = new RegExp(word);
  const givenToServer = new RegExp(`${makesServer.source}[^;]*?${word}`);
  for (const other of filesIn(root)) {
    const text = texts.get(other, (read) => (makesServer.test(read) || makesClient.test(read) ? read : null));
    if (other === file || text === null || !mention.test(text)) continue;
    // A file that makes both gives the object to a server where that shows, and to its clients otherwise.
    if (givenToServer.test(text) || !makesClient.test(text)) found.servers = true;
    else found.clients = true;
  }
  return found;
}

function filesIn(root: string): readonly string[] {
  const files: string[] = [];
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined && files.length < maxFiles; folder = folders.pop()) {
    const inside = folder;
    for (const entry of attempt(() => fs.readdirSync(inside, { withFileTypes: true })) ?? []) {
      if (skipped.test(entry.name)) continue;
      const found = path.join(inside, entry.name);
      if (entry.isDirectory()) folders.push(found);
      else if (sourceFile.test(entry.name)) files.push(found);
    }
  }
  return files;
}
