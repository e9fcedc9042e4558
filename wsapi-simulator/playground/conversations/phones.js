// The loaded state of each phone: its list of chats, and the chats that were opened.

import * as control from '../control.js';
import { onNewEpoch } from '../epoch.js';
import { loads } from '../loads.js';
import { update } from '../page.js';
import { kindOf, loadDetails } from './details.js';
import { setDraft } from './drafts.js';

/** The number of messages that are loaded at once. */
const PAGE = 200;
/** The number of newest messages that are loaded again after each change. */
const FRESH = 60;
/** The number of messages that are loaded again if an old one may have changed. */
const RELOADED = 1000;

const GONE = 'This chat no longer exists.';

const phones = new Map();
onNewEpoch(() => phones.clear());

/** The loaded state of a phone. */
export function phoneOf(number) {
  if (!phones.has(number)) phones.set(number, { number, chats: null, open: new Map(), problem: null, begin: loads() });
  return phones.get(number);
}

/** The loaded state of a chat of a phone. */
export function chatOf(number, id) {
  const { open } = phoneOf(number);
  if (!open.has(id)) open.set(id, { id, messages: null, states: [], timer: null, isComplete: false, problem: null, begin: loads() });
  return open.get(id);
}

/** Loads what is shown of a phone. */
export async function load(number, id) {
  const phone = phoneOf(number);
  await Promise.all([loadChats(phone), id && loadDetails(id)]);
  if (id) await loadChat(number, id);
  update();
}

/** Returns whether a phone has left the group or channel of a chat that it had. */
function hasLeft(number, id) {
  const { chats } = phoneOf(number);
  return kindOf(id) !== 'person' && chatOf(number, id).messages !== null && chats?.every((chat) => chat.id !== id);
}

async function loadChats(phone) {
  const isNewest = phone.begin();
  try {
    const { chats } = await control.get(`/people/${phone.number}/chats`);
    if (isNewest()) Object.assign(phone, { chats, problem: null });
  } catch (error) {
    // Without a response, what was known before still holds.
    if (isNewest() && (error.status || !phone.chats)) phone.problem = error.message;
  }
}

function loadChat(number, id) {
  return loadNewest(number, id, chatOf(number, id).messages ? FRESH : PAGE);
}

async function loadNewest(number, id, count) {
  const chat = chatOf(number, id);
  if (hasLeft(number, id)) {
    chat.problem = GONE;
    return;
  }
  const isNewest = chat.begin();
  try {
    const found = await newest(number, id, count);
    if (!isNewest()) return;
    merge(chat, found, count);
    chat.problem = null;
  } catch (error) {
    if (!isNewest() || (!error.status && chat.messages)) return;
    if (error.status === 404) setDraft(number, id, '');
    chat.problem = error.status === 404 ? GONE : error.message;
  }
}

/** Loads the chat again, because something old may have changed. */
export async function reload(number, id) {
  await loadNewest(number, id, Math.min(RELOADED, Math.max(PAGE, chatOf(number, id).messages?.length ?? 0)));
  update();
}

/** Loads earlier messages: as many again as there are, so that a long chat needs few requests. */
export const earlier = (number, id) => loadNewest(number, id, 2 * chatOf(number, id).messages.length);

const newest = (number, id, count) => control.get(`/people/${number}/chats/${control.part(id)}?newest=${count}`);

function merge(chat, found, count) {
  const known = chat.messages ?? [];
  const first = found.messages[0]?.id;
  const at = known.findIndex(({ id }) => id === first);
  const older = at > 0 && found.messages.length === count ? known.slice(0, at) : [];
  chat.isComplete = older.length ? chat.isComplete : found.messages.length < count;
  chat.messages = kept(known, [...older, ...found.messages]);
  chat.states = found.states;
  chat.timer = found.timer ?? null;
}

/** The messages. Unchanged ones are the same objects as before, so that they are not drawn again. */
function kept(before, messages) {
  const known = new Map(before.map((message) => [message.id, message]));
  return messages.map((message) => {
    const old = known.get(message.id);
    return old && (old === message || JSON.stringify(old) === JSON.stringify(message)) ? old : message;
  });
}

/** Lets the owner of a phone do something. */
export async function act(number, name, members) {
  return control.post(`/people/${number}/acts`, { act: name, ...members });
}

/** The address of the file of a message. */
export function fileAddress(number, chat, message) {
  return `/people/${number}/chats/${control.part(chat)}/messages/${control.part(message)}/file`;
}
