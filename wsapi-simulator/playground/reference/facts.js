// The things that an example can refer to: the chats, messages and groups that the account of the instance has.

import * as control from '../control.js';
import { time } from '../clock.js';
import { user } from '../format.js';
import { instance, world } from '../state.js';

/** The most chats and groups that are looked at. */
const MOST = 30;
/** The most messages of a chat that are looked at. */
const NEWEST = 50;

/** Looks at the simulator as it is now. Each thing is loaded at most once, when an example needs it. */
export function facts() {
  const own = instance();
  const account = own?.account ?? null;
  const accounts = new Set(world.instances.map((each) => each.account));
  const known = new Map();
  const get = (path) => {
    if (!known.has(path)) known.set(path, control.get(path).catch(() => null));
    return known.get(path);
  };
  const details = async (kind) => {
    const found = await Promise.all(world[kind].slice(0, MOST).map(({ id }) => get(`/${kind}/${control.part(id)}`)));
    return found.filter(Boolean);
  };
  const phone = account && `/people/${user(account)}`;
  const chats = async () => {
    const all = (phone && (await get(`${phone}/chats`))?.chats) || [];
    return all.map(({ id }) => id).filter(isConversation).slice(0, MOST);
  };
  return {
    account,
    instance: own,
    key: own && world.keys.instances[own.id],
    subscription: world.subscriptions?.[0],
    now: Date.parse(time()),
    everybody: world.people,
    people: world.people.filter(({ id }) => !accounts.has(id)),
    groups: () => details('groups'),
    communities: () => details('communities'),
    newsletters: () => details('newsletters'),
    /** The chats of the account, the one with the newest message first. */
    chats,
    /** The newest message that fits, in this chat or in any, preferably in one with a person. */
    async message(isWanted, chat) {
      const all = (await chats()).filter((each) => !chat || each === chat);
      for (const id of all.toSorted((one, other) => isGroup(one) - isGroup(other))) {
        const { messages } = (await get(`${phone}/chats/${control.part(id)}?newest=${NEWEST}`)) ?? { messages: [] };
        const found = messages.findLast((message) => !message.isDeleted && isWanted(message));
        if (found) return { ...found, chat: id };
      }
      return null;
    },
    /** The calls to the account, oldest first. */
    async calls() {
      return ((await get('/calls'))?.calls ?? []).filter(({ to }) => to === account);
    },
    /** The newest status update of the account. */
    async status() {
      return phone && ((await get(`${phone}/statuses/${user(account)}`))?.messages ?? []).findLast(({ isDeleted }) => !isDeleted);
    },
    /** The newest file that an event names. */
    async media() {
      const { deliveries } = (await get('/deliveries?newest=200')) ?? { deliveries: [] };
      return deliveries.map(({ body }) => body?.match(/"media":\{[^{}]*"id":"([^"]+)"/)?.[1]).findLast(Boolean);
    },
  };
}

const isGroup = (id) => id.endsWith('@g.us');
const isConversation = (id) => /@(s\.whatsapp\.net|g\.us)$/.test(id);
