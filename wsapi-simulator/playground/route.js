// The address of a view: `#/view/part/part`.

/** A part of an address, or of a path that somebody else has written. */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address as it is now. */
export function current() {
  const [view = '', ...parts] = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { view, parts };
}

/** A link to a view. */
export function href(view, ...parts) {
  return '#/' + [view, ...parts].map((part) => encodeURIComponent(part)).join('/');
}

/** Opens a view. */
export function open(view, ...parts) {
  location.hash = href(view, ...parts);
}

/** Opens a view without a new entry in the browser's history. */
export function replace(view, ...parts) {
  location.replace(href(view, ...parts));
}
