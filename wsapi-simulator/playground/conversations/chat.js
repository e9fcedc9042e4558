// A chat on a phone: its messages, who is typing, and a field to write in.

import { day, time } from '../format.js';
import { guard, html, nothing, repeat } from '../html.js';
import { time as now } from '../clock.js';
import { href } from '../route.js';
import { world } from '../state.js';
import { wasLinked } from './accounts.js';
import { chatHeader } from './chatHeader.js';
import { chosenOf } from './chosen.js';
import { composer } from './composer.js';
import { isKnown } from './details.js';
import { addressOf } from './files.js';
import { messageView } from './message.js';
import { chatName } from './names.js';
import { hasNew, key } from './newest.js';
import { chatOf, phoneOf } from './phones.js';
import { quotedOf } from './quote.js';
import { rightsIn, rightsOn } from './rights.js';
import { isFull } from './text.js';
import { range, scrolled, toNewest } from './window.js';

export function chatView(all, column, at) {
  const { number, chat: id } = column;
  const chat = chatOf(number, id);
  const rights = rightsIn(number, id);
  const unread = phoneOf(number).chats?.find((each) => each.id === id)?.unread;
  return html`
    ${chatHeader(all, at, column, chat, unread)}
    ${wasLinked(id) ? unlinked(number, id) : nothing}
    ${messages(number, id, chat, rights)}
    ${chat.problem || !isKnown(id) ? nothing : composer(number, id, rights)}`;
}

const unlinked = (number, id) => html`
  <p class="hint unlinked">${chatName(number, id)} is not linked to an instance, so no program receives these messages. <a href=${href('pairing')}>Link it in Pairing</a></p>`;

function messages(number, id, chat, rights) {
  if (chat.problem) return html`<div class="messages"><p class="notice bad">${chat.problem}</p></div>`;
  if (chat.messages === null) return html`<div class="messages"><div class="empty">Loading…</div></div>`;
  if (chat.messages.length === 0) {
    return html`<div class="messages"><div class="empty"><p>No messages yet.${rights.canWrite ? ' Write the first one.' : ''}</p></div></div>`;
  }
  const open = chosenOf(number, id);
  const [start, end] = range(number, id, chat.messages);
  const names = world.people.map(({ name }) => name).join('\n');
  return html`
    <div class="messages" tabindex="0" role="region" data-chat=${key(number, id)} aria-label="Messages with ${chatName(number, id)}"
      @scroll=${(event) => scrolled(event.target, number, id)}>
      ${start > 0 || !chat.isComplete ? html`<p class="earlier quiet small">Loading earlier messages…</p>` : nothing}
      <ol class="stack bubbles">
        ${repeat(chat.messages.slice(start, end), (message) => message.id, (message, at) => {
          const isNewDay = at === 0 || day(chat.messages[start + at - 1].time) !== day(message.time);
          const file = addressOf(number, id, message);
          const quoted = quotedOf(chat, message);
          const can = open.menu === message.id ? rightsOn(number, message, rights, Date.parse(now())) : null;
          const shown = [message, file, quoted, chat.isComplete, isNewDay, JSON.stringify(can), isFull(number, message), names];
          return guard(shown, () => html`
            ${isNewDay ? html`<li class="day"><span class="badge">${day(message.time)}</span></li>` : nothing}
            ${messageView({ number, chat: id, message, file, quoted, isComplete: chat.isComplete, kind: rights.kind, can, time: time(message.time) })}`);
        })}
      </ol>
    </div>
    <div class="new-messages" role="status">${hasNew(number, id) ? html`
      <button class="primary small" @click=${(event) => showNewest(event, number, id)}>New messages</button>` : nothing}</div>`;
}

function showNewest(event, number, id) {
  const list = event.target.closest('.phone').querySelector('.messages');
  toNewest(number, id);
  // The button that was pressed is gone.
  list.focus();
}
