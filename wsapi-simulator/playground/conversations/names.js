// The names of people and chats on a phone.

import { phone, user } from '../format.js';
import { nameOf, titleOf, world } from '../state.js';
import { detailsOf, kindOf } from './details.js';
import { phoneOf } from './phones.js';

const KINDS = { group: 'Group', community: 'Community', channel: 'Channel' };

/** The JID of the owner of a phone. */
export const jidOf = (number) => `${number}@s.whatsapp.net`;

/** The name of somebody, or the phone number. */
export function person(jid) {
  const found = world.people.find(({ id, lid }) => id === jid || lid === jid)?.id ?? jid;
  return nameOf(found) ?? phone(found);
}

/** The name of somebody on a phone, whose owner is `You`. */
export const personOn = (number, jid) => (isOwner(number, jid) ? 'You' : person(jid));

const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFEFC]/;

/** A name with its phone number. A name that is read from the right does not move the number. */
export function label(jid) {
  const name = nameOf(jid) ?? '';
  return `${RIGHT_TO_LEFT.test(name) ? `\u2068${name}\u2069` : name} ${phone(jid)}`.trim();
}

/** The text of a message, with the names of the people whom it mentions. */
export function textOf({ text, mentions }) {
  return mentions.reduce((shown, jid) => shown.replaceAll(`@${user(jid)}`, () => `@${person(jid).replace(/^\+/, '')}`), text ?? '');
}

/** Everybody but the owner of a phone. */
export const others = (number) => world.people.map(({ id }) => id).filter((id) => user(id) !== number);

/** The title of a chat on a phone. */
export function chatName(number, id) {
  if (isOwner(number, id)) return `${person(id)} (you)`;
  const name = phoneOf(number).chats?.find((chat) => chat.id === id)?.name;
  const kind = kindOf(id);
  return kind === 'person' ? titleOf(name, id) : name ?? sharedName(id) ?? KINDS[kind];
}

/** The name of a group, a community or a channel. */
export function sharedName(id) {
  const all = [...world.groups, ...world.communities, ...world.newsletters];
  return detailsOf(id)?.name ?? all.find((each) => each.id === id)?.name;
}

function isOwner(number, jid) {
  const own = jidOf(number);
  return jid === own || world.people.some(({ id, lid }) => id === own && lid === jid);
}
