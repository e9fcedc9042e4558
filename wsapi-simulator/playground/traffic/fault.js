// The effect of an injected fault on a request.

import { nameOf } from '../faults/kinds.js';
import { html } from '../html.js';
import { href } from '../route.js';

const EFFECTS = {
  reject: 'The simulator responded with an error of the service. The request had no effect.',
  proxyPage: 'The simulator responded with the error page of a proxy. The request had no effect.',
  reply: 'The simulator sent a fixed response. The request had no effect.',
  breakConnection: 'The connection broke before the service received the request, which had no effect.',
  loseResponse: 'The service processed the request, and the connection broke before the response arrived.',
  delay: 'The service processed the request at once, and the response was late.',
  stall: 'The service processed the request, and no response is ever sent.',
  truncate: 'The service processed the request, and the connection broke in the middle of the response.',
  corrupt: 'The service processed the request, and the JSON of the response is malformed.',
};
const PARAMETERS = {
  status: 'Status',
  detail: 'Detail',
  retryAfterSeconds: 'Retry-After, in seconds',
  milliseconds: 'Milliseconds',
};

/** A panel that explains the fault. */
export function faultPanel(fault) {
  const parameters = Object.entries(PARAMETERS).filter(([name]) => fault[name] !== undefined && fault[name] !== null);
  return html`
    <section class="panel stack fault" aria-labelledby="fault-title">
      <h3 id="fault-title">Injected fault <span class="badge warn">${nameOf('requests', fault.kind)}</span></h3>
      <p>${EFFECTS[fault.kind] ?? 'The simulator applied a fault.'}</p>
      <dl class="headers">
        ${parameters.map(([name, text]) => html`<div><dt>${text}</dt><dd>${fault[name]}</dd></div>`)}
      </dl>
      <p><a href=${href('faults')}>See all faults</a></p>
    </section>`;
}
