// The menu of a message: what a phone offers to do with it.

import { copy } from '../copy.js';
import { html, nothing } from '../html.js';
import { update, updateNow } from '../page.js';
import { attempt } from '../toast.js';
import { choose } from './chosen.js';
import { open } from './dialogs/registry.js';
import { draftOf, setDraft } from './drafts.js';
import { firstWords } from './excerpt.js';
import { toField } from './focus.js';
import { act } from './phones.js';
import { resumeAtEnd } from './window.js';

const REACTIONS = ['👍', '❤️', '😂', '😮', '🙏'];

/** The id of the element of a message. */
export const idOf = (number, message) => `m-${number}-${message.id}`;

/** The menu of a message with what its reader can do. */
export function menu(number, chat, message, can) {
  const does = (name, members) => async () => {
    close(number, chat, message);
    await attempt(() => act(number, name, { message: message.id, ...members }));
    update();
  };
  const button = (label, run) => html`<button class="plain" @click=${run}>${label}</button>`;
  const offered = (isOffered, label, run) => (isOffered ? button(label, run) : nothing);
  return html`
    <div class="menu" role="group" aria-label="Actions">
      ${can.canReact ? html`
        <div class="row reactions-menu">
          ${REACTIONS.map((emoji) => html`<button class="plain icon" aria-label="React with ${emoji}" @click=${does('reactsTo', { emoji })}>${emoji}</button>`)}
          ${can.hasReacted ? html`<button class="plain small" aria-label="Remove the reaction" @click=${does('removesReactionTo')}>Remove</button>` : nothing}
        </div>` : nothing}
      ${offered(can.canReply, 'Reply', () => start(number, chat, { quoted: message }))}
      ${offered(can.canEdit, 'Edit', () => edit(number, chat, message))}
      ${offered(can.canRead, 'Read', does('reads'))}
      ${offered(can.canPlay, 'Play', does('plays'))}
      ${offered(can.canPin, message.isPinned ? 'Unpin' : 'Pin', message.isPinned ? does('unpins') : does('pins', { duration: '7d' }))}
      ${offered(can.canStar, message.isStarred ? 'Unstar' : 'Star', does(message.isStarred ? 'unstars' : 'stars'))}
      ${offered(can.canDelete, 'Delete for everyone', () => askToDelete(number, chat, message))}
      ${offered(can.canHide, 'Delete on this phone', () => hide(number, chat, message))}
      ${button('Copy the id', () => copy(message.id, 'the id of the message'))}
    </div>`;
}

function start(number, chat, what) {
  choose(number, chat, what);
  toField(number);
}

function edit(number, chat, message) {
  start(number, chat, { edited: message, draft: draftOf(number, chat) });
  setDraft(number, chat, message.text);
}

function askToDelete(number, chat, message) {
  close(number, chat, message);
  open('question', {
    question: 'Delete this message for everyone?',
    consequence: `“${firstWords(message)}” is deleted on all phones, and nobody can restore it.`,
    does: 'Delete',
    confirmed: () => act(number, 'deletes', { message: message.id }),
  });
}

/** Deletes a message on the phone. The focus stays among the other messages. */
async function hide(number, chat, message) {
  const list = document.getElementById(idOf(number, message)).closest('.messages');
  close(number, chat, message);
  if (await attempt(() => act(number, 'deletesForSelf', { message: message.id }))) list.focus();
}

/** Closes the menu. The focus returns to its button. */
export function close(number, chat, message) {
  choose(number, chat, {});
  updateNow();
  document.getElementById(idOf(number, message))?.querySelector('.bubble-menu')?.focus();
  resumeAtEnd(number, chat);
}

/** Moves the focus among the entries of an open menu with a key, or closes it. */
export function move(event, close) {
  const entries = [...event.currentTarget.querySelectorAll('.menu button')];
  if (entries.length === 0) return;
  if (event.key === 'Escape') return close();
  const at = entries.indexOf(document.activeElement);
  const previous = at < 0 ? -1 : at - 1;
  const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: previous, ArrowLeft: previous, Home: 0, End: -1 }[event.key];
  if (to === undefined || !document.activeElement.matches('.menu button, .bubble-menu')) return;
  event.preventDefault();
  entries.at(to % entries.length).focus();
}
