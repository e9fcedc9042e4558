// Every request that arrives and every delivery of an event, as they happen.

import { html } from '../html.js';
import { update } from '../page.js';
import { load as loadReference } from '../reference/document.js';
import { scrollToCurrent } from '../shared/current.js';
import { deliveryDetail } from '../traffic/deliveryDetail.js';
import { seeFailures } from '../traffic/failures.js';
import * as focus from '../traffic/focus.js';
import { list } from '../traffic/list.js';
import { back, heading } from '../traffic/parts.js';
import { deliveries, requests } from '../traffic/records.js';
import { requestDetail } from '../traffic/requestDetail.js';

export const label = 'Traffic';

let reference = null;

export async function enter({ parts: [, number = null] }) {
  seeFailures(true);
  focus.follow(number);
  scrollToCurrent();
  reference ??= await loadReference().catch(() => null);
  update();
}

export function leave() {
  seeFailures(false);
  focus.forget();
}

export function render({ parts: [kind = 'requests', number] }) {
  const records = kind === 'deliveries' ? deliveries : requests;
  return html`
    <div class="split ${number ? 'has-detail' : ''}">
      <div class="list">${list(records, number)}</div>
      <div class="detail">${number ? detail(records, number) : html`
        <div class="empty"><p>Choose ${records === requests ? 'a request' : 'a delivery'} to see its details.</p></div>`}
      </div>
    </div>`;
}

function detail(records, number) {
  const entry = records.entries.find((each) => String(each.number) === number);
  if (entry) return records === requests ? requestDetail(entry, reference) : deliveryDetail(entry);
  const what = records === requests ? 'request' : 'delivery';
  return html`
    <article class="stack">
      ${back(records.name, records === requests ? 'All requests' : 'All deliveries')}
      ${records.isLoaded ? html`${heading(`There is no ${what} ${number}`)}
        <p>The ${what} is not stored, or no longer stored: the page knows only the newest ones, and a reset removes all of them.</p>` : heading('Loading…')}
    </article>`;
}
