// The message that another one replies to, above the reply.

import { html, nothing } from '../html.js';
import { content, DELETED } from './excerpt.js';
import { personOn } from './names.js';

/** The messages of each loaded chat by their ids. */
const indexes = new WeakMap();

/** The quoted message, if it is loaded. */
export function quotedOf({ messages }, { quote }) {
  if (!quote) return null;
  if (!indexes.has(messages)) indexes.set(messages, new Map(messages.map((message) => [message.id, message])));
  return indexes.get(messages).get(quote.id) ?? null;
}

/** A quote. One that the API has sent has no text, so the phone shows what it knows of the quoted message. */
export function quoteView(number, quote, quoted, isComplete) {
  const author = quoted?.sender ?? quote.sender;
  const isPerson = /@(s\.whatsapp\.net|lid)$/.test(author);
  return html`
    <blockquote class="quote">
      ${isPerson ? html`<strong class="small truncate" dir="auto">${personOn(number, author)}</strong>` : nothing}
      <span class="quoted" dir="auto">${words(quote, quoted, isComplete)}</span>
    </blockquote>`;
}

function words(quote, quoted, isComplete) {
  if (quoted?.isDeleted) return DELETED;
  if (quote.text) return quote.text;
  if (quoted) return content(quoted);
  return isComplete ? 'This message is no longer available' : 'An earlier message';
}
