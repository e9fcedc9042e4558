// The names of the phones, to reach those that are out of sight where the screen is narrow.

import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { update } from '../page.js';
import { jidOf, person } from './names.js';

/** The share of a phone that must be visible for it to be the current one. */
const SHARE = 0.6;

/** The visible phones. */
const inSight = new Set();
const watched = new WeakSet();
const sight = new IntersectionObserver((entries) => {
  for (const { target, intersectionRatio } of entries) {
    if (intersectionRatio >= SHARE) inSight.add(target.id);
    else inSight.delete(target.id);
  }
  update();
}, { threshold: SHARE });

/** Follows which phones are in sight. */
function watch() {
  for (const phone of document.querySelectorAll('.phone')) {
    if (watched.has(phone)) continue;
    watched.add(phone);
    sight.observe(phone);
  }
}

/** A button for each phone, and one for another. The style sheet hides them where all phones are in sight. */
export function strip(all, add) {
  queueMicrotask(watch);
  return html`
    <nav class="phone-strip" aria-label="Phones" data-count=${all.length}><ul>
      ${all.map(({ number }) => html`
        <li><button aria-current=${inSight.has(`phone-${number}`) ? 'true' : nothing} @click=${() => reach(number)}><span class="truncate" dir="auto">${person(jidOf(number))}</span></button></li>`)}
      ${add ? html`<li class="add"><button class="icon" aria-label="Show a phone" @click=${add}>${icon('plus')}</button></li>` : nothing}
    </ul></nav>`;
}

function reach(number) {
  document.getElementById(`phone-${number}`).scrollIntoView({ inline: 'center', block: 'nearest' });
  document.getElementById(`owner-${number}`).focus({ preventScroll: true });
}
