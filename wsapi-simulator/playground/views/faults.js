// Faults of requests and events, the clock, and states to return to.

import * as active from '../faults/active.js';
import { clock } from '../faults/clock.js';
import { events } from '../faults/events.js';
import { requests } from '../faults/requests.js';
import * as states from '../faults/snapshots.js';
import { html } from '../html.js';
import { ensure } from '../reference/loaded.js';

export const label = 'Faults';

export function enter() {
  return Promise.all([ensure(), active.load(), states.load()]);
}

export const changed = () => Promise.all([active.load(), states.load()]);

export function render() {
  return html`
    <div class="stack">
      <h1>Faults</h1>
      ${requests()}
      ${events()}
      ${clock()}
      ${states.snapshots()}
    </div>`;
}
