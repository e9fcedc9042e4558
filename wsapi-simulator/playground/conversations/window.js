// The part of a long chat that is drawn: the messages around what the user reads.

import { onNewEpoch } from '../epoch.js';
import { updateNow } from '../page.js';
import { isScrolledUp, key, remember, resume, stay } from './newest.js';
import { chatOf, earlier } from './phones.js';

/** The number of messages that are drawn. */
const SIZE = 160;
/** The number of messages by which this part of the list moves. */
const STEP = 80;
/** The distance to an end of the list at which the part moves, in pixels. */
const EDGE = 600;
/** The distance to the newest message at which it counts as visible, in pixels. */
const NEAR = 40;

/** The last message that is drawn, by chat; the newest if there is none. */
const ends = new Map();
onNewEpoch(() => ends.clear());
const moving = new WeakSet();

/** The first and the last message to draw, as indices. */
export function range(number, id, messages) {
  const end = messages.findIndex((message) => message.id === ends.get(key(number, id))) + 1 || messages.length;
  return [Math.max(0, end - SIZE), end];
}

/** Shows the newest message of a chat, and follows it. */
export function toNewest(number, id) {
  ends.delete(key(number, id));
  resume(number, id);
}

/** Follows the newest message of a chat if it is in sight. */
export function resumeAtEnd(number, id) {
  const list = document.getElementById(`phone-${number}`)?.querySelector('.messages');
  if (list && !ends.has(key(number, id)) && below(list) < NEAR) resume(number, id);
}

/** The distance from the visible part to the end of a list. */
const below = (list) => list.scrollHeight - list.scrollTop - list.clientHeight;

/** Moves the part if the user has scrolled to one of its ends. */
export async function scrolled(list, number, id) {
  const chat = chatOf(number, id);
  // A list that is still drawn may be of a chat that was forgotten.
  if (!chat.messages) return;
  const [start, end] = range(number, id, chat.messages);
  if (end === chat.messages.length && below(list) < NEAR) resume(number, id);
  else if (end < chat.messages.length || isScrolledUp(list)) stay(number, id);
  remember(list);
  if (moving.has(list)) return;
  moving.add(list);
  if (list.scrollTop < EDGE && (start > 0 || !chat.isComplete)) {
    if (start < STEP && !chat.isComplete) await keepingPlace(list, () => earlier(number, id));
    await keepingPlace(list, () => moveTo(number, id, chat.messages, range(number, id, chat.messages)[1] - STEP));
  } else if (below(list) < EDGE && end < chat.messages.length) {
    await keepingPlace(list, () => moveTo(number, id, chat.messages, end + STEP));
  }
  moving.delete(list);
}

function moveTo(number, id, messages, end) {
  const last = Math.max(end, Math.min(SIZE, messages.length));
  if (last >= messages.length) ends.delete(key(number, id));
  else ends.set(key(number, id), messages[last - 1].id);
}

/** Changes what is drawn, and leaves the message at the top of the view where it is. */
async function keepingPlace(list, change) {
  const top = list.getBoundingClientRect().top;
  const anchor = [...list.querySelectorAll('.bubble')].find((bubble) => bubble.getBoundingClientRect().bottom > top);
  const before = anchor?.getBoundingClientRect().top;
  await change();
  updateNow();
  const after = anchor && document.getElementById(anchor.id)?.getBoundingClientRect().top;
  if (after !== undefined) list.scrollTop += after - before;
}
