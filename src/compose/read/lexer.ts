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
}

/** The lexemes of a text; together they are the text, apart from control marks. */
export function lex(text: string): Iterable<string> {
  return getLenientLexer().lex(text);
}

/** A parser for one text. */
export function createParser(): Parser {
  const parser = new Parser();
  (parser as unknown as { lexer: Lexer }).lexer = getLenientLexer();
  return parser;
}

function getLenientLexer(): Lexer {
  const lexer = new Lexer();
  const internals = lexer as unknown as LexerInternals;
  for (const method of ['parseFlowCollection', 'parseQuotedScalar'] as const) {
    const original = internals[method].bind(lexer);
    internals[method] = function* () {
      const { indentNext } = internals;
      internals.indentNext = 0;
      const result = yield* original();
      internals.indentNext = indentNext;
      return result;
    };
  }
  return lexer;
}
