// The message that is in use in each chat of a phone: `menu`, `quoted`, or `edited` with the draft that it replaces.

import { onNewEpoch } from '../epoch.js';
import { setDraft } from './drafts.js';

const chosen = new Map();
onNewEpoch(() => {
  // The draft of an edit is of no use without its message.
  chosen.forEach(({ edited, draft }, of) => edited && setDraft(...of.split(' '), draft));
  chosen.clear();
});

const key = (number, chat) => `${number} ${chat}`;

export const chosenOf = (number, chat) => chosen.get(key(number, chat)) ?? {};

export function choose(number, chat, what) {
  chosen.set(key(number, chat), what);
}
