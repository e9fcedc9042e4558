// The phones that are shown at first.

import { user } from '../format.js';
import { setting, world } from '../state.js';

/** The phones that were shown last, or somebody and the account of the first instance. */
export function first() {
  const people = new Set(world.people.map(({ id }) => user(id)));
  const last = remembered().filter((column) => people.has(column.number));
  if (last.length) return last;
  const account = world.instances.find((instance) => instance.account)?.account;
  const person = world.people.find(({ id }) => !world.instances.some((instance) => instance.account === id))?.id;
  const all = [];
  if (person) all.push({ number: user(person), chat: account ?? null });
  if (account) all.push({ number: user(account), chat: person ?? null });
  return all;
}

/** The columns that this browser showed last. Other programs at this address may have written something else. */
function remembered() {
  try {
    const columns = JSON.parse(setting('conversations') ?? '[]');
    return Array.isArray(columns) ? columns.filter((column) => typeof column?.number === 'string') : [];
  } catch {
    return [];
  }
}
