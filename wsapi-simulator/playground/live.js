// Follows the changes of the simulator: a stream that says what has changed, not how.

import { send } from './control.js';
import { setEpoch } from './epoch.js';
import { update } from './page.js';
import { refresh, world } from './state.js';

const PAUSE = 1000;

/** Calls a function with the names of what has changed: `state`, `requests`, `deliveries`. */
export async function follow(changed) {
  const report = oneAtATime(changed);
  for (;;) {
    await untilVisible();
    const hidden = new AbortController();
    const stop = () => document.hidden && hidden.abort();
    document.addEventListener('visibilitychange', stop);
    try {
      await read(hidden.signal, report);
    } catch {
      // The simulator has stopped, or this tab is hidden.
    }
    document.removeEventListener('visibilitychange', stop);
    if (hidden.signal.aborted) continue;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
    if (!(await isThere())) setLost(true);
  }
}

/** A browser opens six connections to a host, so a tab that nobody sees gives up its own. */
async function untilVisible() {
  while (document.hidden) {
    await new Promise((resolve) => document.addEventListener('visibilitychange', resolve, { once: true }));
  }
}

async function read(signal, report) {
  let known = {};
  for await (const { epoch, ...counts } of stream(signal)) {
    setEpoch(epoch);
    setLost(false);
    report(Object.keys(counts).filter((name) => counts[name] !== known[name]));
    known = counts;
  }
}

/** Changes during a call are reported together after it. */
function oneAtATime(changed) {
  const names = new Set();
  let isReporting = false;
  return async (more) => {
    more.forEach((name) => names.add(name));
    if (isReporting) return;
    isReporting = true;
    try {
      while (names.size) {
        const now = new Set(names);
        names.clear();
        await changed(now);
      }
    } finally {
      isReporting = false;
    }
  };
}

async function isThere() {
  return send('GET', '/clock').then(() => true, () => false);
}

function setLost(isLost) {
  if (world.isLost === isLost) return;
  world.isLost = isLost;
  update();
}

/** The data of each event of the stream. */
async function* stream(signal) {
  const response = await send('GET', '/changes', { signal });
  // The first event loads the state. Without a stream, the state says what is wrong, such as the token.
  if (!response.ok) return refresh();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const data = block.split('\n').find((line) => line.startsWith('data:'));
      if (data) yield JSON.parse(data.slice(5));
    }
  }
}
