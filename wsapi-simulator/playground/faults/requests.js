// Faults of requests.

import { html } from '../html.js';
import { reference } from '../reference/loaded.js';
import { operationsOf } from '../reference/modes.js';
import { world } from '../state.js';
import { active } from './active.js';
import { form } from './form.js';

/** The panel of the faults of requests. */
export function requests() {
  const operations = reference() ? operationsOf(reference(), world.mode) : [];
  return html`
    <section class="panel stack" aria-labelledby="requests-title">
      <h2 id="requests-title" tabindex="-1">Requests</h2>
      ${active('requests')}
      ${form('requests', 'Operation', operations.map(({ id }) => id))}
    </section>`;
}
