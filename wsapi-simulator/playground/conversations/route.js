// The phones that are shown side by side, in the address: `#/conversations/491701234567~chat@g.us/4917…`.

import { current, href, open, replace } from '../route.js';

/** The maximum number of phones that are shown. */
export const MOST = 4;

/** The phones of an address, each once, with the chat that is open. */
export function columns(parts) {
  const all = parts.map((part) => part.split('~')).filter(([number]) => /^\d+$/.test(number));
  const chats = new Map(all.map(([number, chat]) => [number, chat || null]));
  return [...chats].slice(0, MOST).map(([number, chat]) => ({ number, chat }));
}

const parts = (all) => all.map(({ number, chat }) => (chat ? `${number}~${chat}` : number));

/** The address with these phones. */
export const address = (all) => href('conversations', ...parts(all));

/** Shows these phones, without a new entry in the browser's history. */
export function start(all) {
  replace('conversations', ...parts(all));
}

/** Shows other phones or chats. */
export function show(all) {
  open('conversations', ...parts(all));
}

/** The columns with another chat in one of them. */
export function withChat(all, at, chat) {
  return all.map((column, index) => (index === at ? { ...column, chat } : column));
}

/** The columns as the address has them now. */
export const now = () => columns(current().parts);
