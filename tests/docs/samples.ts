/** The code samples of a rule page: fenced blocks whose info string says `correct` or `incorrect`. */
export interface Sample {
  readonly language: string;
  readonly verdict: 'correct' | 'incorrect';
  /** Rule options, written as JSON behind the verdict: ```` ```ts incorrect {"checkSilentStreams": true} ````. */
  readonly options: Readonly<Record<string, unknown>> | null;
  readonly code: string;
  /** 1-based line of the fence in the page. */
  readonly line: number;
}

const FENCE = /^```(\w+) (correct|incorrect)(?: (\{.*\}))?\n([\s\S]*?)^```$/gm;

export function findSamples(page: string): Sample[] {
  return [...page.matchAll(FENCE)].map(([, language = '', verdict, options, code = ''], index, all) => ({
    language,
    verdict: verdict as Sample['verdict'],
    options: options ? (JSON.parse(options) as Record<string, unknown>) : null,
    code,
    line: page.slice(0, all[index]?.index).split('\n').length,
  }));
}
