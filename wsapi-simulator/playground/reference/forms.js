// The forms of the operations that were opened, for each instance, and the requests that they send.

import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { update } from '../page.js';
import * as service from '../service.js';
import { chosen } from '../state.js';
import { chatOf, newest, numbersOf, parsed } from './effect.js';
import { prefill } from './prefill.js';
import { release } from './response.js';

const forms = new Map();
onNewEpoch(() => {
  for (const { response } of forms.values()) release(response);
  forms.clear();
});

/** The form of an operation. Its first content is filled in as soon as it is known. */
export function formOf(reference, operation) {
  const key = `${chosen.instance} ${operation.id}`;
  if (!forms.has(key)) {
    forms.set(key, { parameters: {}, body: '', complete: '', note: null, isEdited: false, isFilled: false, problem: null, begin: loads(), ...nothingSent });
    fillIn(forms.get(key), reference, operation);
  }
  return forms.get(key);
}

const nothingSent = { sending: null, response: null, failure: null, sent: null, mark: null, numbers: [], chat: null };

/** Fills in what exists now, unless the user has changed the form. */
export const fill = (reference, operation) => fillIn(formOf(reference, operation), reference, operation);

async function fillIn(form, reference, operation) {
  if (form.isEdited || form.sending) return;
  const isNewest = form.begin();
  const found = await prefill(reference, operation).catch((error) => ({ note: `There is no example: ${error.message}` }));
  if (isNewest() && !form.isEdited && !form.sending) Object.assign(form, found);
  form.isFilled = true;
  update();
}

/** The request that the form describes now. */
export const requestOf = (operation, form) => ({
  method: operation.method, url: service.url(operation, form.parameters), headers: service.headers(operation), body: form.body,
});

/** Changes the form as the user does. */
export function edit(form, change) {
  Object.assign(form, change, { isEdited: true, problem: null });
  update();
}

/** Sends the request of a form. */
export async function send(operation, form) {
  if (form.sending) return;
  const request = requestOf(operation, form);
  form.problem = request.body && !isJson(request.body) ? 'The body is not valid JSON.' : null;
  if (form.problem) return update();
  release(form.response);
  const { mark, request: sent } = service.marked(request);
  Object.assign(form, nothingSent, { sending: new AbortController(), sent: content(form), mark });
  update();
  const before = await newest().catch(() => 0);
  try {
    form.response = await service.call({ ...sent, signal: form.sending.signal });
  } catch {
    form.failure = form.sending.signal.aborted
      ? 'You cancelled the request. The service may have processed it.' : 'There was no response: the connection broke.';
  }
  form.sending = null;
  const numbers = await numbersOf(mark, before).catch(() => []);
  // Another request may have been sent in the meantime.
  if (form.mark !== mark) return;
  form.numbers = numbers;
  const isSuccess = form.response?.status < 300;
  const chat = isSuccess ? await chatOf(operation, form.parameters, parsed(request.body), form.response.text) : null;
  if (form.mark !== mark) return;
  form.chat = chat;
  update();
}

const content = ({ parameters, body }) => JSON.stringify([parameters, body]);

/** Returns whether the form has changed since the request of the shown response. */
export const isEarlier = (form) => form.sent !== null && form.sent !== content(form);

/** Stops waiting for the response. */
export const cancel = (form) => form.sending?.abort();

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
