// Where the view is when another detail is opened: at its start, and with the focus if the list is not on the screen.

import { update } from '../page.js';

/** As the style has it. */
const isNarrow = () => matchMedia('(max-width: 52rem)').matches;

let before = null;

/** Moves the focus to the detail that was opened, or back to its entry in the list. */
export function follow(number) {
  const was = before;
  before = number;
  if (was === number) return;
  document.querySelector('.split > .detail')?.scrollTo(0, 0);
  if (!isNarrow()) return;
  update();
  const target = number ? '.detail-title' : `.record[data-number="${CSS.escape(was ?? '')}"]`;
  queueMicrotask(() => document.querySelector(target)?.focus());
}

/** Forgets which detail was open, because the view is left. */
export function forget() {
  before = null;
}
