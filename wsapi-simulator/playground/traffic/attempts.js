// Finds the requests that are retries, and the deliveries that are redeliveries.

import { markOf } from '../service.js';
import { hasFailed } from './failures.js';
import { deliveries, requests } from './records.js';

/** The number of earlier requests that are compared. */
const REACH = 50;
const MEMBERS = ['operation', 'method', 'path', 'query', 'instanceId', 'body', 'bodyLength'];

/** The earlier attempt that a program retries: the same call, which failed less than a minute before. */
export function retryOf(request) {
  if (markOf(request)) return null;
  const at = requests.entries.indexOf(request);
  for (let before = at - 1; before >= 0 && before > at - REACH; before--) {
    const other = requests.entries[before];
    if (Date.parse(request.at) - Date.parse(other.at) > 60_000) return null;
    if (markOf(other)) continue;
    if (MEMBERS.every((member) => other[member] === request[member])) return hasFailed(other) ? other : null;
  }
  return null;
}

/** The deliveries of the same event, oldest first. */
export const deliveriesOf = (eventId) => deliveries.entries.filter((entry) => entry.eventId === eventId);

/** The earlier delivery of the same event by the same transport; `undefined` if there is none. */
export const redeliveryOf = ({ number, eventId, transport }) => (
  deliveriesOf(eventId).find((other) => other.number < number && other.transport === transport));
