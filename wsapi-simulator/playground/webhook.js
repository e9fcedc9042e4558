// The dialog that sets the webhook of the chosen instance.

import * as control from './control.js';
import { dialog, slot } from './dialog.js';
import { html, nothing } from './html.js';
import { chosen, instance, refresh } from './state.js';
import { toast } from './toast.js';

const place = slot(draw);

/** Opens the dialog. */
export const open = () => place.open({ problem: null, url: instance()?.webhookUrl ?? '' });

/** The dialog, if it is open. */
export const { view } = place;

function draw(context, close) {
  const { webhookUrl = '', isSigned } = instance() ?? {};
  const content = html`
    <label>URL <input name="url" type="url" required placeholder="http://127.0.0.1:8080/wsapi" .value=${context.url}></label>
    <label>Signing secret <input name="secret" autocomplete="off" placeholder=${isSigned ? 'unchanged' : 'none'}>
      <span class="hint">Events are signed with it. Your program needs the same secret.</span></label>
    ${isSigned ? html`
      <label class="check"><input type="checkbox" name="isUnsigned" @change=${disableSecret}> Remove the secret: events are no longer signed</label>` : nothing}
    ${webhookUrl ? html`<div class="row"><button type="button" class="danger" @click=${(event) => set(context, event.target, { url: '' }, 'Webhook removed')}>Remove the webhook</button></div>` : nothing}`;
  return dialog({ title: `Webhook of ${chosen.instance}`, action: 'Save', content, problem: context.problem, submit: (form) => save(context, form), close });
}

function save(context, form) {
  const { url, secret, isUnsigned } = form.elements;
  return set(context, form, { url: url.value, secret: isUnsigned?.checked ? '' : secret.value || undefined }, 'Webhook set');
}

/** A secret cannot be removed and set at once. */
function disableSecret({ target }) {
  target.form.elements.secret.disabled = target.checked;
}

/** Sets the webhook. The dialog stays open if that fails, and says why: it covers everything else. */
async function set(context, element, webhook, done) {
  try {
    await control.put(`/instances/${control.part(chosen.instance)}/webhook`, webhook);
    element.closest('dialog').close();
    toast(done);
  } catch (error) {
    context.problem = error.message;
  }
  await refresh();
}
