/**
 * The YAML library's lexer, as lenient as Docker's scanner where that matters in practice: inside `[ ]`, `{ }` and quotes
 * Docker does not look at the indentation, so a closing bracket may stand to the left of its key.
 */
import { Lexer, Parser } from 'yaml';

/** What yaml 2.9 keeps to itself. The library is bundled, so the version is ours; the tests would see a change. */
interface LexerInternals {
  /** The least indentation of the next line of a value. */
  indentNext: number;
  parseFlowCollection(): Generator<string, unknown>;
  parseQuotedScalar(): Generator<string, unknown>;
  readonly buffer: string;
  readonly pos: number;
  /** Takes the name of an anchor or an alias, up to a character that ends it. */
  pushUntil(isEnd: (character: string | undefined) => boolean): Generator<string, unknown>;
}

const Base = Lexer as unknown as new () => LexerInternals;

class LenientLexer extends Base {
  override *parseFlowCollection(): Generator<string, unknown> {
    const { indentNext } = this;
    this.indentNext = 0;
    const result = yield* super.parseFlowCollection();
    this.indentNext = indentNext;
    return result;
  }

  /** An anchor's name: Docker takes fewer characters for it. */
  override *pushUntil(isEnd: (character: string | undefined) => boolean): Generator<string, unknown> {
    const start = this.pos;
    if (!/[&*]/.test(this.buffer.charAt(start))) return yield* super.pushUntil(isEnd);
    let index = start - 1;
    return yield* super.pushUntil((character) => {
      index += 1;
      return index > start && !(character !== undefined && /[\w-]/.test(character));
    });
  }

  override *parseQuotedScalar(): Generator<string, unknown> {
    const { indentNext } = this;
    this.indentNext = 0;
    const result = yield* super.parseQuotedScalar();
    this.indentNext = indentNext;
    return result;
  }
}

/** The lexemes of a text; together they are the text, apart from control marks. */
export function lex(text: string): Iterable<string> {
  return getLenientLexer().lex(text);
}

/** What the lexer puts between lexemes and stands for no text: the start of a document, the end of brackets, a text to come. */
export function isMark(lexeme: string): boolean {
  return MARKS.has(lexeme);
}

const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** A parser for one text. */
export function createParser(): Parser {
  const parser = new Parser();
  (parser as unknown as { lexer: Lexer }).lexer = getLenientLexer();
  return parser;
}

function getLenientLexer(): Lexer {
  return new LenientLexer() as unknown as Lexer;
}
