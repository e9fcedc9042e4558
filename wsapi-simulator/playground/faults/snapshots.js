// Snapshots of the state, and the initial state, to return to.

import * as control from '../control.js';
import { renew } from '../epoch.js';
import { html, nothing, repeat } from '../html.js';
import { loads } from '../loads.js';
import { update } from '../page.js';
import { refresh } from '../state.js';
import { load as loadFaults } from './active.js';
import { inventory, question, thereIs } from './question.js';

let names = null;
let loadProblem = null;
let problem = null;
let done = null;

const begin = loads();

/** Loads the names of the snapshots. */
export async function load() {
  const isNewest = begin();
  try {
    const found = await control.get('/snapshots');
    if (!isNewest()) return;
    ({ names } = found);
    loadProblem = null;
  } catch (error) {
    if (isNewest()) loadProblem = error.message;
  }
  update();
}

/** The panel of the state, and the question that is open. */
export function snapshots() {
  return html`
    <section class="panel stack" aria-labelledby="states-title">
      <h2 id="states-title" tabindex="-1">State</h2>
      <form class="row" @submit=${save}>
        <label class="grow"><span class="visually-hidden">Name of the snapshot</span>
          <input name="name" placeholder="Name of a snapshot" maxlength="64" required autocomplete="off"></label>
        <button>Take a snapshot</button>
      </form>
      <p class="hint">A snapshot contains accounts, chats and instances. It is lost when the program ends.</p>
      ${problem ?? loadProblem ? html`<p class="notice bad" role="alert">${problem ?? loadProblem}</p>` : nothing}
      ${list()}
      <div class="row"><button class="danger" @click=${() => question.open(RESET)}>Reset to the initial state</button></div>
      <div role="status">${done ? html`<p class="notice good">${done}</p>` : nothing}</div>
    </section>
    ${question.view()}`;
}

function list() {
  if (!names) return nothing;
  if (names.length === 0) return html`<p class="quiet">There are no snapshots.</p>`;
  return html`
    <ul class="stack">
      ${repeat(names, (name) => name, (name) => html`
        <li class="row"><span class="grow">“${name}”</span>
          <button @click=${() => question.open(restoring(name))} aria-label="Restore “${name}”">Restore</button>
          <button class="danger" @click=${() => question.open(deleting(name))} aria-label="Delete “${name}”">Delete</button>
        </li>`)}
    </ul>`;
}

async function save(event) {
  event.preventDefault();
  const form = event.target;
  const name = form.elements.name.value.trim();
  const isReplaced = names?.includes(name);
  await act(() => control.put(`/snapshots/${control.part(name)}`), () => `${isReplaced ? 'Replaced' : 'Took'} the snapshot “${name}”: ${inventory()}.`);
  // The user may have begun to type another name.
  if (!problem && form.elements.name.value.trim() === name) form.reset();
}

const path = (name) => `/snapshots/${control.part(name)}`;

const RESET = {
  title: 'Reset to the initial state?', action: 'Reset', since: 'the start',
  submit: () => act(() => renew(() => control.post('/reset')), () => `Everything was reset. ${thereIs('now ')}.`),
};
const restoring = (name) => ({
  title: `Restore “${name}”?`, action: 'Restore', since: 'the snapshot',
  submit: () => act(() => renew(() => control.post(`${path(name)}/restore`)), () => `Restored “${name}”. ${thereIs('now ')}.`),
});
const deleting = (name) => ({
  title: `Delete “${name}”?`, action: 'Delete',
  async submit() {
    await act(() => control.del(path(name)), () => `Deleted the snapshot “${name}”.`);
    // The button has disappeared.
    document.getElementById('states-title').focus();
  },
});

/** Does something to the state, and loads and says what is there after it. */
async function act(change, result) {
  problem = done = null;
  try {
    await change();
    await Promise.all([refresh(), loadFaults()]);
    done = result();
  } catch (error) {
    problem = error.message;
  }
  await load();
}
