// The control API, which `/_sim/openapi.json` describes. The page uses nothing else of the simulator.

import { decoded } from './route.js';
import { sentence } from './shared/sentence.js';

const PREFIX = '/_sim';
const TOKEN = 'wsapi-simulator-token';

/** A response that is not a success. */
class ControlError extends Error {
  constructor(status, detail, member) {
    super(sentence(detail));
    this.status = status;
    /** The member of the body that is invalid, if it is known. */
    this.member = member;
  }
}

/** Remembers the token until the tab is closed. */
export function setToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** The header with the token, if there is one. */
function authorization() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { authorization: `Bearer ${token}` } : {};
}

/** Sends a request, and returns the response whatever its status is. */
export function send(method, path, { body, signal } = {}) {
  const headers = authorization();
  if (body !== undefined) headers['content-type'] = 'application/json';
  return fetch(PREFIX + path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** Takes the token out of the address, where the program printed it. */
export function tokenOfAddress() {
  const [, token] = location.hash.match(/^#token=(.+)$/) ?? [];
  if (!token) return;
  setToken(decoded(token));
  history.replaceState(null, '', '#/');
}

async function json(method, path, body) {
  let response;
  try {
    response = await send(method, path, { body });
  } catch {
    throw new ControlError(0, 'the simulator does not respond; is it still running?');
  }
  const text = await response.text();
  const value = text ? JSON.parse(text) : null;
  if (!response.ok) throw new ControlError(response.status, value?.detail ?? `status ${response.status}`, value?.member);
  return value;
}

export const get = (path) => json('GET', path);
export const post = (path, body) => json('POST', path, body);
export const put = (path, body) => json('PUT', path, body);
export const del = (path) => json('DELETE', path);

/** A part of a path. The service does not decode `@`, `+` and `:`, so they are not encoded. */
export const part = (text) => encodeURIComponent(text).replace(/%(40|2B|3A)/g, decodeURIComponent);
