// The page: draws the shell and the view of the address, and follows what happens in the simulator.

import { tokenOfAddress } from './control.js';
import * as dialogs from './dialog.js';
import { html, nothing, render } from './html.js';
import { icon } from './icons.js';
import { follow } from './live.js';
import { drawnBy, update } from './page.js';
import { current, href, replace } from './route.js';
import { refresh, world } from './state.js';
import * as header from './header.js';
import * as renewal from './renewal.js';
import * as selected from './shared/current.js';
import * as toasts from './toast.js';
import * as token from './token.js';
import { follow as followChats } from './conversations/newest.js';
import { unseenFailures } from './traffic/failures.js';
import { follow as followRecords } from './traffic/records.js';
import * as conversations from './conversations/view.js';
import * as events from './views/events.js';
import * as faults from './views/faults.js';
import * as pairing from './views/pairing.js';
import * as reference from './views/reference.js';
import * as traffic from './views/traffic.js';

const VIEWS = { conversations, pairing, traffic, faults, reference, events };

let shown = null;

function draw() {
  const route = current();
  render([
    html`<a class="skip button" href=${href(route.view, ...route.parts)} @click=${focusView}>Skip to the content</a>`,
    header.view(),
    connection(),
    navigation(route),
    html`<main class="view ${route.view}" id="view" tabindex="-1">${content(route)}</main>`,
    token.view(),
    toasts.view(),
  ], document.body);
  followChats();
  selected.settle();
}

function connection() {
  return html`<div class="connection">
    <div aria-live="assertive">${world.isLost
      ? html`<p class="notice warn">The simulator does not respond, so what you see may be out of date. The page reconnects when the simulator runs again.</p>`
      : nothing}</div>
    ${renewal.view()}
  </div>`;
}

function navigation(route) {
  const failures = unseenFailures();
  return html`
    <nav class="nav" aria-label="Views"><ul>
      ${Object.entries(VIEWS).map(([name, view]) => html`
        <li><a href=${href(name)} title=${view.label} aria-current=${name === route.view ? 'page' : nothing}>
          ${icon(name)}<span class="label">${view.label}</span>
          ${name === 'traffic' && failures ? html`<span class="badge bad count">${failures}<span class="visually-hidden"> failed</span></span>` : nothing}</a></li>`)}
    </ul></nav>`;
}

function content(route) {
  if (!world.isLoaded) {
    const problem = world.problem;
    return html`<div class="empty">${problem ? html`<h1>No connection</h1><p>${problem.message}</p>` : 'Loading…'}</div>`;
  }
  return Object.hasOwn(VIEWS, route.view) ? VIEWS[route.view].render(route) : nothing;
}

function focusView(event) {
  event.preventDefault();
  document.getElementById('view').focus();
}

function arrive() {
  const route = current();
  tokenOfAddress();
  if (!Object.hasOwn(VIEWS, route.view)) return replace('conversations');
  const view = VIEWS[route.view];
  document.title = `${view.label} · WSAPI simulator`;
  dialogs.close();
  const before = shown;
  shown = view;
  if (before !== view) {
    before?.leave?.();
    toasts.clear();
    selected.forget();
  }
  view.enter?.(route);
  update();
  // Loading the page leaves the focus where it is, for people who use the keyboard.
  if (before && before !== view) queueMicrotask(() => document.getElementById('view')?.focus({ preventScroll: true }));
}

tokenOfAddress();
drawnBy(draw);
header.start();
addEventListener('hashchange', arrive);
arrive();
follow(async (changes) => {
  followRecords(changes);
  if (changes.has('state')) await refresh();
  // The address may name another view already, which has not been entered yet.
  const route = current();
  if (VIEWS[route.view] === shown) await shown.changed?.(changes, route);
});
