// The data of each event that was opened, for each instance, and what became of the events that were triggered.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { update } from '../page.js';
import { data } from '../reference/prefill.js';
import { chosen } from '../state.js';
import { deliveriesOf } from '../traffic/attempts.js';
import { deliveries, load } from '../traffic/records.js';

const forms = new Map();
onNewEpoch(() => forms.clear());

/** The form of an event. Its first content is filled in as soon as it is known. */
export function formOf(event) {
  const key = `${chosen.instance} ${event.type}`;
  if (!forms.has(key)) {
    forms.set(key, { instance: chosen.instance, text: '', isEdited: false, isFilled: false, isPublishing: false, problem: null, published: null, begin: loads(), beginLook: loads() });
    fillIn(forms.get(key), event);
  }
  return forms.get(key);
}

/** Fills in what exists now, unless the user has changed the data. */
export const fill = (event) => fillIn(formOf(event), event);

async function fillIn(form, event) {
  if (form.isEdited || form.isPublishing) return;
  const isNewest = form.begin();
  try {
    const text = await data(event.example);
    if (isNewest() && !form.isEdited && !form.isPublishing) form.text = text;
  } catch (error) {
    form.problem = error.message;
  }
  form.isFilled = true;
  update();
}

/** Changes the data as the user does. */
export function edit(form, text) {
  Object.assign(form, { text, isEdited: true, problem: null });
  update();
}

/** Triggers the event, and waits until it was delivered or has failed. */
export async function publish(event, form) {
  if (form.isPublishing) return;
  Object.assign(form, { problem: null, published: null, isPublishing: true });
  update();
  try {
    form.published = await published(event.type, form);
    update();
    form.published.isSettled = (await control.post('/settle', { instance: form.instance })).isSettled;
    await load(deliveries);
    await look(form);
  } catch (error) {
    form.problem = error.message;
  }
  form.isPublishing = false;
  update();
}

async function published(eventType, { instance, text }) {
  const body = { eventType, eventData: parsed(text) };
  const { eventId, receivers = null } = await control.post(`/instances/${control.part(instance)}/events`, body);
  return { eventId, receivers, held: null, isSettled: false };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('The data is not valid JSON.');
  }
}

/** Loads what holds the event back that was triggered last, if it is not delivered yet. */
export async function look({ instance, published, beginLook }) {
  if (!published || deliveriesOf(published.eventId).length) return;
  const isNewest = beginLook();
  const { events } = await control.get(`/instances/${control.part(instance)}/events`);
  if (!isNewest()) return;
  published.held = events.find(({ eventId }) => eventId === published.eventId) ?? null;
  update();
}
