// The response to a request that the page has sent, and links to what the request did.

import { bytes, duration, pretty, tone } from '../format.js';
import { html, nothing } from '../html.js';
import { href } from '../route.js';
import { isEarlier } from './forms.js';
import { chatLink } from './inChat.js';

/** The region of the response. Only its first line is announced. */
export function responseView(form) {
  return html`
    <section class="stack" aria-label="Response" id="response">
      <p class="row" role="status">${status(form)}</p>
      ${isEarlier(form) ? html`<p class="notice">This is about an earlier request. The form has changed since.</p>` : nothing}
      ${form.numbers.length > 1 ? again(form) : nothing}
      ${form.numbers.length || form.chat ? links(form) : nothing}
      ${form.response ? content(form.response) : nothing}
    </section>`;
}

function status({ sending, failure, response }) {
  if (sending) return html`<span class="quiet">Waiting for the response…</span>`;
  if (failure) return html`<span class="badge bad">no response</span> <span>${failure}</span>`;
  if (!response) return html`<span class="quiet small">The response appears here.</span>`;
  return html`
    <span class="badge ${tone(response.status)}">${response.status}</span>
    <span class="quiet small">${duration(response.milliseconds)} · ${bytes(response.body.size)}${response.type ? ` · ${response.type}` : ''}</span>`;
}

const links = ({ numbers, chat }) => html`
  <p class="row">
    ${chat ? chatLink(chat) : nothing}
    ${numbers.length ? html`<a class="button" href=${href('traffic', 'requests', numbers.at(-1))}>Show in the traffic</a>` : nothing}
  </p>`;

const TIMES = { 2: 'twice', 3: 'three times' };

/** A browser retries a request by itself if a connection that it reuses breaks. */
const again = ({ numbers }) => html`
  <p class="notice warn">The browser sent the request ${TIMES[numbers.length] ?? `${numbers.length} times`}, because the connection broke:
    requests ${numbers.map((number, at) => html`${at ? at === numbers.length - 1 ? ' and ' : ', ' : ''}<a href=${href('traffic', 'requests', number)}>${number}</a>`)}.</p>`;

function content(response) {
  return html`
    ${body(response)}
    <details><summary>Headers</summary>
      <pre tabindex="0" aria-label="Headers">${response.headers.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
    </details>`;
}

/** Frees the memory of a file that a response had. */
export function release(response) {
  if (response?.address) URL.revokeObjectURL(response.address);
}

function body(response) {
  if (response.body.size === 0) return html`<p class="quiet">The body is empty.</p>`;
  if (response.text !== null) return html`<pre tabindex="0">${pretty(response.text)}</pre>`;
  response.address ??= URL.createObjectURL(response.body);
  return response.body.type.startsWith('image/')
    ? html`<img class="picture" src=${response.address} alt="The picture in the response">`
    : html`<p><a class="button" href=${response.address} download>Save the file</a></p>`;
}
