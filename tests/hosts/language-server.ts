/** A language client, as small as a smoke test needs: opens one document and waits for its diagnostics. */
import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

export interface Diagnostic {
  readonly code?: string | number;
  readonly message: string;
  readonly range: { readonly start: { readonly line: number; readonly character: number } };
}

export interface CodeAction {
  readonly title: string;
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

export interface Session {
  readonly diagnostics: readonly Diagnostic[];
  readonly actions: readonly CodeAction[];
}

export interface Server {
  readonly command: readonly [string, ...string[]];
  /** The answer to `workspace/configuration`, per item. */
  readonly configuration: unknown;
}

/** Starts the server in the folder, opens the file there, and returns what it says about it. */
export async function openInServer(
  { command: [bin, ...args], configuration }: Server,
  folder: string,
  file: string,
  languageId: string,
  text: string,
): Promise<Session> {
  const server = spawn(bin, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const uri = pathToFileURL(path.join(folder, file)).href;
  const rootUri = pathToFileURL(folder).href;
  let buffer = Buffer.alloc(0);
  let nextId = 1;
  const answers = new Map<number | string, (result: unknown) => void>();

  const send = (message: object): void => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  };
  const request = (method: string, params: unknown): Promise<unknown> =>
    new Promise((resolve) => {
      const id = nextId++;
      answers.set(id, resolve);
      send({ id, method, params });
    });

  const told = new Promise<readonly Diagnostic[]>((resolve) => {
    const receive = (message: Message): void => {
      if (message.method === undefined) {
        answers.get(message.id ?? '')?.(message.result);
      } else if (message.method === 'textDocument/publishDiagnostics') {
        const params = message.params as { uri: string; diagnostics: Diagnostic[] };
        if (params.uri === uri && params.diagnostics.length > 0) resolve(params.diagnostics);
      } else if (message.id !== undefined) {
        const items = (message.params as { items?: unknown[] } | undefined)?.items ?? [];
        send({
          id: message.id,
          result: message.method === 'workspace/configuration' ? items.map(() => configuration) : null,
        });
      }
    };
    server.stdout.on('data', (chunk: Buffer) => {
      buffer = Buffer.concat([buffer, chunk]);
      for (;;) {
        const header = /^Content-Length: (\d+)\r\n(?:[^\r]+\r\n)*\r\n/i.exec(buffer.toString('latin1'));
        const length = Number(header?.[1]);
        if (!header || buffer.length < header[0].length + length) return;
        const body = buffer.subarray(header[0].length, header[0].length + length).toString('utf8');
        buffer = buffer.subarray(header[0].length + length);
        receive(JSON.parse(body) as Message);
      }
    });
  });

  try {
    const initialized = (await request('initialize', {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: 'host' }],
      capabilities: {
        workspace: { configuration: true, workspaceFolders: true },
        textDocument: {
          publishDiagnostics: {},
          diagnostic: {},
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
        },
      },
      initializationOptions: configuration,
    })) as { capabilities: { diagnosticProvider?: unknown } };
    send({ method: 'initialized', params: {} });
    send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId, version: 1, text } } });
    // Some servers tell, others want to be asked.
    const found = initialized.capabilities.diagnosticProvider
      ? ((await request('textDocument/diagnostic', { textDocument: { uri } })) as { items: Diagnostic[] }).items
      : await told;
    const actions = (await request('textDocument/codeAction', {
      textDocument: { uri },
      range: found[0]?.range,
      context: { diagnostics: found },
    })) as CodeAction[] | null;
    return { diagnostics: found, actions: actions ?? [] };
  } finally {
    server.kill();
  }
}
