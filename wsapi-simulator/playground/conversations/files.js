// Files of messages. They are loaded with the token, so an address in `src` is not enough.

import { send } from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { bytes } from '../format.js';
import { html } from '../html.js';
import { icon } from '../icons.js';
import { update } from '../page.js';
import { KINDS } from './excerpt.js';
import { fileAddress } from './phones.js';

/** The files by their paths, each with its address. */
const loaded = new Map();
/** More than four phones can show at once. */
const MOST = 1000;

onNewEpoch(() => [...loaded.keys()].forEach(forget));

/** The address of the file of a message, if it has one: `null` while it is being loaded, and empty if that has failed. */
export function addressOf(number, chat, message) {
  return message.file && !message.isDeleted ? loadedAddress(fileAddress(number, chat, message.id)) : null;
}

/** A file as its kind is shown. */
export function file(message, address) {
  const { kind, mimeType, name, size } = message.file;
  const title = message.text || KINDS[kind] || kind;
  const isPicture = kind === 'image' || kind === 'sticker';
  if (isPicture && (address === '' || size === 0)) return unseen(message.file);
  if (address === null) return html`<div class="media placeholder" role="img" aria-label="Loading: ${title}"></div>`;
  if (isPicture) {
    return html`<img class="media" src=${address} @error=${() => fail(address)} alt=${message.text || (kind === 'image' ? 'An image' : 'A sticker')}>`;
  }
  if (address && kind === 'video') return html`<video class="media" src=${address} controls aria-label=${title}></video>`;
  if (address && (kind === 'audio' || kind === 'voice')) return html`<audio src=${address} controls aria-label=${title}></audio>`;
  return html`
    <p class="row">${address ? html`<a class="button file" href=${address} download=${name || kind}>${name || title}</a>` : html`<span>${name || title}</span>`}
      <span class="small quiet">${[mimeType, bytes(size)].filter(Boolean).join(' · ')}</span></p>
    ${address ? '' : html`<p class="small quiet">The file could not be loaded.</p>`}`;
}

/** A picture that cannot be shown. */
function unseen({ kind, mimeType, name, size }) {
  const reason = size ? 'It could not be loaded, or it is not a picture.' : 'It is empty: the simulator downloads nothing from URLs.';
  return html`
    <div class="media placeholder unseen">${icon('picture')}
      <span>${name || KINDS[kind]} <span class="quiet">${[mimeType, bytes(size)].filter(Boolean).join(' · ')}</span></span>
      <span class="small quiet">${reason}</span></div>`;
}

/** Forgets the content of a file that the browser cannot show. */
function fail(address) {
  const file = [...loaded.values()].find((each) => each.address === address);
  if (!file) return;
  URL.revokeObjectURL(address);
  file.address = '';
  update();
}

function loadedAddress(path) {
  if (!loaded.has(path)) {
    const loading = { address: null };
    loaded.set(path, loading);
    forgetOldest();
    send('GET', path).then((response) => (response.ok ? response.blob() : null)).catch(() => null).then((blob) => {
      if (loaded.get(path) !== loading) return;
      loading.address = blob ? URL.createObjectURL(harmless(blob)) : '';
      update();
    });
  }
  return loaded.get(path).address;
}

/** Makes sure that opening a file does not show it as a page of this origin, unless it is a picture, a video or a sound. */
function harmless(blob) {
  const isMedia = /^(image\/(?!svg)|video\/|audio\/)/.test(blob.type);
  return isMedia ? blob : new Blob([blob], { type: 'application/octet-stream' });
}

function forgetOldest() {
  for (const path of loaded.keys()) {
    if (loaded.size <= MOST) return;
    forget(path);
  }
}

function forget(path) {
  const { address } = loaded.get(path);
  if (address) URL.revokeObjectURL(address);
  loaded.delete(path);
}
