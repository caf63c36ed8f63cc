/** `keepalive-lint resolve`: the stack as the engine gets it, and where each value was written. */
import type { Stack, Sourced } from '../docker/stack.js';
import { displayWidth, MASK } from './render/cells.js';
import { paint, type Style } from './render/style.js';
import { SourceText } from './report/source-text.js';
import { asciiText, visibleText } from './report/visible-text.js';

interface Row {
  readonly depth: number;
  readonly text: string;
  /** `null` where Docker fills in what no file says. */
  readonly at: { readonly file: string; readonly start: number } | null | 'default';
}

/**
 * Services with what decides about their connections: image, sysctls, endpoint mode, networks, ports. Of the environment only
 * the names: values may be secret.
 */
export function renderStack(stack: Stack, style: Style): string {
  const sources = new Map(stack.files.map(({ name, text }) => [name, new SourceText(name, text)]));
  const show = style.unicode ? visibleText : asciiText;
  const rows = rowsOf(stack);
  const widest = Math.min(60, Math.max(0, ...rows.map(({ depth, text }) => depth * 2 + displayWidth(show(text)))));
  const lines = rows.map(({ depth, text, at }) => {
    const shown = ' '.repeat(depth * 2) + show(text);
    const place = placeOf(at, sources);
    if (place === '') return shown;
    const gap = ' '.repeat(Math.max(2, widest + 2 - displayWidth(shown)));
    return `${shown}${gap}${paint(style, 'faint', `# ${show(place)}`)}`;
  });
  return `${lines.join('\n')}\n`;
}

function rowsOf({ services, networks }: Stack): Row[] {
  const rows: Row[] = [{ depth: 0, text: 'services:', at: null }];
  for (const service of services.values()) {
    rows.push({ depth: 1, text: `${service.name}:`, at: service.keySpan });
    const put = (name: string, value: Sourced<string | number> | null): void => {
      if (value) rows.push({ depth: 2, text: `${name}: ${show(value)}`, at: value.span });
    };
    put('image', service.image);
    put('hostname', service.hostname);
    if (service.sysctls.size > 0) rows.push({ depth: 2, text: 'sysctls:', at: null });
    for (const [key, value] of service.sysctls) rows.push({ depth: 3, text: `${key}: ${show(value)}`, at: value.span });
    if (service.environment.size > 0) rows.push({ depth: 2, text: 'environment:', at: null });
    for (const [key, value] of service.environment) rows.push({ depth: 3, text: `${key}: ${MASK}`, at: value.keySpan });
    put('mode', service.mode);
    put('replicas', service.replicas);
    if (service.endpointMode) put('endpoint_mode', service.endpointMode);
    else rows.push({ depth: 2, text: 'endpoint_mode: vip', at: 'default' });
    rows.push({ depth: 2, text: 'networks:', at: null });
    for (const { key, aliases, span } of service.networks.values()) {
      const names = aliases.map(({ value }) => value).join(', ');
      rows.push({ depth: 3, text: names === '' ? key : `${key} (also ${names})`, at: span ?? 'default' });
    }
    if (service.ports.length > 0) rows.push({ depth: 2, text: 'ports:', at: null });
    for (const { value, span } of service.ports) {
      const published = value.published === null ? '' : `${value.published}:`;
      rows.push({
        depth: 3,
        text: `${published}${value.target}/${value.protocol || 'tcp'} (${value.mode || 'ingress'})`,
        at: span,
      });
    }
  }
  rows.push({ depth: 0, text: 'networks:', at: null });
  for (const { key, driver, external, span } of networks.values()) {
    rows.push({ depth: 1, text: `${key}: ${external ? 'external' : driver}`, at: span ?? 'default' });
  }
  return rows;
}

/** The value, unless a variable that was set is part of it. */
function show({ value, variables }: Sourced<string | number>): string {
  const set = variables.filter(({ isSet }) => isSet).map(({ name }) => name);
  return set.length === 0 ? String(value) : `${MASK} (from ${set.join(', ')})`;
}

function placeOf(at: Row['at'], sources: ReadonlyMap<string, SourceText>): string {
  if (at === null) return '';
  if (at === 'default') return "Docker's default";
  const position = sources.get(at.file)?.positionAt(at.start);
  return position ? `${at.file}:${position.line}:${position.column}` : at.file;
}
