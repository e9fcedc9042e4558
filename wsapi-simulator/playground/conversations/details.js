// The groups, communities and channels of the chats that are open.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { world } from '../state.js';

const PATHS = { group: 'groups', community: 'communities', channel: 'newsletters' };

const loaded = new Map();
const begins = new Map();
onNewEpoch(() => {
  loaded.clear();
  // What is being loaded belongs to the previous state.
  begins.forEach((begin) => begin()());
});

/** The kind of a chat: `person`, `group`, `community` or `channel`. */
export function kindOf(id) {
  if (id.endsWith('@newsletter')) return 'channel';
  if (!id.endsWith('@g.us')) return 'person';
  return world.communities.some((community) => community.id === id) ? 'community' : 'group';
}

/** The group, community or channel of a chat as the control API describes it; `null` if there is none. */
export const detailsOf = (id) => loaded.get(id) ?? null;

/** Returns whether the permissions in a chat are known. */
export const isKnown = (id) => kindOf(id) === 'person' || loaded.has(id);

/** Loads the group, community or channel of a chat. */
export async function loadDetails(id) {
  const path = PATHS[kindOf(id)];
  if (!path) return;
  if (!begins.has(id)) begins.set(id, loads());
  const isNewest = begins.get(id)();
  try {
    const details = await control.get(`/${path}/${control.part(id)}`);
    if (isNewest()) loaded.set(id, details);
  } catch (error) {
    // Without a response, what was known before still holds.
    if (isNewest() && error.status) loaded.set(id, null);
  }
}
