// Where the focus goes when phones and chats are opened, closed and hidden.

import { update } from '../page.js';
import { isKnown } from './details.js';
import { chatName, jidOf, person } from './names.js';
import { phoneOf } from './phones.js';

/** A screen on which a keyboard would cover what a field is for. */
const small = matchMedia('(max-width: 40rem)');

/** Finds the element that gets the focus; `null` as long as it is not drawn. */
let find = null;
/** The element that had the focus before. */
let before = null;
let announcement = '';
/** The phone and the chat to announce, as soon as the name of the chat is known. */
let opened = null;

/** The text by which screen readers announce the chat that was opened. */
export function announced() {
  if (opened && isKnown(opened.chat)) {
    announcement = `Chat with ${chatName(opened.number, opened.chat)}, on the phone of ${person(jidOf(opened.number))}`;
    opened = null;
  }
  return announcement;
}

/** Moves the focus as soon as an element is drawn, unless the user moves it first. */
function focusWhenDrawn(finds) {
  [find, before] = [finds, document.activeElement];
}

/** Moves the focus to what has changed between two lists of phones. */
export function follow(old, all) {
  const added = all.find(({ number }) => !old.some((each) => each.number === number));
  const hidden = old.findIndex(({ number }) => !all.some((each) => each.number === number));
  const changed = old.find(({ number, chat }) => all.some((each) => each.number === number && each.chat !== chat));
  if (added) focusWhenDrawn(() => heading(added.number));
  else if (changed) toChat(all.find(({ number }) => number === changed.number), changed.chat);
  else if (hidden >= 0 && all.length) focusWhenDrawn(() => heading(all[Math.min(hidden, all.length - 1)].number));
}

function toChat({ number, chat }, left) {
  announcement = '';
  opened = chat && { number, chat };
  if (chat) focusWhenDrawn(() => isKnown(chat) ? beginning(number) : null);
  else focusWhenDrawn(() => phoneOf(number).chats && (row(number, left) ?? firstRow(number) ?? heading(number)));
}

const field = (number) => document.getElementById(`write-${number}`);

const title = (number) => document.getElementById(`chat-${number}`);

/** Where a chat begins: its field, or its heading where there is none or a keyboard would pop up. */
const beginning = (number) => (small.matches ? null : field(number)) ?? title(number);

/** Moves the focus to where the chat that is open on a phone begins. */
export function toBeginning(number) {
  focusWhenDrawn(() => beginning(number));
  update();
}

/** Moves the focus to the field of the chat that is open on a phone, because the user writes. */
export function toField(number) {
  focusWhenDrawn(() => field(number) ?? title(number));
  update();
}

/** The entry of a chat in the list of a phone. */
const row = (number, chat) => document.getElementById(`row-${number}-${chat}`);

const firstRow = (number) => document.querySelector(`#phone-${number} .chat-row`);

/** Moves the focus to the calls of a phone, or to its heading if there is none. */
export function toCall(number) {
  focusWhenDrawn(() => document.querySelector(`#phone-${number} .call-bar button`) ?? heading(number));
  update();
}

const heading = (number) => document.getElementById(`owner-${number}`);

/** Moves the focus if what gets it has been drawn. */
export function settle() {
  const active = document.activeElement;
  if (find && active !== before && active !== document.body) find = null;
  const element = find?.();
  if (!element) return;
  find = null;
  element.focus();
}
