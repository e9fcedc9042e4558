// The outcome of an event that was triggered.

import { nameOf } from '../faults/kinds.js';
import { dateTime } from '../format.js';
import { html, nothing } from '../html.js';
import { href } from '../route.js';
import { deliveriesOf } from '../traffic/attempts.js';
import { transportName } from '../traffic/transports.js';
import { sentence } from '../shared/sentence.js';

const name = (transport) => (transport === 'redis' ? transportName(transport) : `the ${transportName(transport)}`);

/** The outcome, which is announced. */
export function outcome({ isPublishing, published }) {
  return html`<div class="stack" role="status" id="outcome">${isPublishing && !published ? 'Triggering…' : published ? described(published) : nothing}</div>`;
}

function described({ eventId, receivers, held, isSettled }) {
  const deliveries = deliveriesOf(eventId);
  if (deliveries.length) return deliveries.map(delivery);
  if (receivers?.length === 0) return html`<p class="notice warn">Nobody received it: the instance has no webhook, and no event stream is open.</p>`;
  if (held?.fault || held?.until) return html`<p class="notice warn">${holding(held)} <a href=${href('faults')}>See all faults</a></p>`;
  if (!isSettled || held) return html`<p class="notice">It is being delivered${receivers ? ` to ${receivers.map(name).join(' and ')}` : ''}…</p>`;
  return html`<p class="notice warn">It was dropped: all faults were removed while one held it back.</p>`;
}

/** Names the fault that holds an event back, and the end of its delay. */
function holding({ fault, until }) {
  if (fault === 'reorder') return `The fault “${nameOf('events', fault)}” holds it back until the next event of the instance.`;
  const delay = nameOf('events', 'delay');
  const time = `${dateTime(until)} on the simulator’s clock`;
  return fault ? `The fault “${delay}” holds it back until ${time}.`
    : `It waits for an earlier event of the instance, which the fault “${delay}” holds back until ${time}.`;
}

const delivery = ({ number, transport, error, status }) => html`
  <p class="notice ${error ? 'bad' : 'good'}">
    ${error ? `The delivery to ${name(transport)} failed. ${sentence(error)}` : `Delivered to ${name(transport)}${status ? `, which responded with ${status}` : ''}.`}
    <a href=${href('traffic', 'deliveries', number)}>Show in the traffic</a></p>`;
