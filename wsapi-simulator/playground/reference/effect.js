// The effect of a request, where the page can show it: its entry in the traffic, and the chat on somebody's phone.

import * as control from '../control.js';
import { user } from '../format.js';
import { markOf } from '../service.js';
import { instance, world } from '../state.js';

/** Operations that only change what the account itself sees. */
const OWN = new Set([
  'starMessage', 'deleteMessageForMe', 'markAsRead', 'muteChat', 'pinChat', 'archiveChat', 'markChatAsRead', 'clearChat', 'deleteChat', 'requestChatMessages',
]);
const RESOURCES = new Set(['messages', 'chats', 'groups']);

/** The number of the newest request; 0 if there is none. */
export async function newest() {
  const { requests } = await control.get('/requests?newest=1');
  return requests.at(-1)?.number ?? 0;
}

/** The numbers of the requests with a mark that were sent after another one. A browser may send a request again. */
export async function numbersOf(mark, after) {
  const { requests } = await control.get(`/requests?after=${after}`);
  return requests.filter((entry) => markOf(entry) === mark).map(({ number }) => number);
}

/** The phone and the chat in which the effect of a successful request shows; `null` if there is none. */
export async function chatOf(operation, parameters, body, text) {
  if (operation.class === 'safe' || !RESOURCES.has(operation.resource)) return null;
  const named = body.to ?? body.chatId ?? parameters.chatId ?? parameters.id ?? parsed(text).id;
  const account = instance()?.account;
  if (!named || !account) return null;
  const chat = world.people.find(({ lid }) => lid === named)?.id ?? (named.includes('@') ? named : `${named.replace('+', '')}@s.whatsapp.net`);
  if (OWN.has(operation.id)) return { number: user(account), chat };
  if (chat.endsWith('@g.us')) return { number: await memberOf(chat, account), chat };
  return chat.endsWith('@s.whatsapp.net') && chat !== account && await exists(chat) ? { number: user(chat), chat: account } : null;
}

/** A member of a group who is not the account; otherwise the account. */
async function memberOf(group, account) {
  const { members } = await control.get(`/groups/${control.part(group)}`).catch(() => ({ members: [] }));
  return user(members.find(({ id }) => id !== account)?.id ?? account);
}

const exists = (jid) => control.get(`/people/${user(jid)}`).then(() => true, () => false);

/** A text as JSON; an empty object if it is not JSON. */
export function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
