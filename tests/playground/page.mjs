// What tests look for on the page, and wait for.

export const visible = (locator) => locator.waitFor({ state: 'visible' });
export const gone = (locator) => locator.waitFor({ state: 'detached' });
export const hasFocus = (locator) => locator.and(locator.page().locator(':focus')).waitFor();

/** The text of the element that has the focus. */
export const focused = (page) => page.evaluate(() => document.activeElement.textContent.trim());

export const phone = (page, name) => page.getByRole('region', { name: `Phone of ${name}` });
export const bubble = (page, name, text) => phone(page, name).getByRole('listitem').filter({ hasText: text }).last();
export const field = (page, name) => phone(page, name).getByRole('textbox', { name: /^Message to/ });

/** A load that is under way when a phone leaves a group finds no chat, which the browser reports. */
export const isNotLateLoad = (problem) => !problem.includes('status of 404');

/** Something that a test does later. */
export function later() {
  let end;
  const promise = new Promise((resolve) => { end = resolve; });
  return { promise, end };
}
