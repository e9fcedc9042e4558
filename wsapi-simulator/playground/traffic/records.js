// The requests and deliveries that the page knows, the newest last.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { update } from '../page.js';

const MOST = 2000;
/** The most entries of one response. */
const PAGE = 1000;

export const requests = list('requests');
export const deliveries = list('deliveries');

onNewEpoch(forget);

/** `start` is the number of the last entry when the page was opened. */
function list(name) {
  return { name, entries: [], isLoaded: false, problem: null, begin: loads(), start: null };
}

/** Loads what has changed. */
export function follow(changes) {
  for (const records of [requests, deliveries]) if (changes.has(records.name)) load(records);
}

/** Loads what is new, and again the entries that had not ended. */
export async function load(records) {
  const isNewest = records.begin();
  const pending = records.entries.filter((entry) => entry.outcome?.kind === 'pending');
  const after = records.entries.at(-1)?.number ?? 0;
  try {
    const [added, ...again] = await Promise.all([
      control.get(`/${records.name}?after=${after}&newest=${PAGE}`),
      ...pending.map(({ number }) => control.get(`/${records.name}/${number}`).catch(() => null)),
    ]);
    if (!isNewest()) return;
    apply(records, after, added[records.name], again.filter(Boolean));
    records.problem = null;
  } catch (error) {
    if (isNewest()) records.problem = error.message;
  }
  update();
}

function apply(records, after, added, again) {
  const ended = new Map(again.map((entry) => [entry.number, entry]));
  const kept = records.entries.filter((entry) => entry.number <= after).map((entry) => ended.get(entry.number) ?? entry);
  records.entries = [...kept, ...added].slice(-MOST);
  records.start ??= records.entries.at(-1)?.number ?? 0;
  records.isLoaded = true;
}

/** Forgets what is known, because the simulator was reset. Loads that have begun before are dropped. */
function forget() {
  for (const records of [requests, deliveries]) {
    records.begin()();
    Object.assign(records, { entries: [], isLoaded: false, problem: null, start: 0 });
    load(records);
  }
}
