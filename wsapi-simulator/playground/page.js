// When the page is drawn again.

let draw = () => {};
let isDue = false;

/** Says how the page is drawn. */
export function drawnBy(render) {
  draw = render;
}

/** Draws the page now, for what depends on the new sizes. */
export function updateNow() {
  isDue = false;
  draw();
}

/** Draws the page again soon, and once for all changes until then. */
export function update() {
  if (isDue) return;
  isDue = true;
  queueMicrotask(() => {
    if (isDue) updateNow();
  });
}
