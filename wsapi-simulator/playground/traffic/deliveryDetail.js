// One delivery of an event: where it went, what was sent, and how that ended.

import { copy } from '../copy.js';
import { duration, pretty, time } from '../format.js';
import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { href } from '../route.js';
import { sentence } from '../shared/sentence.js';
import { deliverAgain, result } from './again.js';
import { deliveriesOf } from './attempts.js';
import { deliveryBadge } from './badges.js';
import { back, heading, headers, payload } from './parts.js';
import { transportName } from './transports.js';

/** A delivery. */
export function deliveryDetail(entry) {
  const sent = entry.headers ?? (entry.signature ? [['signature', entry.signature]] : []);
  return html`
    <article class="stack" aria-label="Delivery ${entry.number}">
      ${back('deliveries', 'All deliveries')}
      ${heading(entry.eventType, deliveryBadge(entry))}
      <p class="quiet small">Delivery ${entry.number} at ${time(entry.at, true)}, by ${transportName(entry.transport)}, of the instance ${entry.instanceId}</p>
      ${entry.error ? html`<p class="notice bad">${sentence(entry.error)}</p>` : nothing}
      <div class="row">
        <button @click=${() => deliverAgain(entry)}>${icon('send')} Deliver again</button>
        ${entry.body ? html`<button @click=${() => copy(pretty(entry.body), 'the event')}>${icon('copy')} Event</button>` : nothing}
        <a class="button" href=${href('events', entry.eventType)}>Reference</a>
      </div>
      ${result(entry)}
      ${attempts(entry)}
      <section class="panel stack" aria-label="Receiver"><h3>Receiver</h3>
        ${headers(facts(entry))}
      </section>
      <section class="panel stack" aria-label="Event"><h3>Event</h3>
        <p class="mono small">${entry.eventId}</p>
        ${sent.length ? headers(sent) : nothing}
        ${payload(entry.body, entry.bodyLength, 'Body of the event')}
      </section>
    </article>`;
}

function facts({ transport, target, status, milliseconds }) {
  return [
    ['transport', transportName(transport)],
    ['target', target],
    ['status', status],
    ['duration', milliseconds == null ? null : duration(milliseconds)],
  ].filter(([, value]) => value != null);
}

/** The other attempts to deliver the same event. */
function attempts(entry) {
  const others = deliveriesOf(entry.eventId).filter(({ number }) => number !== entry.number);
  if (others.length === 0) return nothing;
  return html`
    <section class="panel stack" aria-label="Other deliveries of this event"><h3>Other deliveries of this event</h3>
      <ul>${repeat(others, ({ number }) => number, (other) => html`
        <li><a class="list-item" href=${href('traffic', 'deliveries', other.number)}>
          <span class="grow">Delivery ${other.number}, by ${transportName(other.transport)}</span>${deliveryBadge(other)}
          <span class="quiet small">${time(other.at, true)}</span></a></li>`)}</ul>
    </section>`;
}
