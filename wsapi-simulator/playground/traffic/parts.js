// The common parts of the details of requests and deliveries: headers, bodies, and the heading that gets the focus.

import { bytes, pretty } from '../format.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { href } from '../route.js';

/** A secret that the simulator does not show. */
export const MASK = '***';

/** The link back to the list, for narrow screens. */
export const back = (name, text) => html`<a class="button plain back" href=${href('traffic', name)}>${icon('back')} ${text}</a>`;

/** The heading of a detail. */
export const heading = (title, badges = nothing) => html`<h2 class="detail-title" tabindex="-1">${title} ${badges}</h2>`;

/** Pairs of a name and a value. */
export const headers = (all) => html`
  <dl class="headers">${all.map(([name, value]) => html`<div><dt>${name}</dt>
    <dd>${value === MASK ? html`<span aria-label="hidden">••••••</span>` : value}</dd></div>`)}</dl>`;

/** A body: JSON on several lines, or what is known of a body that was not kept. */
export function payload(text, length, label) {
  if (!length) return html`<p class="quiet small">No body.</p>`;
  if (text === null) return html`<p class="quiet small">${bytes(length)}, which is not text or too long to be kept.</p>`;
  return html`<pre tabindex="0" role="group" aria-label=${label}>${pretty(text)}</pre>`;
}
