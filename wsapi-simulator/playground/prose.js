// Prose of the documents: paragraphs, with code between backticks, and bold text between two asterisks.

import { html } from './html.js';

/** A text as paragraphs. */
export function prose(text = '') {
  return text.trim().split(/\n\s*\n/).map((paragraph) => html`<p>${inline(paragraph)}</p>`);
}

/** A text in one paragraph. */
export function inline(text = '') {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`') && part.length > 2) return html`<code>${part.slice(1, -1)}</code>`;
    if (part.startsWith('**') && part.length > 4) return html`<strong>${part.slice(2, -2)}</strong>`;
    return part;
  });
}
