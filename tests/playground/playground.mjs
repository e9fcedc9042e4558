// The page in a browser, and the programs it needs, for the tests of a file.

import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { browser, open } from './browser.mjs';
import { simulator, webhook } from './simulator.mjs';
import { WORLD } from './world.mjs';

/** Calls the control API, which must succeed, and returns the response. */
async function call(address, method, path, body) {
  const response = await fetch(`${address}/_sim${path}`, { method, body: body && JSON.stringify(body) });
  const text = await response.text();
  assert.ok(response.ok, `${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** Changes the address, and waits until the page has noticed that: two changes at once would be one. */
function goTo(hash) {
  if (location.hash === hash) return null;
  return new Promise((resolve) => {
    addEventListener('hashchange', () => resolve(), { once: true });
    location.hash = hash;
  });
}

/** Starts one browser for all tests of a file. Pages and programs are stopped after the test that has started them. */
export function playground() {
  let chromium;
  const running = [];
  before(async () => { chromium = await browser(); });
  afterEach(() => Promise.all(running.splice(0).map((each) => each.stop())));
  after(() => chromium.close());

  const kept = (started) => {
    running.push(started);
    return started;
  };
  return {
    simulator: async (...options) => kept(await simulator(...options)),
    webhook: async () => kept(await webhook()),
    /** Starts a simulator, and opens its page at a route. */
    async start(route = '', { state = WORLD, mode, ...options } = {}) {
      const program = kept(await simulator(state, { mode }));
      const { address, stop } = program;
      const { page, problems } = kept(await open(chromium, address, route, options));
      const control = (...request) => call(address, ...request);
      const acts = (number, act, members) => control('POST', `/people/${number}/acts`, { act, ...members });
      const visit = (to) => page.evaluate(goTo, `#/${to}`);
      return { address, stop, page, problems, control, acts, visit };
    },
  };
}
