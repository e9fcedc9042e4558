// Every operation of the service, each with a form to try it.

import { html } from '../html.js';
import { entryList } from '../reference/entries.js';
import { focusFollows } from '../reference/focus.js';
import { fill } from '../reference/forms.js';
import { ensure, placeholder, reference } from '../reference/loaded.js';
import { modesOf, nameOf, operationsOf } from '../reference/modes.js';
import { operationView } from '../reference/operation.js';
import { unknown } from '../reference/unknown.js';
import { current, href } from '../route.js';
import { scrollToCurrent } from '../shared/current.js';
import { world } from '../state.js';

export const label = 'Reference';

const focus = focusFollows((id) => href('reference', id));

const list = entryList({
  view: 'reference',
  title: 'Reference',
  label: 'Operations',
  id: (operation) => operation.id,
  text: (operation) => `${operation.id} ${operation.path} ${operation.summary} ${operation.tag}`,
  section: (operation) => operation.tag,
  row: (operation) => html`<span class="method ${operation.method}">${operation.method}</span><span class="grow">${operation.summary}</span>`,
});

export async function enter({ parts: [id] }) {
  await ensure();
  const now = current();
  if (now.view !== 'reference' || now.parts[0] !== id) return;
  const operation = found(id);
  if (operation && world.isLoaded) fill(reference(), operation);
  focus.arrive(id);
  scrollToCurrent();
}

export const leave = focus.leave;

/** The operation of an address, if the server has it in its mode. */
const found = (id) => reference() && operationsOf(reference(), world.mode).find((operation) => operation.id === id);

export function render({ parts: [id] }) {
  if (!reference()) return placeholder();
  const operations = operationsOf(reference(), world.mode);
  return html`
    <div class="split ${id ? 'has-detail' : ''}">
      ${list(operations, id)}
      <div class="detail">${detail(id, operations)}</div>
    </div>`;
}

function detail(id, operations) {
  const operation = found(id);
  if (operation) return operationView(reference(), operation);
  if (id) {
    const other = reference().byId.get(id);
    return unknown({
      what: 'operation', id, view: 'reference', back: 'All operations',
      reason: other && `This simulator is ${nameOf(world.mode)}. The operation exists only on ${modesOf(other)}.`,
    });
  }
  return html`
    <div class="empty">
      <h2>${operations.length} operations</h2>
      <p>Choose one to read about it and to send a request to this simulator.</p>
    </div>`;
}
