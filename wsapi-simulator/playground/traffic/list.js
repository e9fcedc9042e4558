// The list of requests or deliveries, the newest first, with its filter.

import { shortName } from '../faults/kinds.js';
import { time } from '../format.js';
import { html, live, nothing, repeat } from '../html.js';
import { update } from '../page.js';
import { href } from '../route.js';
import { isAutomatic } from '../service.js';
import { redeliveryOf, retryOf } from './attempts.js';
import { deliveryBadge, outcomeBadge } from './badges.js';
import { transportName } from './transports.js';
import { deliveries, requests } from './records.js';
import { senderOf } from './sender.js';

const MOST = 500;
const KINDS = { requests: 'Requests', deliveries: 'Event deliveries' };

let filter = '';
let showsPage = false;

/** The list. `number` is that of the entry that is open. */
export function list(records, number) {
  const automatic = records.entries.filter(isAutomatic).length;
  return html`
    <h1 class="view-title">Traffic</h1>
    <nav class="row tabs" aria-label="Kinds of traffic">
      ${Object.entries(KINDS).map(([name, text]) => html`
        <a class="button" href=${href('traffic', name)} aria-current=${name === records.name ? 'page' : nothing}>${text}</a>`)}
    </nav>
    <div class="filter stack">
      <label><span class="visually-hidden">Filter</span>
        <input type="search" placeholder="Filter by operation, event, path or status" .value=${live(filter)}
          @input=${(event) => { filter = event.target.value; update(); }}>
      </label>
      ${records === requests ? html`<label class="check"><input type="checkbox" .checked=${live(showsPage)}
        @change=${(event) => { showsPage = event.target.checked; update(); }}> Show automatic requests${automatic ? html` <span class="quiet">(${automatic})</span>` : nothing}</label>` : nothing}
    </div>
    <div class="entries">${rows(records, number)}</div>`;
}

function rows(records, number) {
  const own = showsPage ? records.entries : records.entries.filter((entry) => !isAutomatic(entry));
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = own.filter((entry) => words.every((word) => searchable(entry).includes(word)));
  return html`
    ${records.problem ? html`<p class="notice bad" role="alert">${records.problem}</p>` : nothing}
    ${found.length ? html`
      <ul aria-label=${KINDS[records.name]}>${repeat(found.slice(-MOST).reverse(), (entry) => entry.number, (entry) => row(records, entry, number))}</ul>
      ${found.length > MOST ? html`<p class="quiet small">The newest ${MOST} of ${found.length} are shown. Filter them to find an older one.</p>` : nothing}`
      : records.problem ? nothing : none(records, own)}`;
}

function none(records, own) {
  if (!records.isLoaded) return html`<div class="empty"><p>Loading…</p></div>`;
  if (own.length) return html`<div class="empty"><p>No entry matches the filter.</p></div>`;
  return html`<div class="empty"><h2>Nothing yet</h2>
    <p>${records === requests ? html`Send a request from the <a href=${href('reference')}>reference</a>, or from your program.`
      : html`Events need a receiver: <a href=${href('events')}>set a webhook</a>, then write as a person.`}</p></div>`;
}

const searchable = (entry) => [
  entry.operation, entry.method, entry.path, entry.eventType, entry.eventId, entry.transport, `instance:${entry.instanceId}`, entry.error, entry.target,
  entry.outcome?.kind, entry.outcome?.status, entry.status,
  entry.fault && `fault ${entry.fault.kind} ${shortName('requests', entry.fault.kind)}`, entry.eventType && senderOf(entry),
].join(' ').toLowerCase();

function row(records, entry, number) {
  return html`
    <li><a class="list-item record" href=${href('traffic', records.name, entry.number)} data-number=${entry.number}
      aria-current=${String(entry.number) === number ? 'page' : nothing}>
      ${records === deliveries ? delivery(entry) : request(entry)}
    </a></li>`;
}

function request(entry) {
  const retried = retryOf(entry);
  return html`
    <span class="record-what"><span class="method ${entry.method}">${entry.method}</span>
      <span class="truncate">${entry.operation ?? entry.path}</span></span>
    <span class="record-how">${outcomeBadge(entry.outcome)}
      ${entry.fault ? html`<span class="badge warn">fault: ${shortName('requests', entry.fault.kind)}</span>` : nothing}
      ${retried ? html`<span class="badge warn">retry of ${retried.number}</span>` : nothing}
      <span class="quiet small">${time(entry.at, true)}</span></span>`;
}

function delivery(entry) {
  const [sender, earlier] = [senderOf(entry), redeliveryOf(entry)];
  return html`
    <span class="record-what"><span>${entry.eventType}</span>${sender ? html`<span class="quiet small truncate">from ${sender}</span>` : nothing}</span>
    <span class="record-how">${deliveryBadge(entry)}
      ${earlier ? html`<span class="badge warn">redelivery of ${earlier.number}</span>` : nothing}
      <span class="quiet small truncate">${transportName(entry.transport)} · ${time(entry.at, true)}</span></span>`;
}
