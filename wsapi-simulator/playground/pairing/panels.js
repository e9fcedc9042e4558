// The QR code and the pair code of an instance that is not paired.

import { left } from '../clock.js';
import { countdown, phone } from '../format.js';
import { html, nothing } from '../html.js';
import { icon } from '../icons.js';
import { nameOf } from '../state.js';
import { askPairCode, askQrCode, codesOf, foreign, stateOf } from './codes.js';
import { SIDE } from './qrCode.js';

const STATES = { expired: 'Expired', void: 'No longer valid' };

/** The panel with the QR code. `scan` is called when the phone of `person` scans it. */
export function byQrCode(own, person, scan) {
  const { qrCode, problem, waiting } = codesOf(own.id);
  const state = stateOf(own, 'qrCode');
  const other = foreign(own);
  const isReplaced = stateOf(own, 'pairCode') === 'valid';
  return html`
    <section class="panel stack" aria-labelledby="qr-title">
      <h2 id="qr-title">QR code</h2>
      ${problem.qrCode ? html`<p class="notice bad" role="alert">${problem.qrCode}</p>` : nothing}
      ${isReplaced ? html`<p class="notice">There is no valid QR code while a pair code is valid.</p>` : nothing}
      ${other ? html`<p class="notice">Another program has asked for a code, which is valid for ${countdown(left(other))}. A new
        QR code invalidates it.</p>` : nothing}
      <div class="qr" aria-busy=${waiting > 0}>${picture(own, qrCode, state, { waiting, isReplaced })}</div>
      <p class="row">
        <span class="grow">${state === 'valid' ? validity(qrCode) : nothing}</span>
        ${isReplaced ? nothing : html`<button class="small" @click=${() => askQrCode(own, false)}>New QR code</button>`}
      </p>
      <button id="scan" class="primary start" ?disabled=${!person || !(waiting || state === 'valid')} @click=${scan}>${icon('pairing')} Scan</button>
    </section>`;
}

function picture(own, qrCode, state, { waiting, isReplaced }) {
  if (!qrCode) return html`<p class="quiet">${waiting ? 'Loading…' : 'No QR code'}</p>`;
  const drawn = qrCode.path
    ? html`<svg viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label="QR code of ${own.id}" shape-rendering="crispEdges"><path d=${qrCode.path}/></svg>`
    : html`<code>${qrCode.code}</code>`;
  if (state === 'valid') return drawn;
  const faded = html`<div class="faded" aria-hidden="true">${drawn}</div>`;
  return isReplaced ? faded : html`${faded}
    <button class="over" @click=${() => renew(own)}>${STATES[state]}. Get a new one</button>`;
}

/** The panel with the pair code. `enter` is called when it is entered on the phone of `person`. */
export function byPairCode(own, person, enter) {
  const { pairCode, problem } = codesOf(own.id);
  const state = stateOf(own, 'pairCode');
  return html`
    <section class="panel stack" aria-labelledby="code-title">
      <h2 id="code-title">Pair code</h2>
      <p>The service shows a code for a phone number; the owner enters it on the phone.</p>
      ${problem.pairCode ? html`<p class="notice bad" role="alert">${problem.pairCode}</p>` : nothing}
      <p class="visually-hidden" role="status">${pairCode ? `Pair code ${pairCode.code}` : nothing}</p>
      ${pairCode ? html`
        <p class="pair-code ${state === 'valid' ? '' : 'faded'}">${pairCode.code}</p>
        <p>${state === 'valid' ? validity(pairCode) : STATES[state]}, for the phone of ${nameOf(pairCode.of) ?? ''} ${phone(pairCode.of)}</p>` : nothing}
      ${state === 'valid' ? html`<button id="enter-code" class="primary start" ?disabled=${!person} @click=${enter}>Enter it on the phone</button>` : nothing}
      <div class="row">
        <button ?disabled=${!person} @click=${() => askForPhone(own, person)}>${pairCode ? 'Get a new pair code' : 'Get a pair code'}</button>
        ${pairCode ? html`<button @click=${() => renew(own)}>Use the QR code instead</button>` : nothing}
      </div>
    </section>`;
}

/** Asks for a pair code, and gives the focus to what can be done with it. */
async function askForPhone(own, person) {
  await askPairCode(own, person);
  document.getElementById('enter-code')?.focus();
}

/** Asks for a QR code, and gives the focus to what can be done with it, because the clicked button is gone then. */
async function renew(own) {
  await askQrCode(own, false);
  document.getElementById('scan')?.focus();
}

const validity = ({ expiresAt }) => (expiresAt ? html`Valid for <span class="countdown">${countdown(left(expiresAt))}</span>` : 'Valid');
