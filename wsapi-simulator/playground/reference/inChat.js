// The chat in which the effect of a request shows, next to the phones that the conversations show already.

import { toBeginning } from '../conversations/focus.js';
import { first } from '../conversations/remembered.js';
import { address, MOST, withChat } from '../conversations/route.js';
import { html } from '../html.js';
import { current } from '../route.js';

/** A link to a chat on somebody's phone. */
export const chatLink = ({ number, chat }) => html`
  <a class="button" href=${address(columns(number, chat))} @click=${() => focusOnceOpen(number)}>Show in the chat</a>`;

/** The phones that are shown, with the chat on one of them; the last one makes room if there are too many. */
function columns(number, chat) {
  const all = first();
  const at = all.findIndex((column) => column.number === number);
  return at >= 0 ? withChat(all, at, chat) : [...all.slice(0, MOST - 1), { number, chat }];
}

/** Moves the focus to the chat once the conversations are open, which takes it first. */
function focusOnceOpen(number) {
  addEventListener('hashchange', () => current().view === 'conversations' && toBeginning(number), { once: true });
}
