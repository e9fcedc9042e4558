// A message as a bubble, with a menu of what its reader can do with it.

import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { updateNow } from '../page.js';
import { choose } from './chosen.js';
import { DELETED, firstWords } from './excerpt.js';
import { file as fileView } from './files.js';
import { close, idOf, menu, move } from './menu.js';
import { person, personOn } from './names.js';
import { quoteView } from './quote.js';
import { textView } from './text.js';
import { stay } from './newest.js';

const TICKS = { sent: '✓', delivered: '✓✓', read: '✓✓', played: '▶ ✓✓' };

/** A message. `can` says what the menu offers; without it, the menu is closed. */
export function messageView({ number, chat, message, file, quoted, isComplete, kind, can, time }) {
  const id = idOf(number, message);
  const toggle = () => {
    if (can) return close(number, chat, message);
    choose(number, chat, { menu: message.id });
    stay(number, chat);
    updateNow();
    document.getElementById(id)?.querySelector('.menu')?.scrollIntoView({ block: 'nearest' });
  };
  const keyed = (event) => {
    if (!can && event.key === 'ArrowDown' && event.target.matches('.bubble-menu')) toggle();
    move(event, () => close(number, chat, message));
  };
  return html`
    <li class="bubble ${message.isMine ? 'mine' : ''}" id=${id} @keydown=${keyed}>
      ${kind === 'group' && !message.isMine ? html`<p class="author truncate" dir="auto">${person(message.sender)}</p>` : nothing}
      ${message.isForwarded ? html`<p class="small quiet">Forwarded</p>` : nothing}
      ${message.isViewOnce ? html`<p class="small quiet">View once</p>` : nothing}
      ${message.quote ? quoteView(number, message.quote, quoted, isComplete) : nothing}
      ${message.isDeleted ? html`<p class="quiet"><em>${DELETED}</em></p>` : content(number, message, file)}
      <p class="bubble-foot small">
        ${message.isPinned ? html`<span class="badge">pinned</span>` : nothing}
        ${message.isStarred ? html`<span role="img" aria-label="starred">★</span>` : nothing}
        ${message.isEdited ? html`<span class="quiet">edited</span>` : nothing}
        <span class="quiet">${time}</span>
        ${message.ticks ? html`<span class="ticks ${message.ticks}" role="img" aria-label=${message.ticks} title=${message.ticks}>${TICKS[message.ticks] ?? ''}</span>` : nothing}
        <button class="plain icon bubble-menu" aria-label="More about this message: ${personOn(number, message.sender)}, ${firstWords(message)}" aria-expanded=${can ? 'true' : 'false'} @click=${toggle}>${icon('more')}</button>
      </p>
      ${message.reactions.length ? html`<p class="reactions">${message.reactions.map(({ sender, emoji }) => html`
        <span class="badge" title=${personOn(number, sender)}>${emoji}<span class="visually-hidden"> from ${personOn(number, sender)}</span></span>`)}</p>` : nothing}
      ${can ? menu(number, chat, message, can) : nothing}
    </li>`;
}

function content(number, message, file) {
  return html`
    ${message.file ? fileView(message, file) : nothing}
    ${message.location ? location(message.location) : nothing}
    ${message.contacts.map(({ name }) => html`<p dir="auto"><span aria-hidden="true">👤</span> ${name || 'Contact'}</p>`)}
    ${message.poll ? html`
      <p dir="auto"><strong>${message.poll.question}</strong></p>
      <ul class="poll">${message.poll.options.map((option) => html`<li dir="auto">${option}</li>`)}</ul>` : nothing}
    ${message.other ? html`<p class="quiet"><em>This phone cannot show this kind of message: ${message.other}</em></p>` : nothing}
    ${message.text ? textView(number, message) : nothing}
    ${isEmpty(message) ? html`<p class="quiet"><em>Empty message</em></p>` : nothing}
    ${message.preview ? html`
      <p class="preview small" dir="auto"><strong>${message.preview.title || message.preview.url}</strong><br>${message.preview.description}</p>` : nothing}`;
}

const isEmpty = ({ file, location, contacts, poll, other, text }) => !(file || location || contacts.length || poll || other || text);

function location({ name, address, latitude, longitude }) {
  return html`
    <p dir="auto"><span aria-hidden="true">📍</span> ${name || 'Location'}</p>
    ${address ? html`<p class="small" dir="auto">${address}</p>` : nothing}
    <p class="small quiet">${latitude}, ${longitude}</p>`;
}
