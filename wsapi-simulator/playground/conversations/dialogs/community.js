// The dialog with the groups and the members of a community.

import { html, nothing } from '../../html.js';
import { detailsOf } from '../details.js';
import { chatName, sharedName } from '../names.js';
import { address, now, withChat } from '../route.js';
import { rightsIn } from '../rights.js';
import { inviteLink, leaveButton, memberName } from './parts.js';

export const title = ({ number, id }) => chatName(number, id);

export function content(context) {
  const { number, id } = context;
  const details = detailsOf(id);
  if (!details) return html`<p>This community no longer exists.</p>`;
  const at = now().findIndex((column) => column.number === number);
  const link = (group, name) => html`<li><a href=${address(withChat(now(), at, group))} dir="auto">${name}</a></li>`;
  return html`
    ${details.description ? html`<p class="wrap" dir="auto">${details.description}</p>` : nothing}
    <h2>Groups</h2>
    <ul class="stack">${link(details.announcements, 'Announcements')}${details.groups.map((group) => link(group, sharedName(group) ?? 'Group'))}</ul>
    <h2>Members</h2>
    <ul class="stack people">${details.members.map((member) => html`
      <li class="row"><span class="grow" dir="auto">${memberName(number, member.id)}</span>
        ${member.isAdmin ? html`<span class="badge info">admin</span>` : nothing}</li>`)}</ul>
    ${rightsIn(number, id).isAdmin ? inviteLink(details.inviteLink) : nothing}
    ${leaveButton(context, 'community')}`;
}
