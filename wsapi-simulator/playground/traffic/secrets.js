// The requests whose secrets a person wants to see.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { update } from '../page.js';
import { attempt } from '../toast.js';
import { MASK } from './parts.js';

let revealed = new Map();

onNewEpoch(() => { revealed = new Map(); });

/** Returns whether a part of the request is masked, or was until the user revealed it. */
export const hasSecrets = (entry) => revealed.has(entry.number) || isMasked(entry) || Boolean(entry.response && isMasked(entry.response));

const isMasked = ({ headers, body }) => headers.some(([, value]) => value === MASK) || Boolean(body?.includes(MASK));

/** Returns whether the secrets of the request are shown. */
export const isRevealed = (entry) => revealed.has(entry.number);

/** The request as it is shown. */
export function shown(entry) {
  const complete = revealed.get(entry.number);
  return complete ? { ...entry, headers: complete.headers, body: complete.body, response: entry.response && complete.response } : entry;
}

/** Shows the secrets, or hides them. */
export async function toggle(entry) {
  const known = revealed;
  if (!known.delete(entry.number)) {
    const complete = await withSecrets(entry);
    if (complete) known.set(entry.number, complete);
  }
  update();
}

/** The request with its secrets; `null` if it is no longer known. */
export async function withSecrets(entry) {
  let complete = null;
  await attempt(async () => { complete = await control.get(`/requests/${entry.number}?secrets=true`); });
  return complete;
}
