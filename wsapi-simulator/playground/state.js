// The state of the simulator that all views share, and the settings of the page.

import * as control from './control.js';
import { phone, user } from './format.js';
import { loads } from './loads.js';
import { update } from './page.js';

/** The world as the control API shows it. */
export const world = {
  isLoaded: false, isLost: false, problem: null, mode: '', now: null, loadedAt: 0,
  instances: [], people: [], groups: [], communities: [], newsletters: [], subscriptions: [], keys: null,
};

/** The instance whose key and id requests have. */
export const chosen = { instance: null };

const begin = loads();

/** Loads the overview of the world. */
export async function refresh() {
  const isNewest = begin();
  try {
    const [state, keys] = await Promise.all([control.get('/state'), control.get('/credentials')]);
    if (!isNewest()) return;
    Object.assign(world, state, { keys, loadedAt: Date.now(), isLoaded: true, problem: null });
  } catch (error) {
    if (isNewest()) world.problem = error;
  }
  if (!world.instances.some(({ id }) => id === chosen.instance)) {
    const last = setting('instance');
    chosen.instance = (world.instances.find(({ id }) => id === last) ?? world.instances[0])?.id ?? null;
  }
  update();
}

const choosing = [];

/** Calls a function when another instance is chosen. */
export function onChoice(callback) {
  choosing.push(callback);
}

/** Chooses an instance. */
export function choose(id) {
  chosen.instance = setting('instance', id);
  choosing.forEach((callback) => callback());
  update();
}

/** The instance that is chosen. */
export const instance = () => world.instances.find(({ id }) => id === chosen.instance);

/** The name that somebody has chosen; `null` if there is none. */
export function nameOf(jid) {
  const name = world.people.find(({ id }) => id === jid)?.name;
  return name && name !== user(jid) ? name : null;
}

/** The title of a chat: its name, or a phone number as people write it. */
export const titleOf = (name, jid) => (name && name !== user(jid) ? name : nameOf(jid) ?? phone(jid));

/** A setting that this browser stores. */
export function setting(name, value) {
  const key = `wsapi-simulator-${name}`;
  if (value !== undefined) localStorage.setItem(key, value);
  return localStorage.getItem(key);
}
