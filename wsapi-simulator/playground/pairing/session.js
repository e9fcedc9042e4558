// The requests to the service that pair an instance and end its link.

import * as service from '../service.js';
import { sentence } from '../shared/sentence.js';

/** The timeout for a code, during which other requests for the instance wait. */
const PATIENCE = 20_000;

/** The operations, as the reference has them. The page draws the QR code, because a request for its picture makes another code. */
const OPERATIONS = {
  qrCode: { method: 'GET', path: '/session/qr/text', credential: 'instance', needsInstance: true, parameters: [] },
  pairCode: { method: 'GET', path: '/session/pair-code/{phone}', credential: 'instance', needsInstance: true, parameters: [] },
  logOut: { method: 'POST', path: '/session/logout', credential: 'instance', needsInstance: true, parameters: [] },
};

/** Asks for a code: `qrCode`, or `pairCode` for the phone number in `values`. */
export async function ask(own, kind, values, isAutomatic) {
  const headers = (isAutomatic ? service.automatic : service.headers)(OPERATIONS[kind], own);
  const response = await call(OPERATIONS[kind], values, headers, AbortSignal.timeout(PATIENCE));
  return JSON.parse(response.text).code;
}

/** Ends the link of an instance to its phone. */
export const logOut = (own) => call(OPERATIONS.logOut, {}, service.headers(OPERATIONS.logOut, own));

/** Calls the service, and fails with its detail if the response is an error. */
async function call(operation, values, headers, signal) {
  let response;
  try {
    response = await service.call({ method: operation.method, url: service.url(operation, values), headers, signal });
  } catch {
    throw new Error('There was no response from the service.');
  }
  if (response.status < 300) return response;
  throw new Error(sentence(detailOf(response.text) ?? `the service responded with status ${response.status}`));
}

function detailOf(text) {
  try {
    return JSON.parse(text).detail;
  } catch {
    return null;
  }
}
