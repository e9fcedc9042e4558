// The outcome of a request or a delivery, in one word.

import { tone } from '../format.js';
import { html, nothing } from '../html.js';

const OUTCOMES = { pending: 'pending', notReceived: 'not received', responseLost: 'response lost' };

/** The end of a request. */
export function outcomeBadge({ kind, status }) {
  if (kind === 'response') return html`<span class="badge ${tone(status)}">${status}</span>`;
  if (kind === 'truncated') return html`<span class="badge bad">${status}, truncated</span>`;
  return html`<span class="badge ${kind === 'pending' ? 'info' : 'bad'}">${OUTCOMES[kind] ?? kind}</span>`;
}

/** The end of a delivery, and the status of the receiver's response. */
export function deliveryBadge({ error, status }) {
  return html`<span class="badge ${error ? 'bad' : 'good'}">${error ? 'failed' : 'delivered'}</span>
    ${status ? html`<span class="badge ${tone(status)}">${status}</span>` : nothing}`;
}
