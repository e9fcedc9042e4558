// The list of chats on a phone.

import { initials, time } from '../format.js';
import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { world } from '../state.js';
import { kindOf } from './details.js';
import { open } from './dialogs/registry.js';
import { excerpt } from './excerpt.js';
import { chatName } from './names.js';
import { address, withChat } from './route.js';

/** The chats of a phone, the one with the newest message first. */
export function chatList(all, { number }, at, phone) {
  return html`
    <div class="chats">
      ${phone.problem ? html`<p class="notice bad">${phone.problem}</p>` : nothing}
      ${phone.chats === null ? html`<div class="empty">${phone.problem ? nothing : 'Loading…'}</div>` : phone.chats.length ? html`
        <ul>${repeat(phone.chats, (chat) => chat.id, (chat) => row(all, at, number, chat))}</ul>` : html`
        <div class="empty"><h3>No chats yet</h3><p>Start one, or create a group.</p></div>`}
    </div>
    <footer class="phone-footer">
      <button @click=${() => open('chat', { at, number })}>${icon('plus')} New chat</button>
      <button @click=${() => open('newGroup', { at, number })}>${icon('group')} New group</button>
    </footer>`;
}

function row(all, at, number, chat) {
  const name = chatName(number, chat.id);
  return html`
    <li><a class="chat-row" id="row-${number}-${chat.id}" href=${address(withChat(all, at, chat.id))}>
      <span class="avatar" aria-hidden="true">${initials(name)}</span>
      <span class="grow">
        <span class="chat-row-top"><strong class="truncate grow" dir="auto">${name}</strong>
          ${chat.last ? html`<span class="small quiet">${moment(chat.last.time)}</span>` : nothing}</span>
        <span class="chat-row-top"><span class="small quiet truncate grow" dir="auto">${chat.last ? excerpt(chat.last, kindOf(chat.id) === 'group') : 'No messages'}</span>
          ${chat.unread ? html`<span class="unread">${chat.unread}<span class="visually-hidden"> unread</span></span>` : nothing}</span>
      </span></a></li>`;
}

/** The time of a message from today, or the date of an earlier one. */
function moment(iso) {
  const date = (text) => new Date(text).toLocaleDateString([], { day: 'numeric', month: 'short' });
  return date(iso) === date(world.now) ? time(iso) : date(iso);
}
