// Phones side by side. Each shows its chats, or one of them.

import { html, nothing, repeat } from '../html.js';
import { icon } from '../icons.js';
import { phone as number } from '../format.js';
import { nameOf, setting, world } from '../state.js';
import { instanceOf, wasLinked } from './accounts.js';
import { callBars } from './callBars.js';
import { loadCalls } from './calls.js';
import { chatView } from './chat.js';
import { chatList } from './chats.js';
import * as dialogs from './dialogs/registry.js';
import * as focus from './focus.js';
import { jidOf } from './names.js';
import { load, phoneOf, reload } from './phones.js';
import { first } from './remembered.js';
import { address, columns, MOST, start } from './route.js';
import { strip } from './strip.js';
import { toNewest } from './window.js';

export const label = 'Conversations';

let refreshing = null;
/** The phones that were shown before, if this view was open. */
let shown = null;

export function enter({ parts }) {
  const all = columns(parts);
  if (all.length === 0) return begin();
  setting('conversations', JSON.stringify(all));
  const isOpen = ({ number, chat }) => shown?.some((each) => each.number === number && each.chat === chat);
  all.filter((column) => column.chat && !isOpen(column)).forEach(({ number, chat }) => toNewest(number, chat));
  if (shown) focus.follow(shown, all);
  shown = all;
  // Before the world is loaded, the kinds of the chats are unknown.
  if (world.isLoaded) loadAll(all);
}

export function leave() {
  clearTimeout(refreshing);
  refreshing = null;
  shown = null;
}

const loadAll = (all) => Promise.all([loadCalls(), ...all.map(({ number, chat }) => load(number, chat))]);

/** Shows the phones of the last time, or the first ones. */
function begin() {
  const all = first();
  if (all.length) start(all);
}

export function changed(changes, { parts }) {
  if (!changes.has('state')) return;
  const all = columns(parts);
  if (all.length === 0) return begin();
  refreshing ??= setTimeout(reloadAll, 1500);
  return loadAll(all);
}

/** Something old may have changed, such as a reaction to an earlier message. */
function reloadAll() {
  refreshing = null;
  shown?.forEach(({ number, chat }) => chat && reload(number, chat));
}

export function render({ parts }) {
  const all = columns(parts);
  const add = all.length < MOST && (() => dialogs.open('phone', {}));
  queueMicrotask(focus.settle);
  return html`
    <h1 class="visually-hidden">Conversations</h1>
    <p class="visually-hidden" role="status">${focus.announced()}</p>
    ${strip(all, add)}
    <div class="phones">
      ${repeat(all, ({ number }) => number, (column, at) => phoneView(all, column, at))}
      ${add ? html`
        <button class="add-phone" @click=${add}>
          ${icon('plus')}<span>Show a phone</span></button>` : nothing}
    </div>
    ${dialogs.view()}`;
}

function phoneView(all, column, at) {
  const jid = jidOf(column.number);
  const person = world.people.find(({ id }) => id === jid);
  const instance = instanceOf(jid);
  const name = nameOf(jid) ?? number(jid);
  return html`
    <section class="phone" id="phone-${column.number}" aria-label="Phone of ${name}">
      <header class="phone-header">
        <div class="grow">
          <div class="owner">
            <h2 class="truncate" id="owner-${column.number}" tabindex="-1" dir="auto" title=${name}>${name}</h2>
            ${instance ? html`<span class="badge info" title="Account of the instance ${instance.id}">account</span>` : nothing}
          </div>
          <p class="small quiet ${instance ? 'truncate' : ''}">${number(jid)}${instance ? html`<span class="of-instance"> · ${instance.id}</span>`
            : wasLinked(jid) ? ' · not linked to an instance' : nothing}</p>
        </div>
        ${person ? html`
          <button class="plain icon" aria-label="Change the profile of ${name}"
            @click=${() => dialogs.open('profile', { number: column.number })}>${icon('more')}</button>` : nothing}
        ${all.length > 1 ? html`
          <a class="button plain icon" href=${address(all.filter((_, index) => index !== at))} aria-label="Hide the phone of ${name}">${icon('close')}</a>` : nothing}
      </header>
      ${callBars(column.number)}
      ${person ? repeat([column.chat], (chat) => chat, () => content(all, column, at)) : html`<div class="empty"><p>Nobody has this number.</p></div>`}
    </section>`;
}

function content(all, column, at) {
  return column.chat ? chatView(all, column, at) : chatList(all, column, at, phoneOf(column.number));
}
