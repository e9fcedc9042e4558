// Links an instance to a phone, by QR code or by pair code, and shows what the service reports of it.

import { phone } from '../format.js';
import { html, live, nothing } from '../html.js';
import { icon } from '../icons.js';
import { update } from '../page.js';
import { enter as enterCode, follow, logOut, rest, scan } from '../pairing/codes.js';
import * as dialogs from '../pairing/dialogs.js';
import * as logOutQuestion from '../pairing/logOutQuestion.js';
import { byPairCode, byQrCode } from '../pairing/panels.js';
import { reported } from '../pairing/reported.js';
import { instance, nameOf, onChoice, refresh, world } from '../state.js';
import { attempt } from '../toast.js';

export const label = 'Pairing';

let isOpen = false;
/** The person whose phone is used, once one was chosen. */
let chosenPerson = null;

export function enter() {
  isOpen = true;
  look();
}

export function leave() {
  isOpen = false;
  rest();
}

export function changed(changes) {
  if (changes.has('state')) follow();
}

const followIfOpen = () => isOpen && world.isLoaded && follow();

/** Follows the codes from the state as it is now: another program may have asked for one. */
function look() {
  if (isOpen && world.isLoaded && !document.hidden) refresh().then(followIfOpen);
}

onChoice(followIfOpen);
document.addEventListener('visibilitychange', look);

export function render() {
  const own = instance();
  return html`${own ? content(own) : noInstance()}${dialogs.view()}${logOutQuestion.view()}`;
}

function content(own) {
  const person = personNow();
  return html`
    <div class="stack">
      <div class="row"><h1 class="grow">Pairing</h1>${newInstance()}</div>
      <section class="panel stack" aria-labelledby="link-title">
        <h2 id="link-title" tabindex="-1">Instance <code>${own.id}</code></h2>
        ${own.isPaired ? paired(own) : html`
          <p class="row"><span class="badge warn">not paired</span>
            <span>Scan the QR code with a phone, or enter a pair code on it.</span></p>
          ${phones(person)}`}
      </section>
      ${own.isPaired ? nothing : html`
        <div class="halves">
          ${byQrCode(own, person, () => perform(() => scan(own, person), 'The phone has scanned the code'))}
          ${byPairCode(own, person, () => perform(() => enterCode(own, person), 'The phone has accepted the code'))}
        </div>`}
      ${reported(own)}
    </div>`;
}

function noInstance() {
  return html`<div class="empty"><h1 id="link-title" tabindex="-1">No instance</h1>
    <p>The simulator has no instance that could be paired.</p>${newInstance()}</div>`;
}

/** With one instance per server, there is no other. */
function newInstance() {
  if (world.mode === 'single') return nothing;
  return html`<button @click=${() => dialogs.open('instance', focusTitle)}>${icon('plus')} New instance</button>`;
}

function paired(own) {
  return html`
    <p class="row"><span class="badge good">paired</span>
      <span class="grow">with ${nameOf(own.account) ?? ''} ${phone(own.account)}${own.isConnected ? '' : ', but not connected'}</span>
      <button class="danger" @click=${() => logOutQuestion.ask(own, () => perform(() => logOut(own), 'Logged out'))}>Log out</button></p>`;
}

function personNow() {
  const ids = world.people.map(({ id }) => id);
  return ids.includes(chosenPerson) ? chosenPerson : ids[0] ?? null;
}

function phones(person) {
  const choose = (id) => { chosenPerson = id; update(); };
  const added = (id) => { choose(id); focusLater('phone-of'); };
  return html`
    <div class="row phone-choice">
      <label class="grow">Phone
        <select id="phone-of" ?disabled=${!person} .value=${live(person ?? '')} @change=${(event) => choose(event.target.value)}>
          ${person ? world.people.map(({ id }) => html`<option value=${id} ?selected=${id === person}>${named(id)}</option>`)
            : html`<option value="">There is no person yet</option>`}
        </select></label>
      <button @click=${() => dialogs.open('person', added)}>${icon('plus')} New person</button>
    </div>`;
}

function named(id) {
  const linked = world.instances.filter(({ account }) => account === id).map((each) => each.id);
  return `${nameOf(id) ?? ''} ${phone(id)}${linked.length ? `, linked to ${linked.join(', ')}` : ''}`.trim();
}

/** Does something that changes the link, says so, and shows where the result is. */
async function perform(act, done) {
  if (await attempt(act, done)) focusTitle();
  followIfOpen();
}

const focusTitle = () => focusLater('link-title');

/** Gives the focus to an element that is drawn soon, because what had it is gone. */
function focusLater(id) {
  update();
  queueMicrotask(() => document.getElementById(id)?.focus());
}
