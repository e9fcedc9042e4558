// The dialog that says what is lost before the state is replaced or a snapshot is deleted.

import { dialog, slot } from '../dialog.js';
import { html, nothing } from '../html.js';
import { world } from '../state.js';
import { count } from './active.js';

const THINGS = [['instances', 'instance', 'instances'], ['people', 'person', 'people'], ['groups', 'group', 'groups'],
  ['communities', 'community', 'communities'], ['newsletters', 'newsletter', 'newsletters']];

const counted = (number, one, many) => `${number} ${number === 1 ? one : many}`;

const present = () => THINGS.filter(([name]) => world[name].length);

/** The number of each kind of thing that exists. */
export function inventory() {
  const all = present().map(([name, one, many]) => counted(world[name].length, one, many));
  return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all[0] ?? 'nothing';
}

/** The same as the beginning of a sentence. */
export function thereIs(adverb = '') {
  const [first] = present();
  return `There ${first && world[first[0]].length > 1 ? 'are' : 'is'} ${adverb}${inventory()}`;
}

/** The question that is open. */
export const question = slot(({ title, action, since, submit }, close) => {
  const content = since ? losses(since) : html`<p>The state that it contains is lost. The current state does not change.</p>`;
  return dialog({ title, action, content, submit: (form) => { form.closest('dialog').close(); submit(); }, close });
});

const losses = (since) => html`
  <p>${thereIs()}. This is lost:</p>
  <ul class="bullets">
    <li>everything that has happened since ${since}: messages, calls, and changes to accounts, groups, instances and webhooks</li>
    <li>all requests and deliveries in the traffic</li>
    <li>${count() ? `${counted(count(), 'fault', 'faults')}, and ` : ''}events that have not been delivered yet</li>
  </ul>
  <p>The clock continues, and the snapshots remain.</p>`;
