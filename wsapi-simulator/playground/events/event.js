// One event: what it means, its fields, and a form that triggers one.

import { copy } from '../copy.js';
import { html, live, nothing } from '../html.js';
import { icon } from '../icons.js';
import { prose } from '../prose.js';
import { fieldTable } from '../reference/fields.js';
import { bringIntoView } from '../reference/focus.js';
import { href } from '../route.js';
import { chosen, instance } from '../state.js';
import * as webhook from '../webhook.js';
import { outcome } from './outcome.js';
import { edit, formOf, publish } from './publishing.js';

/** An event on its page. */
export function eventView(reference, event) {
  return html`
    <article class="stack operation" aria-labelledby="event-title">
      <a class="button plain back" href=${href('events')}>${icon('back')} All events</a>
      <header class="stack">
        <h1 id="event-title" tabindex="-1">${event.summary}</h1>
        <p><span class="badge info">${event.type}</span></p>
        <div class="stack prose">${prose(event.description)}</div>
      </header>
      ${trigger(event)}
      <section class="panel stack"><h2>Fields</h2>${fieldTable(reference.document, event.schema)}</section>
    </article>`;
}

function trigger(event) {
  const form = formOf(event);
  return html`
    <section class="panel stack" aria-labelledby="trigger-title">
      <h2 id="trigger-title">Trigger</h2>
      <p>${instance()?.isSigned ? 'Signs this event and delivers it' : 'Delivers this event without a signature'} for the
        instance <code>${chosen.instance}</code>. Only your program receives it: no chat and no setting changes. ${destination()}</p>
      ${form.isFilled ? fields(event, form) : html`<p class="quiet">Filling in an example…</p>`}
      ${outcome(form)}
    </section>`;
}

function fields(event, form) {
  const submit = (submitted) => { submitted.preventDefault(); publish(event, form).then(() => bringIntoView('outcome')); };
  return html`
    <form class="stack" @submit=${submit}>
      <label>Data, as JSON
        <textarea class="code" spellcheck="false" rows=${Math.min(18, form.text.split('\n').length + 1)} .value=${live(form.text)}
          aria-invalid=${Boolean(form.problem)} aria-describedby=${form.problem ? 'trigger-problem' : nothing}
          @input=${(input) => edit(form, input.target.value)}></textarea></label>
      ${form.problem ? html`<p class="notice bad" role="alert" id="trigger-problem">${form.problem}</p>` : nothing}
      <div class="row">
        <button class="primary" aria-disabled=${form.isPublishing}>${icon('events')} Trigger</button>
        <button type="button" @click=${() => copy(form.text, 'the data')}>${icon('copy')} Copy</button>
        <button type="button" @click=${webhook.open}>Set the webhook</button>
        <a class="button" href=${href('traffic', 'deliveries')}>See deliveries</a>
      </div>
    </form>`;
}

/** Where the events of the instance go. */
export function destination() {
  const { webhookUrl, eventStreams } = instance() ?? {};
  if (webhookUrl) return html`Events are posted to <code>${webhookUrl}</code>.`;
  return eventStreams
    ? `No webhook is configured. ${eventStreams === 1 ? 'An event stream is' : `${eventStreams} event streams are`} open.`
    : 'No webhook is configured, so only an event stream or Redis receives events.';
}
