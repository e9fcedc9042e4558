// The dialog of a call from a phone to somebody. The call continues when the dialog is closed.

import { copy } from '../../copy.js';
import { user } from '../../format.js';
import { html, nothing } from '../../html.js';
import { icon } from '../../icons.js';
import { update } from '../../page.js';
import { href } from '../../route.js';
import { choose, world } from '../../state.js';
import { attempt } from '../../toast.js';
import { callOf, callsOf, changeCall, isOn, makeCall } from '../calls.js';
import { jidOf, label, person } from '../names.js';

const STATES = { ringing: 'Ringing…', answered: 'They are talking.', rejected: 'Rejected.', ended: 'Ended.' };

export const title = ({ to }) => `Call ${label(to)}`;

export function content(context) {
  const { number, to } = context;
  context.id ??= callsOf(jidOf(number)).find((call) => call.to === to)?.id;
  const call = callOf(context.id);
  const [caller, callee] = [person(jidOf(number)), person(to)];
  const button = (who, name, text) => html`<button type="button" @click=${() => perform(context, who, name)}><span class="wrap">${text}</span></button>`;
  return html`
    <p class="notice ${call && isOn(call) ? 'good' : ''}" role="status" tabindex="-1" id="call-state" ?hidden=${!call}>${call ? STATES[call.state] ?? call.state : nothing}</p>
    ${call && isOn(call) ? html`
      <div class="row">
        ${call.state === 'ringing' ? [button(user(to), 'answers', `${callee} answers`), button(user(to), 'rejects', `${callee} rejects`)] : nothing}
        ${button(number, 'hangsUp', `${caller} hangs up`)}
      </div>
      ${rejecting(call)}` : html`
      <p class="wrap">${caller} calls ${callee}. The phone rings, and the instances that are linked to ${callee} report the call.</p>
      <div class="row"><button type="button" class="primary" @click=${() => make(context, false)}>Voice call</button>
        <button type="button" @click=${() => make(context, true)}>Video call</button></div>`}`;
}

/** The id of the call, and the operation that rejects it if the callee is the account of an instance. */
function rejecting({ id, to, state }) {
  const instance = world.instances.find(({ account }) => account === to);
  return html`
    <div class="row copied">
      <p class="grow small quiet">Id of the call: <code>${id}</code></p>
      <button type="button" class="plain" @click=${() => copy(id, 'the id of the call')}>${icon('copy')} Copy the id</button>
    </div>
    ${instance && state === 'ringing' ? html`
      <p><a href=${href('reference', 'rejectCall')} @click=${() => choose(instance.id)}>Reject it with <code>rejectCall</code></a></p>` : nothing}`;
}

async function make(context, video) {
  if (context.isBusy) return;
  context.isBusy = true;
  await attempt(async () => {
    context.id = await makeCall(context.number, `+${user(context.to)}`, video);
  });
  context.isBusy = false;
  changed();
}

async function perform(context, who, name) {
  await attempt(() => changeCall(who, name, context.id));
  changed();
}

/** The button that was pressed is gone, so the focus moves to what has changed. */
function changed() {
  update();
  queueMicrotask(() => document.getElementById('call-state')?.focus());
}
