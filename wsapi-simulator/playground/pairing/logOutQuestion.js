// The dialog that asks before an instance is logged out.

import { dialog, slot } from '../dialog.js';
import { phone } from '../format.js';
import { html } from '../html.js';
import { nameOf } from '../state.js';

const place = slot(draw);

/** Asks. `logOut` is called if the answer is yes. */
export const ask = (own, logOut) => place.open({ own, logOut });

/** The question, if it is open. */
export const { view } = place;

function draw({ own, logOut }, close) {
  const content = html`<p>The instance ends its link to the phone of ${nameOf(own.account) ?? ''} ${phone(own.account ?? '')}. It sends and
    receives no messages until it is paired again.</p>`;
  const submit = (form) => { form.closest('dialog').close(); logOut(); };
  return dialog({ title: `Log out ${own.id}?`, action: 'Log out', content, submit, close });
}
