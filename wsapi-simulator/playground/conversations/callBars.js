// The calls of a phone, under its name, with what its owner can do with them.

import { html } from '../html.js';
import { icon } from '../icons.js';
import { attempt } from '../toast.js';
import { callsOf, changeCall } from './calls.js';
import { toCall } from './focus.js';
import { jidOf, person } from './names.js';

/** A bar for each call that rings or was answered. */
export const callBars = (number) => html`
  <div role="status">${callsOf(jidOf(number)).map((call) => bar(number, call))}</div>`;

function bar(number, { id, from, to, video, state }) {
  const isCaller = from === jidOf(number);
  const other = person(isCaller ? to : from);
  const kind = video ? 'Video call' : 'Voice call';
  const button = (name, text, tone) => html`
    <button class="small ${tone}" aria-label="${text}: ${kind} with ${other}" @click=${() => press(number, name, id)}>${text}</button>`;
  return html`
    <div class="call-bar">
      ${icon('phone')}
      <p class="grow small"><strong>${state === 'answered' ? kind : isCaller ? 'Ringing…' : `Incoming ${kind.toLowerCase()}`}</strong>
        <span class="wrap" dir="auto">${other}</span></p>
      ${isCaller || state === 'answered' ? button('hangsUp', 'Hang up', 'danger') : html`
        ${button('answers', 'Answer', 'primary')}${button('rejects', 'Reject', 'danger')}`}
    </div>`;
}

async function press(number, name, id) {
  // The button that was pressed is gone.
  if (await attempt(() => changeCall(number, name, id))) toCall(number);
}
