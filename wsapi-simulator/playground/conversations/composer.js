// The field to write in, under a chat.

import { html, live, nothing } from '../html.js';
import { icon } from '../icons.js';
import { update } from '../page.js';
import { world } from '../state.js';
import { attempt } from '../toast.js';
import { choose, chosenOf } from './chosen.js';
import { draftOf, setDraft } from './drafts.js';
import { content } from './excerpt.js';
import { toField } from './focus.js';
import { chatName } from './names.js';
import { act } from './phones.js';
import { attachment } from './attachment.js';
import { hasSent, stopsTyping, types } from './typing.js';
import { toNewest } from './window.js';

/** The field, or the reason why a phone has none. */
export function composer(number, chat, { kind, canWrite }) {
  if (!canWrite) return html`<p class="composer quiet small">${REASONS[kind]}</p>`;
  const { quoted, edited } = chosenOf(number, chat);
  const text = draftOf(number, chat);
  return html`
    <form class="composer" @submit=${(event) => { event.preventDefault(); send(number, chat); }}>
      ${quoted || edited ? html`
        <p class="replying small"><span class="grow truncate" dir="auto">${quoted ? 'Reply to' : 'Edit'}: ${content(quoted ?? edited)}</span>
          <button type="button" class="plain icon" aria-label=${quoted ? 'Cancel the reply' : 'Cancel the edit'}
            @click=${() => { cancel(number, chat); toField(number); }}>${icon('close')}</button></p>` : nothing}
      <div class="composer-row">
        ${edited ? nothing : html`
          <label class="button plain icon attach ${world.isLost ? 'disabled' : ''}" title="Send a file"><span class="visually-hidden">Send a file</span>${icon('attach')}
            <input class="visually-hidden" type="file" ?disabled=${world.isLost} @change=${(event) => attach(event, number, chat)}></label>`}
        <label class="grow"><span class="visually-hidden">Message to ${chatName(number, chat)}</span>
          <textarea id="write-${number}" rows="1" dir="auto" placeholder="Message" .value=${live(text)}
            @input=${(event) => typed(event, number, chat)} @keydown=${(event) => keyed(event, number, chat)}></textarea></label>
        <button class="primary icon" aria-label="Send" ?disabled=${world.isLost || !text.trim()}>${icon('send')}</button>
      </div>
    </form>`;
}

const REASONS = {
  person: '',
  group: 'Only admins can send messages.',
  community: 'A community has no messages of its own. Open its announcements or one of its groups.',
  channel: 'Only the owner of the channel can post.',
};

/** Ends a reply or an edit, and restores the earlier draft. */
function cancel(number, chat) {
  const { edited, draft } = chosenOf(number, chat);
  if (edited) setDraft(number, chat, draft);
  choose(number, chat, {});
  update();
}

function typed(event, number, chat) {
  const text = event.target.value;
  setDraft(number, chat, text);
  text ? types(number, chat) : stopsTyping(number, chat);
  update();
}

function keyed(event, number, chat) {
  const { quoted, edited } = chosenOf(number, chat);
  if (event.key === 'Escape' && (quoted || edited)) cancel(number, chat);
  if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
}

async function send(number, chat) {
  const text = draftOf(number, chat).trim();
  const chosen = chosenOf(number, chat);
  const { quoted, edited, draft = '' } = chosen;
  if (!text || world.isLost) return;
  // The field is restored now, so that a second Enter does not send the text again.
  setDraft(number, chat, draft);
  choose(number, chat, {});
  // Sending ends typing; an edit does not.
  edited ? stopsTyping(number, chat) : hasSent(number, chat);
  toNewest(number, chat);
  toField(number);
  const deed = edited ? ['edits', { message: edited.id, text }] : ['writes', { chat, text, ...(quoted && { quoting: quoted.id }) }];
  if (await attempt(() => act(number, ...deed))) return;
  const now = draftOf(number, chat);
  // Text written in the meantime is preserved. The text of an edit does not precede it, because the message still has its old text.
  const isSame = now === draft;
  if (isSame || !edited) setDraft(number, chat, isSame ? text : `${text}\n${now}`);
  if (isSame) choose(number, chat, chosen);
  update();
}

async function attach(event, number, chat) {
  const [file] = event.target.files;
  event.target.value = '';
  if (!file) return;
  const { quoted } = chosenOf(number, chat);
  const text = draftOf(number, chat).trim();
  await attempt(async () => {
    const [name, members] = await attachment(file, text);
    await act(number, name, { chat, ...members, ...(quoted && { quoting: quoted.id }) });
    if (quoted) choose(number, chat, {});
    if (members.caption) setDraft(number, chat, '');
    hasSent(number, chat);
    toNewest(number, chat);
  });
  update();
}
