// The text of a message: a few emoji are large, and a long text is shown in full on demand.

import { html } from '../html.js';
import { onNewEpoch } from '../epoch.js';
import { update } from '../page.js';
import { textOf } from './names.js';

/** The number of characters of a long text that are shown at first. */
const SHORT = 800;
const EMOJI = /^(?:(?:\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*)\s*){1,3}$/u;

/** The long texts that are shown in full. */
const full = new Set();
onNewEpoch(() => full.clear());

const key = (number, message) => `${number} ${message.id}`;

/** Returns whether a phone shows the whole text of a message. */
export const isFull = (number, message) => full.has(key(number, message));

/** The text of a message. */
export function textView(number, message) {
  const text = textOf(message);
  if (EMOJI.test(text)) return html`<p class="text emoji">${text}</p>`;
  if (text.length <= 1.2 * SHORT) return html`<p class="text" dir="auto">${text}</p>`;
  const isShown = isFull(number, message);
  return html`
    <p class="text" dir="auto">${isShown ? text : `${beginning(text)}…`}</p>
    <button class="plain small more-text" aria-expanded=${isShown ? 'true' : 'false'} @click=${() => toggle(number, message)}>
      ${isShown ? 'Show less' : 'Read more'}</button>`;
}

/** The first words, without half of a character at their end. */
const beginning = (text) => text.slice(0, SHORT).replace(/[\uD800-\uDBFF]$/, '').trimEnd();

function toggle(number, message) {
  full.delete(key(number, message)) || full.add(key(number, message));
  update();
}
