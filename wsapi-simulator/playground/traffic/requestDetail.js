// One request: what was sent, what came back, and the fault that applied.

import { copy, curl } from '../copy.js';
import { duration, time } from '../format.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { rust } from '../reference/rust.js';
import { href } from '../route.js';
import { isAutomatic, isMark } from '../service.js';
import { retryOf } from './attempts.js';
import { outcomeBadge } from './badges.js';
import { faultPanel } from './fault.js';
import { back, heading, headers, payload } from './parts.js';
import { fromRecord, pathParameters } from './request.js';
import * as secrets from './secrets.js';

/** A request. `reference` is `null` if it could not be loaded. */
export function requestDetail(entry, reference) {
  const { headers: sent, body, response } = secrets.shown(entry);
  const operation = reference?.byId.get(entry.operation);
  return html`
    <article class="stack" aria-label="Request ${entry.number}">
      ${back('requests', 'All requests')}
      ${heading(entry.operation ?? 'Unknown operation', outcomeBadge(entry.outcome))}
      <p class="mono endpoint"><span class="method ${entry.method}">${entry.method}</span> ${entry.path}${entry.query ? `?${entry.query}` : ''}</p>
      <p class="quiet small">${summary(entry)}</p>
      <div class="row">
        <button @click=${() => copyCurl(entry)}>${icon('copy')} curl</button>
        ${operation ? html`<button @click=${() => copyRust(entry, reference, operation)}>${icon('copy')} Rust</button>
          <a class="button" href=${href('reference', operation.id)}>Reference</a>` : nothing}
        ${secrets.hasSecrets(entry) ? html`<button @click=${() => secrets.toggle(entry)}>
          ${secrets.isRevealed(entry) ? 'Hide secrets' : 'Show secrets'}</button>` : nothing}
      </div>
      ${entry.fault ? faultPanel(entry.fault) : nothing}
      <section class="panel stack" aria-label="Request"><h3>Request</h3>
        ${headers(sent.filter(([name]) => !isMark(name)))}
        ${payload(body, entry.bodyLength, 'Body of the request')}
      </section>
      ${response ? html`
        <section class="panel stack" aria-label="Response"><h3>Response</h3>
          ${headers(response.headers)}
          ${payload(response.body, response.bodyLength, 'Body of the response')}
        </section>` : html`<p class="notice">${ENDS[entry.outcome.kind] ?? nothing}</p>`}
    </article>`;
}

const ENDS = {
  pending: 'There is no response yet.',
  notReceived: 'The service did not receive the request.',
  responseLost: 'The client did not receive the response.',
};

function summary(entry) {
  const retried = retryOf(entry);
  return html`Request ${entry.number} at ${time(entry.at, true)}${entry.milliseconds === null ? '' : `, took ${duration(entry.milliseconds)}`}${isAutomatic(entry)
    ? ', sent by this page automatically' : ''}${retried
    ? html`; a retry of <a href=${href('traffic', 'requests', retried.number)}>request ${retried.number}</a>` : nothing}`;
}

async function copyCurl(entry) {
  const complete = await secrets.withSecrets(entry);
  if (complete) copy(curl(fromRecord(complete)), 'the curl command, with its key');
}

function copyRust(entry, reference, operation) {
  const request = fromRecord(entry);
  Object.assign(request.parameters, pathParameters(operation.path, entry.path));
  copy(rust(reference, operation, request), 'the Rust code');
}
