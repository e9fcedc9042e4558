// The fields of a new person, and how one is added.

import * as control from '../control.js';
import { html } from '../html.js';
import { refresh } from '../state.js';

/** The fields, for a dialog. */
export const fields = (isRequired) => html`
  <label>Phone number <input name="phone" type="tel" placeholder="+49 170 7654321" autocomplete="off" ?required=${isRequired}></label>
  <label>Name <input name="name" placeholder="Bob" autocomplete="off"></label>`;

/** Adds the person of the fields, and returns their JID. */
export async function add({ phone, name }) {
  const { id } = await control.post('/people', { phone: phone.value.trim(), name: name.value.trim() || undefined });
  await refresh();
  return id;
}
