// The events of the service, each with an example that can be triggered.

import { destination, eventView } from '../events/event.js';
import { fill, formOf, look } from '../events/publishing.js';
import { html } from '../html.js';
import { entryList } from '../reference/entries.js';
import { focusFollows } from '../reference/focus.js';
import { ensure, placeholder, reference } from '../reference/loaded.js';
import { unknown } from '../reference/unknown.js';
import { current, href } from '../route.js';
import { scrollToCurrent } from '../shared/current.js';
import { world } from '../state.js';
import * as webhook from '../webhook.js';

export const label = 'Events';

const focus = focusFollows((type) => href('events', type));

const list = entryList({
  view: 'events',
  title: 'Events',
  label: 'Events',
  id: (event) => event.type,
  text: (event) => `${event.type} ${event.summary}`,
  row: (event) => html`<span class="stack tight"><code>${event.type}</code><span class="small">${event.summary}</span></span>`,
});

export async function enter({ parts: [type] }) {
  await ensure();
  const now = current();
  if (now.view !== 'events' || now.parts[0] !== type) return;
  const event = found(type);
  if (event && world.isLoaded) fill(event);
  focus.arrive(type);
  scrollToCurrent();
}

export const leave = focus.leave;

export function changed(changes, { parts: [type] }) {
  const event = found(type);
  if (event && (changes.has('deliveries') || changes.has('state'))) look(formOf(event)).catch(() => {});
}

const found = (type) => reference()?.events.find((event) => event.type === type);

export function render({ parts: [type] }) {
  if (!reference()) return placeholder();
  return html`
    <div class="split ${type ? 'has-detail' : ''}">
      ${list(reference().events, type)}
      <div class="detail">${detail(type)}</div>
    </div>
    ${webhook.view()}`;
}

function detail(type) {
  const event = found(type);
  if (event) return eventView(reference(), event);
  if (type) return unknown({ what: 'event', id: type, view: 'events', back: 'All events' });
  return html`
    <div class="empty"><h2>${reference().events.length} events</h2>
      <p>Choose one to read about it, and to trigger it for your program.</p>
      <p>${destination()}</p>
      <button @click=${webhook.open}>Set the webhook</button></div>`;
}
