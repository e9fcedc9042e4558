// The events of an instance that concern its pairing.

import { time } from '../format.js';
import { html, repeat } from '../html.js';
import { href } from '../route.js';
import { deliveryBadge } from '../traffic/badges.js';
import { deliveries } from '../traffic/records.js';

const TYPES = new Set(['logged_in', 'logged_out', 'login_error', 'initial_sync_finished']);
const MOST = 20;

/** The newest events, each with a link to its delivery. */
export function reported(own) {
  const events = deliveries.entries.filter((entry) => TYPES.has(entry.eventType) && entry.instanceId === own.id).slice(-MOST).reverse();
  return html`
    <section class="panel stack" aria-labelledby="reported-title">
      <h2 id="reported-title">Events of this instance</h2>
      ${deliveries.problem ? html`<p class="notice bad" role="alert">${deliveries.problem}</p>` : events.length === 0 ? html`
        <p class="quiet">No event about pairing has been delivered yet.${own.webhookUrl ? '' : html` Events need a <a href=${href('events')}>webhook</a>, an event stream or Redis.`}</p>` : html`
        <ul>${repeat(events, (entry) => entry.number, (entry) => html`
          <li><a class="list-item" href=${href('traffic', 'deliveries', entry.number)}>
            <code>${entry.eventType}</code><span class="grow"></span>${deliveryBadge(entry)}
            <span class="quiet small">${time(entry.at, true)}</span></a></li>`)}
        </ul>`}
    </section>`;
}
