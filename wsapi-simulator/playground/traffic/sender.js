// The sender of the message that an event is about.

import { phone } from '../format.js';
import { nameOf } from '../state.js';

const known = new WeakMap();

/** The name or the number of the sender; `null` if the event has none. */
export function senderOf(delivery) {
  if (!known.has(delivery)) known.set(delivery, read(delivery));
  const id = known.get(delivery);
  return id && (nameOf(id) ?? phone(id));
}

function read({ eventType, body }) {
  if (!eventType.startsWith('message') || !body) return null;
  try {
    return JSON.parse(body).eventData.sender?.id || null;
  } catch {
    return null;
  }
}
