// The requests and deliveries that failed, and how many of them nobody has seen.

import { onNewEpoch } from '../epoch.js';
import { isAutomatic } from '../service.js';
import { deliveries, requests } from './records.js';

/** The failures that were there when the view was last open: the name of the list and the number. */
const seen = new Set();
let isOpen = false;

onNewEpoch(() => seen.clear());

/** Returns whether a request or a delivery has failed. */
export function hasFailed({ outcome, error }) {
  if (!outcome) return Boolean(error);
  return outcome.kind === 'response' ? outcome.status >= 400 : outcome.kind !== 'pending';
}

/** The number of requests and deliveries that have failed since the view was last open, or since the page was opened. */
export const unseenFailures = () => (isOpen ? 0 : unseen().length);

/** Records whether the view is open. Earlier failures count as seen. */
export function seeFailures(isOpenNow) {
  unseen().forEach((key) => seen.add(key));
  isOpen = isOpenNow;
}

function unseen() {
  return [requests, deliveries].flatMap(({ name, entries, start }) => entries
    .filter((entry) => entry.number > start && hasFailed(entry) && !isAutomatic(entry))
    .map(({ number }) => `${name} ${number}`)
    .filter((key) => !seen.has(key)));
}
