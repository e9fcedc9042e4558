// Where the focus goes when an entry of a list is chosen and when the list is shown again, and what is scrolled into view.

/** Follows the addresses of a view: the focus moves to the heading of an entry, and back to the entry in the list. */
export function focusFollows(link) {
  let last;
  return {
    /** The view is open at an entry, or at its list. Moves the focus once the page is drawn. */
    arrive(id) {
      const from = last;
      last = id;
      if (id === from || (!id && !from)) return;
      queueMicrotask(() => queueMicrotask(() => target(id, link(from))?.focus()));
    },
    /** The view is closed. */
    leave() {
      last = undefined;
    },
  };
}

const target = (id, from) => (id ? document.querySelector('.detail h1') : document.querySelector(`.list-item[href="${CSS.escape(from)}"]`));

/** Scrolls to an element once the page is drawn. The focus does not move. */
export function bringIntoView(id) {
  queueMicrotask(() => document.getElementById(id)?.scrollIntoView({ block: 'nearest' }));
}
