// The calls between people, as the simulator lists them.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { update } from '../page.js';
import { act } from './phones.js';

let calls = [];
const begin = loads();

onNewEpoch(() => { calls = []; });

/** Loads the calls. */
export async function loadCalls() {
  const isNewest = begin();
  const found = await control.get('/calls').catch(() => null);
  if (!found || !isNewest()) return;
  calls = found.calls;
  update();
}

/** Returns whether a call is ringing or was answered. */
export const isOn = ({ state }) => state === 'ringing' || state === 'answered';

/** A call by its id. */
export const callOf = (id) => calls.find((call) => call.id === id) ?? null;

/** The calls of somebody that ring or were answered. */
export const callsOf = (jid) => calls.filter((call) => isOn(call) && (call.from === jid || call.to === jid));

/** Makes a call, and returns its id. */
export async function makeCall(number, to, video) {
  const { id } = await act(number, 'calls', { to, video });
  await loadCalls();
  return id;
}

/** Answers, rejects or ends a call on a phone. */
export async function changeCall(number, name, id) {
  await act(number, name, { call: id });
  await loadCalls();
}
