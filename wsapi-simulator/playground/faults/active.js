// The faults that still apply.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { html, repeat } from '../html.js';
import { update } from '../page.js';
import { attempt } from '../toast.js';
import { describe } from './kinds.js';

let faults = null;
let problem = null;
let isLoading = false;
let isStale = false;
onNewEpoch(() => {
  faults = null;
  load();
});

/** The number of faults that apply. */
export const count = () => (faults ? faults.requests.length + faults.events.length : 0);

/** Loads the faults. If they change in the meantime, they are loaded again. */
export async function load() {
  isStale = isLoading;
  if (isLoading) return;
  isLoading = true;
  do {
    isStale = false;
    await loadOnce();
  } while (isStale);
  isLoading = false;
}

async function loadOnce() {
  try {
    faults = await control.get('/faults');
    problem = null;
  } catch (error) {
    problem = error.message;
  }
  update();
}

/** Adds a fault of requests or events. */
export async function add(subject, body) {
  await control.post(`/faults/${subject}`, body);
  await load();
}

/** The faults of requests or events. */
export function active(subject) {
  if (problem) return html`<p class="notice bad" role="alert">${problem}</p>`;
  if (!faults) return html`<p class="quiet">Loading…</p>`;
  if (faults[subject].length === 0) return html`<p class="quiet">There are no faults.</p>`;
  return html`<ul class="stack">${repeat(faults[subject], ({ number }) => number, (fault) => row(subject, fault))}</ul>`;
}

function row(subject, fault) {
  const { name, details } = describe(subject, fault);
  return html`
    <li class="row notice warn">
      <span class="grow"><strong>${name}</strong> · ${details}</span>
      <button @click=${(event) => remove(event, subject, fault)} aria-label="Remove the fault: ${name}, ${details}">Remove</button>
    </li>`;
}

async function remove(event, subject, { number }) {
  const heading = event.target.closest('section').querySelector('h2');
  await attempt(() => control.del(`/faults/${subject}/${number}`), 'Fault removed');
  await load();
  // The button has disappeared.
  heading.focus();
}
