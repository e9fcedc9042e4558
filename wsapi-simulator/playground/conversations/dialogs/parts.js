// The common parts of the dialogs of groups, communities and channels.

import { copy } from '../../copy.js';
import { html } from '../../html.js';
import { icon } from '../../icons.js';
import { toast } from '../../toast.js';
import { chatName, jidOf, label, person, personOn } from '../names.js';
import { act, load } from '../phones.js';
import { now, show } from '../route.js';
import { open } from './registry.js';

/** A member with the phone number, or `You`. */
export const memberName = (number, id) => (personOn(number, id) === 'You' ? 'You' : label(id));

/** An invite link, to be copied. */
export const inviteLink = (link) => html`
  <div class="row copied"><p class="grow small quiet">Invite link: <code>${link}</code></p>
    <button type="button" class="plain" @click=${() => copy(link, 'the invite link')}>${icon('copy')} Copy</button></div>`;

/** A button that leaves a group or a community. */
export const leaveButton = (context, kind) => leaving(context, {
  text: `Leave the ${kind}`, does: 'Leave', done: 'left', act: ['leaves', { group: context.id }],
  consequence: `The phone receives no more of its messages. To return, an admin of the ${kind} must add it, or it needs the invite link.`,
});

/** A button that asks before it leaves the subject of the dialog, and then shows the chats of the phone. */
export function leaving({ number, id }, { text, does, done, consequence, act: deed }) {
  const name = chatName(number, id);
  const confirmed = async () => {
    await act(number, ...deed);
    await load(number, null);
    show(now().map((column) => (column.number === number ? { ...column, chat: null } : column)));
    toast(`${person(jidOf(number))} ${done} ${name}`);
  };
  const ask = () => open('question', { question: `${does} ${name}?`, does, consequence, confirmed });
  return html`<div class="row"><button type="button" class="danger" @click=${ask}>${text}</button></div>`;
}
