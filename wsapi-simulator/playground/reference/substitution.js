// Replaces the people, chats and times in the examples of the documents with those of the simulator.

import { user } from '../format.js';

/** A phone number of an example. */
const NUMBER = /(?<!\d)49170\d{7}(?!\d)/g;
/** A device of the account. */
const DEVICE = /^\d+(:\d+@s\.whatsapp\.net)$/;
const GROUP = /@g\.us$/;
const NEWSLETTER = /@newsletter$/;
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
/** Members whose time is after the others. */
const LATER = /End|[Ee]xpir/;
const HOURS = 3_600_000;
/** A number above it is a time in seconds. */
const SECONDS = 1e9;

/** Returns a function that changes the examples of one request or event. The same person always becomes the same one. */
export function substitution(example, { account, people, everybody, group, newsletter, instance, subscription, now }) {
  const given = new Map();
  const person = (number) => {
    if (!given.has(number)) given.set(number, people[given.size] ? user(people[given.size].id) : number);
    return given.get(number);
  };
  const shift = now - Math.max(...times(example));
  const named = { ins_4f7c21: instance?.id, sub_8d1e07: subscription };

  function text(value, name) {
    if (named[value]) return named[value];
    if (TIME.test(value)) return iso(LATER.test(name) ? now + 8 * HOURS : Date.parse(value) + shift);
    if (GROUP.test(value)) return group?.id ?? people[0]?.id ?? value;
    if (NEWSLETTER.test(value)) return newsletter?.id ?? value;
    if (account && DEVICE.test(value)) return value.replace(DEVICE, `${user(account)}$1`);
    return value.replace(NUMBER, person);
  }

  function settled(value, name = '') {
    if (typeof value === 'string') return text(value, name);
    if (Array.isArray(value)) return value.map((each) => settled(each, name));
    if (typeof value === 'number' && value > SECONDS && LATER.test(name)) return Math.round((now + 8 * HOURS) / 1000);
    if (value === null || typeof value !== 'object') return value;
    if (value.isMe === true && account) return address(value, account);
    const found = Object.fromEntries(Object.entries(value).map(([member, each]) => [member, settled(each, member)]));
    return value.lid ? address(found, found.id) : found;
  }

  function address(value, id) {
    const lid = everybody.find((each) => each.id === id)?.lid;
    return { ...value, id, ...(value.lid && lid && { lid }), ...(value.phone && { phone: user(id) }) };
  }

  return settled;
}

/** The times of an example that are not after its others. */
function times(value, name = '') {
  if (typeof value === 'string') return TIME.test(value) && !LATER.test(name) ? [Date.parse(value)] : [];
  return value && typeof value === 'object' ? Object.entries(value).flatMap(([member, each]) => times(each, member)) : [];
}

/** A time to the second, as the service writes it. */
const iso = (milliseconds) => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
