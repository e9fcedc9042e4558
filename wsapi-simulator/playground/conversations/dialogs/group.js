// The dialog with the members of a group, and what the owner of a phone may change.

import * as control from '../../control.js';
import { user } from '../../format.js';
import { html, nothing, repeat } from '../../html.js';
import { update } from '../../page.js';
import { world } from '../../state.js';
import { attempt } from '../../toast.js';
import { detailsOf, loadDetails } from '../details.js';
import { chatName, label } from '../names.js';
import { rightsIn, rightsOver } from '../rights.js';
import { inviteLink, leaveButton, memberName } from './parts.js';

export const title = ({ number, id }) => chatName(number, id);

export function content(context) {
  const { number, id } = context;
  const details = detailsOf(id);
  if (!details) return html`<p>This group no longer exists.</p>`;
  const rights = rightsIn(number, id);
  return html`
    ${details.description ? html`<p class="wrap" dir="auto">${details.description}</p>` : nothing}
    <ul class="stack people" id="members">${details.members.map((member) => row(context, details, member))}</ul>
    ${rights.canAdd ? adding(context, details) : nothing}
    ${rights.isAdmin ? requests(context, details) : nothing}
    ${rights.isAdmin ? inviteLink(details.inviteLink) : nothing}
    ${leaveButton(context, details.isAnnouncementGroup ? 'community' : 'group')}`;
}

function row(context, details, member) {
  const can = rightsOver(context.number, details, member);
  const name = memberName(context.number, member.id);
  const button = (isOffered, act, text, tone = '') => (isOffered ? html`
    <button type="button" class=${tone} aria-label="${text}: ${label(member.id)}" @click=${() => change(context, act, member.id)}>${text}</button>` : nothing);
  return html`
    <li class="row"><span class="grow" dir="auto">${name}</span>
      ${member.isAdmin ? html`<span class="badge info">admin</span>` : nothing}
      ${button(can.canPromote, 'promotes', 'Make admin')}
      ${button(can.canDemote, 'demotes', 'Demote')}
      ${button(can.canRemove, 'removes', 'Remove', 'danger')}</li>`;
}

function adding(context, { members }) {
  const missing = world.people.map(({ id }) => id).filter((id) => !members.some((member) => member.id === id));
  if (missing.length === 0) return nothing;
  const add = (event) => change(context, 'adds', event.target.form.elements.newcomer.value);
  return html`
    <div class="row">
      <label class="grow">Add <select name="newcomer">${repeat(missing, (id) => id, (id) => html`<option value=${id}>${label(id)}</option>`)}</select></label>
      <button type="button" class="add-member" @click=${add}>Add</button>
    </div>`;
}

function requests(context, { joinRequests }) {
  if (joinRequests.length === 0) return nothing;
  return html`
    <h2>Requests to join</h2>
    <ul class="stack">${joinRequests.map((id) => html`
      <li class="row"><span class="grow" dir="auto">${label(id)}</span>
        <button type="button" aria-label="Approve: ${label(id)}" @click=${() => change(context, 'approves', id)}>Approve</button>
        <button type="button" class="danger" aria-label="Reject: ${label(id)}" @click=${() => change(context, 'rejects', id)}>Reject</button></li>`)}
    </ul>`;
}

async function change({ number, id }, act, person) {
  const path = `/people/${number}/groups/${control.part(id)}/acts`;
  await attempt(() => control.post(path, { act, person: user(person) }));
  await loadDetails(id);
  update();
  // The button that was pressed is gone, or belongs to somebody else.
  const members = document.getElementById('members');
  members?.setAttribute('tabindex', '-1');
  members?.focus();
}
