// An address with a name that does not exist.

import { html, nothing } from '../html.js';
import { href } from '../route.js';

/** Says that there is no such thing. `reason` says more. */
export function unknown({ what, id, view, back, reason }) {
  return html`
    <div class="empty">
      <h1 tabindex="-1">There is no ${what} <code>${id}</code></h1>
      ${reason ? html`<p>${reason}</p>` : nothing}
      <p><a href=${href(view)}>${back}</a></p>
    </div>`;
}
