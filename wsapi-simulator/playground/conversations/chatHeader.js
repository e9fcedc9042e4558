// The top of a chat: with whom it is, who is typing, and what else can be done.

import { initials, phone } from '../format.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { nameOf } from '../state.js';
import { attempt } from '../toast.js';
import { detailsOf, kindOf } from './details.js';
import { open } from './dialogs/registry.js';
import { toBeginning } from './focus.js';
import { chatName, jidOf, person, personOn, sharedName } from './names.js';
import { act } from './phones.js';
import { address, withChat } from './route.js';

const TIMERS = { '24h': '24 hours', '7d': '7 days', '90d': '90 days' };

/** The header of the chat that is open in a column. */
export function chatHeader(all, at, { number, chat: id }, chat, unread) {
  const name = chatName(number, id);
  const typing = activity(chat);
  const about = subtitle(number, id);
  return html`
    <div class="chat-header">
      <a class="button plain icon" href=${address(withChat(all, at, null))} aria-label="All chats">${icon('back')}</a>
      <span class="avatar" aria-hidden="true">${initials(name)}</span>
      <div class="grow">
        <h3 class="truncate" id="chat-${number}" tabindex="-1" dir="auto" title=${name}>${name}</h3>
        <p class="small quiet truncate" title=${about}><span role="status">${typing}</span>${typing ? nothing : about}</p>
        ${TIMERS[chat.timer] ? html`<p class="small quiet" title="New messages disappear after ${TIMERS[chat.timer]}">Disappear after ${TIMERS[chat.timer]}</p>` : nothing}
      </div>
      ${unread ? html`
        <button class="plain small" title="Mark as read" @click=${() => read(number, id)}>${icon('check')}<span class="read-label">Mark as read</span></button>` : nothing}
      ${action(number, id, name)}
    </div>`;
}

function action(number, id, name) {
  const kind = kindOf(id);
  if (kind === 'person') {
    return id === jidOf(number) || !id.endsWith('@s.whatsapp.net') ? nothing : html`
      <button class="plain icon" aria-label="Call ${name}" @click=${() => open('call', { number, to: id })}>${icon('phone')}</button>`;
  }
  const label = { group: 'Members of', community: 'About', channel: 'About' }[kind];
  return html`
    <button class="plain icon" aria-label="${label} ${name}" ?disabled=${!detailsOf(id)}
      @click=${() => open(kind, { number, id })}>${icon(kind === 'channel' ? 'more' : 'group')}</button>`;
}

async function read(number, chat) {
  // The button is gone when the chat is read.
  if (await attempt(() => act(number, 'readsChat', { chat }))) toBeginning(number);
}

function activity({ states }) {
  return states.filter(({ state }) => state !== 'paused')
    .map((each) => `${person(each.person)} is ${each.state === 'recording' ? 'recording' : 'typing'}…`).join(' ');
}

/** The line that a phone shows under the name of a chat. */
function subtitle(number, id) {
  const [kind, details] = [kindOf(id), detailsOf(id)];
  if (kind === 'person') return nameOf(id) || id === jidOf(number) ? phone(id) : nothing;
  if (!details) return nothing;
  if (kind === 'channel') return `Channel · ${count(details.followers.length, 'follower')}`;
  const people = members(number, details);
  if (kind === 'community') return `Community · ${count(details.groups.length, 'group')} · ${people}`;
  const community = details.community && sharedName(details.community);
  if (!community) return people;
  return `${details.isAnnouncementGroup ? 'Announcements of' : 'In'} ${community} · ${people}`;
}

const count = (number, noun) => `${number.toLocaleString()} ${noun}${number === 1 ? '' : 's'}`;

/** The members, with the owner of the phone last. */
function members(number, { members }) {
  const names = members.map(({ id }) => personOn(number, id));
  return [...names.filter((name) => name !== 'You').sort((a, b) => a.localeCompare(b)), ...names.filter((name) => name === 'You')].join(', ');
}
