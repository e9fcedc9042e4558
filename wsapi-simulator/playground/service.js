// Requests to the simulated service, as a client sends them.

import { part } from './control.js';
import { instance, world } from './state.js';

/** The header that marks the requests of the page. */
const SENT_BY = 'x-sent-by';
/** The mark of requests that nobody has asked the page for. */
const AUTOMATIC = 'page';

/** Returns whether a header is the mark of the page. */
export const isMark = (name) => name === SENT_BY;

/** The mark of a request in the journal; `undefined` if a program has sent it. */
export const markOf = ({ headers }) => headers?.find(([name]) => isMark(name))?.[1];

/** Returns whether the page sent a request by itself, not for the user. */
export const isAutomatic = (record) => markOf(record) === AUTOMATIC;

/** The headers with the credential that an operation needs, for the chosen instance or another one. */
export function headers(operation, own = instance()) {
  const found = {};
  const { instances, account, admin } = world.keys;
  const key = { instance: own && instances[own.id], account, admin }[operation.credential];
  if (key) found['X-Api-Key'] = key;
  if (operation.needsInstance && own) found['X-Instance-Id'] = own.id;
  if (operation.body) found['Content-Type'] = 'application/json';
  return found;
}

/** The headers of a request that the page sends by itself. */
export const automatic = (operation, own) => ({ ...headers(operation, own), [SENT_BY]: AUTOMATIC });

/** A request with a mark of its own, which finds it in the journal. The mark is not copied. */
export function marked(request) {
  const mark = `reference-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
  return { mark, request: { ...request, headers: { ...request.headers, [SENT_BY]: mark } } };
}

/** The address of an operation with these parameters. */
export function url(operation, values) {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name) => part(values[name] ?? ''));
  const query = new URLSearchParams();
  for (const parameter of operation.parameters) {
    if (parameter.in === 'query' && values[parameter.name]) query.set(parameter.name, values[parameter.name]);
  }
  return `${location.origin}${path}${query.size ? `?${query}` : ''}`;
}

/** Sends a request, and returns what came back and how long that took. */
export async function call(request) {
  const start = performance.now();
  const response = await fetch(request.url, { method: request.method, headers: request.headers, body: request.body || undefined, signal: request.signal });
  const body = await response.blob();
  return {
    status: response.status,
    // The simulator closes the connections of browsers, which is not a part of the service.
    headers: [...response.headers].filter(([name]) => name !== 'connection'),
    type: response.headers.get('content-type') ?? '',
    body,
    text: isText(body.type) ? await body.text() : null,
    milliseconds: performance.now() - start,
  };
}

const isText = (type) => type === '' || /^(text\/|application\/(json|problem))/.test(type);
