// The reference as the views share it: it is loaded when a view first needs it.

import { html } from '../html.js';
import { update } from '../page.js';
import { load } from './document.js';

let loaded = null;
let hasFailed = false;

/** The reference; `null` while it is not loaded. */
export const reference = () => loaded;

/** Loads the reference, unless it is loaded. */
export async function ensure() {
  hasFailed = false;
  loaded ??= await load().catch(() => null);
  hasFailed = !loaded;
  update();
}

/** The content of a view without the reference. */
export const placeholder = () => (hasFailed
  ? html`<div class="empty"><p>The reference could not be loaded.</p><button @click=${ensure}>Try again</button></div>`
  : html`<div class="empty">Loading the reference…</div>`);
