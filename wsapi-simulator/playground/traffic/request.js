// A request of the journal in the form in which the reference and `curl` know it.

import { decoded } from '../route.js';
import { isMark } from '../service.js';

/** Headers that a client adds by itself. */
const OWN = new Set(['host', 'content-length', 'accept', 'accept-encoding', 'connection', 'user-agent', 'origin', 'referer', 'accept-language']);

/** The request, with its parameters by name. */
export function fromRecord(record) {
  const kept = record.headers.filter(([name]) => !OWN.has(name) && !isMark(name) && !name.startsWith('sec-'));
  return {
    method: record.method,
    url: `${location.origin}${record.path}${record.query ? `?${record.query}` : ''}`,
    headers: Object.fromEntries(kept),
    body: record.body ?? '',
    parameters: Object.fromEntries(new URLSearchParams(record.query ?? '')),
  };
}

/** The parameters of a path by name. */
export function pathParameters(template, path) {
  const names = template.split('/');
  const values = path.split('/').map(decoded);
  return Object.fromEntries(names.map((name, at) => [name, values[at]]).filter(([name]) => name.startsWith('{')).map(([name, value]) => [name.slice(1, -1), value]));
}
