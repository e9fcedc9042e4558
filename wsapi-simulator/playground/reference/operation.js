// One operation: what it does, what it takes and returns, and a form to try it.

import { tone } from '../format.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { inline, prose } from '../prose.js';
import { href } from '../route.js';
import { fieldTable } from './fields.js';
import { trial } from './trial.js';

const CLASSES = {
  safe: 'safe: only reads',
  idempotent: 'idempotent: safe to retry',
  effectful: 'effectful: sending it twice has the effect twice',
};
const CREDENTIALS = {
  instance: 'Instance key',
  account: 'Account key',
  admin: 'Admin key',
  none: 'No key',
};

/** An operation on its page. */
export function operationView(reference, operation) {
  return html`
    <article class="stack operation" aria-labelledby="operation-title">
      <a class="button plain back" href=${href('reference')}>${icon('back')} All operations</a>
      <header class="stack">
        <h1 id="operation-title" tabindex="-1">${operation.summary}</h1>
        <p class="mono endpoint"><span class="method ${operation.method}">${operation.method}</span> ${operation.path}</p>
        <p class="row">
          <span class="badge">${operation.id}</span>
          <span class="badge info">${CLASSES[operation.class]}</span>
          <span class="badge info">${CREDENTIALS[operation.credential]}</span>
          <code>client.${operation.resource}().${operation.name}(…)</code>
        </p>
        <div class="stack prose">${prose(operation.description)}</div>
      </header>
      ${trial(reference, operation)}
      ${operation.body ? html`<section class="panel stack"><h2>Request body</h2>${fieldTable(reference.document, operation.body.schema)}</section>` : nothing}
      ${responses(reference, operation)}
    </article>`;
}

function responses({ document }, operation) {
  return html`
    <section class="panel stack"><h2>Responses</h2>
      ${operation.responses.map(({ status, description, content }) => html`
        <details>
          <summary><span class="badge ${tone(Number(status))}">${status}</span> ${inline(first(description))}</summary>
          <div class="stack inner prose">
            ${prose(description)}
            ${Object.entries(content ?? {}).map(([type, media]) => html`
              <p class="small quiet">${type}</p>
              ${media.schema ? fieldTable(document, media.schema) : nothing}
              ${media.example !== undefined ? html`<pre tabindex="0">${JSON.stringify(media.example, null, 2)}</pre>` : nothing}`)}
          </div>
        </details>`)}
    </section>`;
}

/** The first sentence. */
const first = (text = '') => text.split(/(?<=\.)\s/)[0];
