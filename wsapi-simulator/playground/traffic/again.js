// Delivers an event again, and says how that ended.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { html, nothing } from '../html.js';
import { update } from '../page.js';
import { href } from '../route.js';
import { deliveriesOf } from './attempts.js';
import { deliveryBadge } from './badges.js';
import { deliveries } from './records.js';

/** By the number of the delivery: whether it `isBusy`, the `problem`, and the number of the last delivery `before`. */
let tries = new Map();

onNewEpoch(() => { tries = new Map(); });

/** Delivers the event again, with the same id and body. */
export async function deliverAgain(entry) {
  const known = tries;
  if (known.get(entry.number)?.isBusy) return;
  const state = { isBusy: true, problem: null, before: deliveries.entries.at(-1).number };
  known.set(entry.number, state);
  try {
    await control.post(`/deliveries/${entry.number}/again`);
  } catch (error) {
    state.problem = error.message;
  }
  state.isBusy = false;
  update();
}

/** The result of delivering again, if it was tried. */
export function result(entry) {
  const state = tries.get(entry.number);
  if (!state) return nothing;
  if (state.problem) return html`<p class="notice bad" role="alert">The event was not delivered again: ${state.problem}</p>`;
  const found = deliveriesOf(entry.eventId).findLast(({ number, transport }) => number > state.before && transport === entry.transport);
  return html`<p class="notice" role="status">${found
    ? html`Delivered again as <a href=${href('traffic', 'deliveries', found.number)}>delivery ${found.number}</a>: ${deliveryBadge(found)}`
    : 'The event is being delivered again…'}</p>`;
}
