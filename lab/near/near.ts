/** The near side: runs the code of rows, one client for every probe, many at a time. */
import { pathToFileURL } from 'node:url';
import type { Client } from '@grpc/grpc-js';
import { answer } from '../child.js';
import { timeFactor } from '../clock/factor.js';
import { longestStallMs, stallMark } from '../clock/stalls.js';
import type { RowLibrary, Use } from '../row.js';
import { openGrpcJsSession } from './grpc-js-session.js';
import { openLibrarySession } from './library-session.js';
import type { CallOutcome, Session } from './session.js';
import { parseSnippet, type Snippet } from './snippet.js';

export type NearRequest =
  | ProbeRequest
  /** The end of a probe: its client is closed. Only now: how a client says goodbye is nothing that the path should count. */
  | { readonly kind: 'close'; readonly target: string };

export interface ProbeRequest {
  readonly kind: 'probe';
  readonly file: string;
  readonly library: RowLibrary;
  readonly use: Use;
  /** `host:port` */
  readonly target: string;
  /** Idle spells that follow each other; for `stream` and `slow-unary` the silence of the server. */
  readonly spellsSeconds: readonly number[];
}

export interface NearReport {
  /** The call before the first spell. Always `ok`, or the probe shows nothing. */
  readonly first: CallOutcome;
  /** One for every spell. */
  readonly calls: readonly CallOutcome[];
  readonly stallMs: number;
}

const MINUTE_MS = 60_000;

/**
 * A call that takes this much longer than it should hangs: longer than any deadline or keepalive timeout in the rows, and long
 * enough for a slow machine.
 */
const HANG_MS = 2 * MINUTE_MS;
const HANG_REAL_MS = 8000;

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

function orHung(call: Promise<CallOutcome>, silenceSeconds: number): Promise<CallOutcome> {
  const hung = new Promise<CallOutcome>((resolve) => {
    setTimeout(
      () => {
        resolve({ kind: 'hung' });
      },
      silenceSeconds * 1000 + Math.max(HANG_MS, HANG_REAL_MS * timeFactor),
    ).unref();
  });
  return Promise.race([call, hung]);
}

function openSession(library: RowLibrary, client: unknown, snippet: Snippet): Session {
  return library === 'grpc-js' ? openGrpcJsSession(client as Client, snippet) : openLibrarySession(client, snippet);
}

/** What is open, by the target of its probe. */
const sessions = new Map<string, Session>();

async function probe(request: ProbeRequest): Promise<Omit<NearReport, 'stallMs'>> {
  const { library, use, spellsSeconds, target } = request;
  const url = pathToFileURL(request.file);
  // A module of its own for every probe: rows may keep state in theirs.
  url.search = target;
  const snippet = parseSnippet(await import(url.href));
  let client: unknown;
  try {
    client = snippet.connect(target);
  } catch (error) {
    return { first: { kind: 'threw', message: String(error) }, calls: [] };
  }
  let session = openSession(library, client, snippet);

  const first = await orHung(session.unary(0), 0);
  const calls: CallOutcome[] = [];
  const meanwhile = setInterval(() => {
    snippet.everyMinute?.(client);
  }, MINUTE_MS);
  for (const spellSeconds of spellsSeconds) {
    if (use === 'stream') calls.push(await orHung(session.stream(spellSeconds), spellSeconds));
    else if (use === 'slow-unary') calls.push(await orHung(session.unary(spellSeconds), spellSeconds));
    else {
      await sleep(spellSeconds);
      const replacement = await snippet.beforeCall?.(client, target);
      if (replacement !== undefined) session = openSession(library, replacement, snippet);
      calls.push(await orHung(use === 'new-stream' ? session.stream(0) : session.unary(0), 0));
    }
  }
  clearInterval(meanwhile);
  sessions.set(target, session);
  return { first, calls };
}

// Code of a row that fails after its probe was given up (a retry on a channel that is closed by then) is no outcome.
process.on('uncaughtException', () => undefined);

answer(async (body) => {
  const request = body as NearRequest;
  if (request.kind === 'close') {
    sessions.get(request.target)?.close();
    sessions.delete(request.target);
    return null;
  }
  const mark = stallMark();
  const report = await probe(request);
  return { ...report, stallMs: longestStallMs(mark) } satisfies NearReport;
});
