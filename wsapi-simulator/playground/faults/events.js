// Faults of the delivery of events.

import * as control from '../control.js';
import { html, nothing } from '../html.js';
import { reference } from '../reference/loaded.js';
import { world } from '../state.js';
import { attempt } from '../toast.js';
import { active } from './active.js';
import { form } from './form.js';

/** The panel of the faults of events. */
export function events() {
  return html`
    <section class="panel stack" aria-labelledby="events-title">
      <h2 id="events-title" tabindex="-1">Events</h2>
      ${active('events')}
      ${form('events', 'Event', reference()?.events.map(({ type }) => type) ?? [])}
      ${world.mode === 'hosted' ? html`
        <div class="row"><button @click=${closeStreams}>Close the event streams</button>
          <span class="hint">As a restart of the service does. Clients reconnect.</span></div>` : nothing}
    </section>`;
}

const closeStreams = () => attempt(() => control.del('/streams'), 'Event streams closed');
