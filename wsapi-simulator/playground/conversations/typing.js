// The typing indicator that others see while somebody types on a phone.

import { onNewEpoch } from '../epoch.js';
import { act } from './phones.js';

/** The time after which somebody who has stopped typing is no longer shown as typing. */
const IDLE = 5000;

/** The timers of the chats of phones in which somebody types. */
const timers = new Map();
onNewEpoch(() => {
  timers.forEach(clearTimeout);
  timers.clear();
});

/** Shows that the owner of a phone types in a chat, until there is a pause. */
export function types(number, chat) {
  const key = `${number} ${chat}`;
  if (!timers.has(key)) act(number, 'types', { chat }).catch(() => {});
  clearTimeout(timers.get(key));
  timers.set(key, setTimeout(() => stopsTyping(number, chat), IDLE));
}

/** Shows that the owner of a phone has stopped typing. */
export function stopsTyping(number, chat) {
  if (hasSent(number, chat)) act(number, 'stopsTyping', { chat }).catch(() => {});
}

/** Sending a message ends typing by itself. Returns whether the phone was shown as typing. */
export function hasSent(number, chat) {
  const key = `${number} ${chat}`;
  clearTimeout(timers.get(key));
  return timers.delete(key);
}
