// The notice that the state was replaced by something other than this page.

import { onNewEpoch } from './epoch.js';
import { html, nothing } from './html.js';
import { icon } from './icons.js';
import { update } from './page.js';

let isShown = false;

onNewEpoch((isExpected) => show(!isExpected));

function show(shows) {
  isShown = shows;
  update();
}

function close() {
  show(false);
  // The button that had the focus is gone.
  document.getElementById('view').focus();
}

/** The notice, until it is closed. */
export const view = () => html`
  <div class="renewal" role="status">${isShown ? html`
    <p class="notice row"><span class="grow">The simulator was reset or restarted, so this page shows its new state.</span>
      <button class="plain icon" aria-label="Close the notice" @click=${close}>${icon('close')}</button></p>` : nothing}</div>`;
