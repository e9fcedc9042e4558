// The clock of the simulator, and how it is advanced.

import { time } from '../clock.js';
import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { dateTime } from '../format.js';
import { html, live, nothing } from '../html.js';
import { update } from '../page.js';
import { refresh } from '../state.js';

const STEPS = [['1 minute', 60], ['1 hour', 3600], ['1 day', 86_400], ['7 days', 604_800]];
const UNITS = [['seconds', 1], ['minutes', 60], ['hours', 3600], ['days', 86_400]];

const first = { amount: '30', unit: 'minutes', done: null, problem: null };
const state = { ...first };
onNewEpoch(() => Object.assign(state, first));

/** The panel of the clock. */
export function clock() {
  const set = (change) => { Object.assign(state, { problem: null, ...change }); update(); };
  return html`
    <section class="panel stack" aria-labelledby="clock-title">
      <h2 id="clock-title">Clock</h2>
      <p>It is <time class="mono" datetime=${time()}>${dateTime(time())}</time>. Advance it to let messages disappear, delayed
        events arrive and codes expire. It cannot go back.</p>
      <div class="row">${STEPS.map(([text, seconds]) => html`<button @click=${() => advance(seconds, text)}>+ ${text}</button>`)}</div>
      <form class="row" @submit=${submit}>
        <label>Advance by <input type="number" min="0" step="any" required .value=${live(state.amount)}
          @input=${(event) => set({ amount: event.target.value })}></label>
        <label>Unit
          <select @change=${(event) => set({ unit: event.target.value })}>
            ${UNITS.map(([name]) => html`<option value=${name} ?selected=${name === state.unit}>${name}</option>`)}
          </select></label>
        <button>Advance</button>
      </form>
      ${state.problem ? html`<p class="notice bad" role="alert">${state.problem}</p>` : nothing}
      <p class="quiet" role="status">${state.done ?? nothing}</p>
    </section>`;
}

function submit(event) {
  event.preventDefault();
  const [name, seconds] = UNITS.find(([unit]) => unit === state.unit);
  advance(Number(state.amount) * seconds, `${state.amount} ${name}`);
}

async function advance(seconds, text) {
  try {
    const { now } = await control.post('/clock/advance', { seconds });
    Object.assign(state, { problem: null, done: `Advanced by ${text}, to ${dateTime(now)}.` });
  } catch (error) {
    Object.assign(state, { problem: error.message, done: null });
  }
  await refresh();
}
