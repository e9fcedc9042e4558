// A list of messages follows the newest one, unless the user reads earlier ones.

import { onNewEpoch } from '../epoch.js';
import { updateNow } from '../page.js';
import { chatOf } from './phones.js';

/** The chats in which the user reads earlier messages, each with the time of the newest one before that. */
const away = new Map();
onNewEpoch(() => away.clear());
/** The scroll position of each list, with the height of its content and its own height. */
const seen = new WeakMap();
/** Lists whose sizes are followed, and what is in them. */
const watched = new WeakSet();
const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => toEnd(target.closest('.messages'))));

/** The name of a chat of a phone, which its list carries in `data-chat`. */
export const key = (number, id) => `${number} ${id}`;

/** Returns whether a message has arrived while the user reads earlier ones. */
export function hasNew(number, id) {
  const last = chatOf(number, id).messages?.at(-1);
  return last !== undefined && Date.parse(last.time) > away.get(key(number, id));
}

/** Leaves the list of a chat where it is until the user scrolls to its end. */
export function stay(number, id) {
  const last = chatOf(number, id).messages?.at(-1);
  if (last && !away.has(key(number, id))) away.set(key(number, id), Date.parse(last.time));
}

/** Follows the newest message of a chat from now on. */
export function resume(number, id) {
  const hadNew = hasNew(number, id);
  away.delete(key(number, id));
  if (hadNew) updateNow();
}

/** Returns whether the user has scrolled up. A list also scrolls by itself when its height or that of its content changes. */
export function isScrolledUp(list) {
  const { top = 0, height, outer } = seen.get(list) ?? {};
  return list.scrollTop < top && list.scrollHeight === height && list.clientHeight === outer;
}

/** Remembers how far a list is scrolled. */
export function remember(list) {
  seen.set(list, { top: list.scrollTop, height: list.scrollHeight, outer: list.clientHeight });
}

/** Scrolls lists to the newest message, unless the user reads earlier ones. */
export function follow() {
  for (const list of document.querySelectorAll('.messages')) {
    toEnd(list);
    [list, ...list.children].filter((each) => !watched.has(each)).forEach((each) => {
      watched.add(each);
      sizes.observe(each);
    });
  }
}

function toEnd(list) {
  // The page may be drawn before it has noticed that the user scrolls.
  if (!list || away.has(list.dataset.chat) || isScrolledUp(list)) return;
  list.scrollTop = list.scrollHeight;
  remember(list);
}
