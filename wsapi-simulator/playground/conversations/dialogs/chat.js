// The dialog that opens a chat with somebody.

import { html, repeat } from '../../html.js';
import { label, others } from '../names.js';
import { now, show, withChat } from '../route.js';

export const title = () => 'New chat';
export const action = ({ number }) => (others(number).length ? 'Open' : null);

export const content = ({ number }) => (others(number).length ? html`
  <label>With <select name="person">${repeat(others(number), (id) => id, (id) => html`<option value=${id}>${label(id)}</option>`)}</select></label>`
  : html`<p>There is nobody else yet. Show the phone of a new person first.</p>`);

export const submit = ({ at }, { person }) => show(withChat(now(), at, person.value));
