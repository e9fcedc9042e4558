// The form that adds a fault of requests or events.

import { onNewEpoch } from '../epoch.js';
import { html, live, nothing } from '../html.js';
import { icon } from '../icons.js';
import { update } from '../page.js';
import { toast } from '../toast.js';
import { add } from './active.js';
import { KINDS, PARAMETERS } from './kinds.js';

const OFTEN = [['1', 'once'], ['3', '3 times'], ['', 'every time']];
const forms = new Map();
onNewEpoch(() => forms.clear());

function formOf(subject) {
  const [[kind, { values }]] = Object.entries(KINDS[subject]);
  if (!forms.has(subject)) forms.set(subject, { kind, values, target: '', times: '1', probability: '1', problem: null });
  return forms.get(subject);
}

/** The form. `label` and `targets` say what the fault applies to. */
export function form(subject, label, targets) {
  const state = formOf(subject);
  const set = (change) => { Object.assign(state, { problem: null, ...change }); update(); };
  return html`
    <form class="stack" @submit=${(event) => { event.preventDefault(); submit(subject, state); }}>
      <div class="fields">
        <label>Fault
          <select @change=${({ target: { value } }) => set({ kind: value, values: KINDS[subject][value].values })}>
            ${Object.entries(KINDS[subject]).map(([name, kind]) => html`<option value=${name} ?selected=${name === state.kind}>${kind.label}</option>`)}
          </select></label>
        <label>${label}
          <select @change=${(event) => set({ target: event.target.value })}>
            <option value="" ?selected=${state.target === ''}>all</option>
            ${targets.map((name) => html`<option value=${name} ?selected=${name === state.target}>${name}</option>`)}
          </select></label>
        ${Object.entries(state.values).map(([name, value]) => parameter(subject, state, name, value, set))}
        <label>How often
          <select @change=${(event) => set({ times: event.target.value })}>
            ${OFTEN.map(([value, text]) => html`<option value=${value} ?selected=${value === state.times}>${text}</option>`)}
          </select></label>
        <label>Probability
          <input type="number" min="0" max="1" step="0.01" required .value=${live(state.probability)}
            @input=${(event) => set({ probability: event.target.value })}></label>
      </div>
      ${state.problem ? html`<p class="notice bad" role="alert">${state.problem}</p>` : nothing}
      <div class="row"><button class="primary">${icon('plus')} Add the fault</button></div>
    </form>`;
}

function parameter(subject, state, name, value, set) {
  const { label, isText } = PARAMETERS[name];
  const isRequired = KINDS[subject][state.kind].values[name] !== '';
  return html`
    <label>${label}
      <input type=${isText ? 'text' : 'number'} min="0" ?required=${isRequired} placeholder=${isRequired ? '' : 'optional'} .value=${live(value)}
        @input=${(event) => set({ values: { ...state.values, [name]: event.target.value } })}></label>`;
}

async function submit(subject, state) {
  const given = Object.entries(state.values).filter(([, value]) => value !== '');
  const values = given.map(([name, value]) => [name, PARAMETERS[name].isText ? value : Number(value)]);
  const body = { fault: { kind: state.kind, ...Object.fromEntries(values) }, probability: Number(state.probability) };
  if (state.target) body[subject === 'requests' ? 'operation' : 'eventType'] = state.target;
  if (state.times) body.times = Number(state.times);
  try {
    await add(subject, body);
    toast('Fault added');
  } catch (error) {
    state.problem = error.message;
  }
  update();
}
