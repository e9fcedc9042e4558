// The dialog with the profile of the owner of a phone.

import * as control from '../../control.js';
import { html } from '../../html.js';
import { update } from '../../page.js';
import { attempt } from '../../toast.js';
import { jidOf, label } from '../names.js';
import { act } from '../phones.js';

export const title = ({ number }) => label(jidOf(number));
export const action = ({ profile }) => (profile ? 'Save' : null);

export async function enter(context) {
  try {
    context.profile = await control.get(`/people/${context.number}`);
  } catch (error) {
    context.problem = error.message;
  }
  update();
}

export function content(context) {
  const { profile, problem } = context;
  if (!profile) return problem ? '' : html`<p>Loading…</p>`;
  return html`
    <label>Name <input name="name" .value=${profile.name} autocomplete="off"></label>
    <label>About <input name="about" .value=${profile.about} autocomplete="off"></label>
    <div class="row">
      <span class="grow" role="status">${profile.isOnline ? 'Online' : 'Offline'}</span>
      <button type="button" @click=${() => toggleOnline(context)}>${profile.isOnline ? 'Go offline' : 'Go online'}</button>
    </div>`;
}

export async function submit({ number, profile }, { name, about }) {
  if (name.value !== profile.name) await act(number, 'changesName', { name: name.value });
  if (about.value !== profile.about) await act(number, 'changesAbout', { text: about.value });
}

async function toggleOnline(context) {
  await attempt(() => act(context.number, context.profile.isOnline ? 'goesOffline' : 'goesOnline'));
  await enter(context);
}
