import type { FormatContext } from '../../../../src/compose/cli/formats/format.js';
import { FORMATS } from '../../../../src/compose/cli/formats/index.js';
import type { Report } from '../../../../src/compose/cli/report/report.js';
import { CONTEXT, SAMPLE } from './sample.js';

export const FORMAT_NAMES = FORMATS.map(({ name }) => name);

export async function render(name: string, report: Report = SAMPLE, context: FormatContext = CONTEXT): Promise<string> {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (!format) throw new Error(`no format ${name}`);
  return (await format.load())(report, context);
}

export async function renderJson(name: string, report?: Report): Promise<unknown> {
  return JSON.parse(await render(name, report));
}
