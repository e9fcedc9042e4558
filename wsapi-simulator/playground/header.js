// The top of the page: mode, instance, time, and light or dark.

import { time } from './clock.js';
import { html, nothing } from './html.js';
import { dateTime } from './format.js';
import { icon } from './icons.js';
import { update } from './page.js';
import { choose, chosen, setting, world } from './state.js';

const MODES = { hosted: 'hosted', single: 'self-hosted, one instance', multi: 'self-hosted, many instances' };

/** Applies the theme that was chosen, or that of the system. */
export function start() {
  apply(theme());
  setInterval(() => document.hidden || update(), 1000);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(theme()));
}

function theme() {
  return setting('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

function apply(name) {
  document.documentElement.dataset.theme = name;
  update();
}

function toggle() {
  setting('theme', theme() === 'dark' ? 'light' : 'dark');
  apply(theme());
}

export function view() {
  const isDark = theme() === 'dark';
  return html`
    <header class="header">
      <img src="/_sim/page/icon.svg" alt="" width="28" height="28">
      <span class="name grow">WSAPI simulator</span>
      ${world.isLoaded ? html`<span class="badge wide-only">${MODES[world.mode]}</span>` : nothing}
      ${world.instances.length > 1 ? instances() : nothing}
      ${world.now ? html`<time class="quiet wide-only" datetime=${world.now}>${dateTime(time())}</time>` : nothing}
      <button class="plain icon" @click=${toggle} aria-label=${isDark ? 'Use light colours' : 'Use dark colours'}>
        ${icon(isDark ? 'sun' : 'moon')}</button>
    </header>`;
}

function instances() {
  return html`
    <label><span class="visually-hidden">Instance</span>
      <select @change=${(event) => choose(event.target.value)}>
        ${world.instances.map(({ id }) => html`<option value=${id} ?selected=${id === chosen.instance}>${id}</option>`)}
      </select>
    </label>`;
}
