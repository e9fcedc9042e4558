// The form that sends a request to the simulated service.

import { copy, curl } from '../copy.js';
import { html, live, nothing } from '../html.js';
import { icon } from '../icons.js';
import { inline } from '../prose.js';
import { instance } from '../state.js';
import { bringIntoView } from './focus.js';
import { cancel, edit, formOf, requestOf, send } from './forms.js';
import { responseView } from './response.js';
import { rust } from './rust.js';

/** The form of an operation, and the response to its last request. */
export function trial(reference, operation) {
  const form = formOf(reference, operation);
  return html`
    <section class="panel stack" aria-labelledby="try-title">
      <h2 id="try-title">Try it</h2>
      ${form.isFilled ? fields(reference, operation, form) : html`<p class="quiet">Filling in an example…</p>`}
      ${responseView(form)}
    </section>`;
}

function fields(reference, operation, form) {
  const request = requestOf(operation, form);
  const submit = (event) => {
    event.preventDefault();
    send(operation, form).then(() => bringIntoView('response'));
  };
  return html`
    <form class="stack" @submit=${submit}>
      ${operation.parameters.length ? html`
        <div class="fields">${operation.parameters.map((parameter) => field(parameter, form))}</div>` : nothing}
      ${operation.body ? body(form) : nothing}
      ${form.note ? html`<p class="notice warn">${form.note}</p>` : nothing}
      <p class="hint">Sent with ${sentWith(operation, request.headers)}.</p>
      ${form.problem ? html`<p class="notice bad" role="alert" id="try-problem">${form.problem}</p>` : nothing}
      <div class="row">
        <button class="primary" aria-disabled=${Boolean(form.sending)}>${icon('send')} Send</button>
        ${form.sending ? html`<button type="button" @click=${(event) => stop(event, form)}>Cancel</button>` : nothing}
        ${form.complete !== form.body ? html`
          <button type="button" @click=${() => edit(form, { body: form.complete })}>Fill in all fields</button>` : nothing}
        <button type="button" @click=${() => copy(curl(request), `the curl command${request.headers['X-Api-Key'] ? ', with its key' : ''}`)}>${icon('copy')} curl</button>
        <button type="button" @click=${() => copy(rust(reference, operation, form), 'the Rust code')}>${icon('copy')} Rust</button>
      </div>
    </form>`;
}

function body(form) {
  return html`
    <label>Body, as JSON
      <textarea class="code" spellcheck="false" rows=${Math.min(16, form.body.split('\n').length + 1)}
        aria-invalid=${Boolean(form.problem)} aria-describedby=${form.problem ? 'try-problem' : nothing}
        .value=${live(form.body)} @input=${(event) => edit(form, { body: event.target.value })}></textarea>
    </label>`;
}

function field(parameter, form) {
  const change = (event) => edit(form, { parameters: { ...form.parameters, [parameter.name]: event.target.value } });
  return html`
    <label>${parameter.name}
      <input .value=${live(form.parameters[parameter.name] ?? '')} ?required=${parameter.required} @input=${change}
        placeholder=${parameter.required ? '' : 'optional'} autocomplete="off" spellcheck="false">
      <span class="hint">${inline(parameter.description)}</span>
    </label>`;
}

/** Cancels, and gives the focus back to the button that sends: the other one disappears. */
function stop(event, form) {
  event.target.closest('form').querySelector('.primary').focus();
  cancel(form);
}

function sentWith(operation, headers) {
  const key = headers['X-Api-Key'] ? 'the key that the simulator has' : withoutKey(operation);
  return headers['X-Instance-Id'] ? html`${key}, for the instance <code>${instance()?.id}</code>` : key;
}

function withoutKey({ credential }) {
  if (credential === 'none') return 'no key, because the operation needs none';
  if (credential === 'instance' && !instance()) return 'no key, because there is no instance';
  return 'no key, because the simulator checks none';
}
