// The errors of the service and of the control API as sentences.

/** A detail with a capital and a full stop. A name at its beginning is not changed. */
export function sentence(detail) {
  const text = detail.replace(/^invalid body: /, '');
  const start = /^[a-z]+[ ,]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text;
  return /[.!?…]$/.test(start) ? start : `${start}.`;
}
