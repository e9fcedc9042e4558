// A dialog of the browser: it holds the focus, and Escape closes it.

import { html, nothing, repeat } from './html.js';
import { update } from './page.js';

const CONTROL = 'input, select, textarea, button, a[href]';

const opened = new WeakSet();

/** Opens the dialog when it is drawn for the first time. One that closes may be drawn once more. */
function show(element) {
  if (!element || opened.has(element)) return;
  opened.add(element);
  element.showModal();
  // The browser also chooses elements that are not controls, such as a list that scrolls.
  if (!document.activeElement.matches(CONTROL)) element.querySelector(CONTROL).focus();
}

/** Closes the dialog that is open. The browser returns the focus. */
export function close() {
  document.querySelector('dialog.modal')?.close();
}

/**
 * A place in which one dialog is open at a time. `draw` draws it from what it was opened with, and with the function to
 * call when it closes. Each dialog is a new element, so that closing one never closes the next.
 */
export function slot(draw) {
  let shown = null;
  const end = (context) => {
    if (shown !== context) return;
    shown = null;
    update();
  };
  return {
    open(context) {
      close();
      shown = context;
      update();
    },
    view: () => (shown ? repeat([shown], (context) => context, (context) => draw(context, () => end(context))) : nothing),
  };
}

/** A dialog with a form. `close` is called when it closes. The button of the action has a `tone`. */
export function dialog({ title, content, problem, action, tone = 'primary', submit, close }) {
  queueMicrotask(() => show(document.querySelector('dialog.modal')));
  return html`
    <dialog class="modal" aria-labelledby="dialog-title" @close=${close}>
      <form @submit=${(event) => { event.preventDefault(); submit?.(event.target); }}>
        <h1 id="dialog-title">${title}</h1>
        ${content}
        ${problem ? html`<p class="notice bad" role="alert">${problem}</p>` : ''}
        <div class="actions">
          <button type="button" @click=${(event) => event.target.closest('dialog').close()}>${action ? 'Cancel' : 'Close'}</button>
          ${action ? html`<button class=${tone}>${action}</button>` : ''}
        </div>
      </form>
    </dialog>`;
}
