import type { OutputStream } from './io.js';

/** Shows a text in $PAGER (else `less`) on a terminal, as git and man do; straight out everywhere else, or when there is no pager. */
export async function showInPager(
  text: string,
  stdout: OutputStream,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const pager = env['PAGER'] ?? 'less';
  const fits = stdout.rows === null || text.split('\n').length < stdout.rows;
  if (fits || pager === '' || pager === 'cat') {
    stdout.write(text);
    return;
  }
  // Node's network code comes with it, and most runs do not need either.
  const { spawn } = await import('node:child_process');
  await new Promise<void>((resolve) => {
    const child = spawn(pager, { shell: true, stdio: ['pipe', 'inherit', 'inherit'], env: { LESS: 'FRX', ...env } });
    // Who leaves the pager before the end has seen enough.
    child.stdin.on('error', () => undefined);
    child.on('close', (code) => {
      // 127: the shell did not find it.
      if (code === 127) stdout.write(text);
      resolve();
    });
    child.stdin.end(text);
  });
}
