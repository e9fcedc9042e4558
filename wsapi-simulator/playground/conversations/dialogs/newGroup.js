// The dialog that creates a group.

import { user } from '../../format.js';
import { html, repeat } from '../../html.js';
import { label, others } from '../names.js';
import { act } from '../phones.js';
import { now, show, withChat } from '../route.js';

export const title = () => 'New group';
export const action = ({ number }) => (others(number).length ? 'Create' : null);

export const content = ({ number }) => (others(number).length ? html`
  <label>Name <input name="name" required maxlength="100" autocomplete="off"></label>
  <fieldset class="stack"><legend>Members</legend>
    ${repeat(others(number), (id) => id, (id) => html`<label class="check"><input type="checkbox" name="member" value=${id}> <span>${label(id)}</span></label>`)}
  </fieldset>` : html`<p>There is nobody else yet. Show the phone of a new person first.</p>`);

export async function submit({ at, number }, fields) {
  const boxes = [...fields].filter(({ name, checked }) => name === 'member' && checked);
  const people = boxes.map((box) => `+${user(box.value)}`);
  const name = fields.name.value.trim();
  if (!name) throw new Error('Enter a name.');
  if (people.length === 0) throw new Error('Choose at least one member.');
  const { id } = await act(number, 'createsGroup', { name, people });
  show(withChat(now(), at, id));
}
