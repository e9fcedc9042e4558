// The entry of a list that the address names is in sight when a view is opened by a link.

import { update } from '../page.js';

let isDue = false;

/** Scrolls the list of the view to its selected entry, as soon as that is drawn. */
export function scrollToCurrent() {
  isDue = true;
  update();
}

/** Scrolls if it is due. To be called after the page is drawn. */
export function settle() {
  const entry = isDue && document.querySelector('.list-item[aria-current="page"]');
  if (!entry) return;
  isDue = false;
  const list = entry.closest('.entries');
  const { top, bottom } = list.getBoundingClientRect();
  const place = entry.getBoundingClientRect();
  if (place.top < top || place.bottom > bottom) list.scrollTop += place.top - top;
}

/** Gives up scrolling, because another view is opened. */
export function forget() {
  isDue = false;
}
