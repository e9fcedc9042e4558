// The phones whose accounts are linked to instances, or were since the page was loaded.

import { onNewEpoch } from '../epoch.js';
import { world } from '../state.js';

const known = new Set();
onNewEpoch(() => known.clear());

/** The instance that is linked to a phone. */
export function instanceOf(jid) {
  world.instances.forEach(({ account }) => account && known.add(account));
  return world.instances.find(({ account }) => account === jid) ?? null;
}

/** Returns whether a phone was linked to an instance and no longer is. */
export const wasLinked = (jid) => !instanceOf(jid) && known.has(jid);
