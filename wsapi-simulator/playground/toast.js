// Short notes in the corner: what failed, and what was done.

import { html, repeat } from './html.js';
import { icon } from './icons.js';
import { update } from './page.js';

let toasts = [];
let next = 0;

/** Shows a note for some seconds. */
export function toast(text, tone = 'good') {
  const id = next++;
  toasts = [...toasts.slice(-1), { id, text, tone }];
  setTimeout(() => close(id), tone === 'bad' ? 8000 : 3000);
  update();
}

/** Does something, and shows a note if it fails. Returns whether it succeeded. */
export async function attempt(act, done) {
  try {
    await act();
    if (done) toast(done);
    return true;
  } catch (error) {
    toast(error.message, 'bad');
    return false;
  }
}

function close(id) {
  toasts = toasts.filter((toast) => toast.id !== id);
  update();
}

/** Removes all notes, because another view is opened. */
export function clear() {
  toasts = [];
  update();
}

export const view = () => html`
  <div class="toasts" role="status" aria-live="polite">
    ${repeat(toasts, (toast) => toast.id, (toast) => html`
      <div class="toast notice ${toast.tone}">
        <span class="grow">${toast.text}</span>
        <button class="plain icon" aria-label="Close" @click=${() => close(toast.id)}>${icon('close')}</button>
      </div>`)}
  </div>`;
