// The dialog that shows another phone, of somebody or of a new person.

import { user } from '../../format.js';
import { html, nothing } from '../../html.js';
import { update } from '../../page.js';
import * as newPerson from '../../shared/newPerson.js';
import { world } from '../../state.js';
import { label } from '../names.js';
import { now, show } from '../route.js';

export const title = () => 'Show a phone';
export const action = () => 'Show';

export function enter(context) {
  context.people = world.people.map(({ id }) => id).filter((id) => !now().some(({ number }) => number === user(id)));
  context.isNew = context.people.length === 0;
}

export function content(context) {
  const choose = (event) => { context.isNew = event.target.value === ''; update(); };
  return html`
    <label>Person
      <select name="person" @change=${choose}>
        ${context.people.map((id) => html`<option value=${user(id)}>${label(id)}</option>`)}
        <option value="">New person</option>
      </select></label>
    ${context.isNew ? html`
      <fieldset class="stack"><legend>New person</legend>
        ${newPerson.fields(true)}
      </fieldset>` : nothing}`;
}

export async function submit(_, fields) {
  const digits = fields.person.value || user(await newPerson.add(fields));
  const all = now();
  // A phone that is shown already is not moved.
  if (!all.some((column) => column.number === digits)) show([...all, { number: digits, chat: null }]);
}
