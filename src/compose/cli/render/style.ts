/** How an output shows things: colours, characters, width. Decided once a run, from the terminal and the environment. */

export interface Style {
  readonly colour: boolean;
  /** The output can show more than ASCII. */
  readonly unicode: boolean;
  /** Columns. */
  readonly width: number;
}

export type Tone = 'error' | 'warn' | 'note' | 'frame' | 'strong' | 'faint' | 'good';

/** SGR parameters. Only the sixteen basic colours: people have chosen how those look. */
const SGR: Readonly<Record<Tone, string>> = {
  error: '1;31',
  warn: '1;33',
  note: '36',
  frame: '34',
  strong: '1',
  faint: '2',
  good: '32',
};

/** Colours a text that has been made visible; nothing else may write an escape sequence. */
export function paint(style: Style, tone: Tone, text: string): string {
  return style.colour && text !== '' ? `\u001B[${SGR[tone]}m${text}\u001B[0m` : text;
}

export type ColourChoice = 'auto' | 'always' | 'never';

export interface Terminal {
  readonly isTTY: boolean;
  readonly columns: number | null;
}

const DEFAULT_WIDTH = 100;
const NARROWEST = 40;

/**
 * `--color` decides, then NO_COLOR (https://no-color.org: any value but an empty one), then FORCE_COLOR (`0` and `false` are
 * no), then whether the output is a terminal that is not `dumb`.
 */
export function isColourWanted(
  choice: ColourChoice,
  terminal: Terminal,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined) return force !== '0' && force !== 'false';
  return terminal.isTTY && env['TERM'] !== 'dumb';
}

/** Whether the locale says UTF-8. Windows has no locale in its environment; its modern terminals say who they are. */
export function isUnicodeShown(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (platform === 'win32') return Boolean(env['WT_SESSION'] ?? env['TERM_PROGRAM']);
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(Boolean) ?? '';
  return /utf-?8/i.test(locale);
}

/** The terminal's width, else COLUMNS, else 100. */
export function widthOf(terminal: Terminal, env: Readonly<Record<string, string | undefined>>): number {
  const fromEnvironment = Number.parseInt(env['COLUMNS'] ?? '', 10);
  const width = terminal.columns ?? (fromEnvironment > 0 ? fromEnvironment : DEFAULT_WIDTH);
  return Math.max(NARROWEST, width);
}
