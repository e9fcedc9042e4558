// The dialog with what a phone knows of a channel.

import { html, nothing } from '../../html.js';
import { detailsOf } from '../details.js';
import { chatName, jidOf } from '../names.js';
import { inviteLink, leaving, memberName } from './parts.js';

export const title = ({ number, id }) => chatName(number, id);

export function content(context) {
  const { number, id } = context;
  const details = detailsOf(id);
  if (!details) return html`<p>This channel no longer exists.</p>`;
  const isOwner = details.owner === jidOf(number);
  return html`
    ${details.description ? html`<p class="wrap" dir="auto">${details.description}</p>` : nothing}
    <p dir="auto">Owner: ${memberName(number, details.owner)}</p>
    ${isOwner ? followers(number, details) : html`<p>Followers: ${details.followers.length.toLocaleString()}</p>`}
    ${inviteLink(details.inviteLink)}
    ${isOwner ? nothing : leaving(context, {
      text: 'Unfollow', does: 'Unfollow', done: 'no longer follows', consequence: 'The phone receives no more of its messages.', act: ['unfollows', { newsletter: id }],
    })}`;
}

/** The followers, whom only the owner sees. */
function followers(number, { followers }) {
  if (followers.length === 0) return html`<p>No followers yet.</p>`;
  return html`
    <h2>Followers</h2>
    <ul class="stack people">${followers.map((id) => html`<li dir="auto">${memberName(number, id)}</li>`)}</ul>`;
}
