// The first content of a form: the examples of the document, with what exists in place of what does not.

import { user } from '../format.js';
import { choice } from './choices.js';
import { members } from './document.js';
import { facts as look } from './facts.js';
import { groupOf } from './places.js';
import { substitution } from './substitution.js';

/** The parameters and the body of an operation, the body with what it requires and with all that the example has. */
export async function prefill({ document }, operation) {
  const facts = look();
  const group = await groupOf(facts);
  const { values = {}, note = null } = await choice(operation, facts, group);
  // A message goes to a person, unless there is none.
  const place = operation.resource === 'messages' && facts.people.length ? null : group;
  const known = { ...facts, group: place, people: await sorted(facts, operation, values.id), newsletter: (await facts.newsletters())[0] };
  const given = { parameters: operation.parameters.filter(({ required }) => required), body: operation.body?.example };
  const settled = substitution(given, known);
  const parameters = given.parameters.map((parameter) => [
    parameter.name, String(values[parameter.name] ?? settled(parameter.example ?? parameter.schema?.example ?? '', parameter.name))]);
  const body = given.body && existing(chosen(settled(given.body), values), facts.everybody, await facts.groups());
  return {
    note: note ?? (body?.participants?.length === 0 ? 'There is nobody else yet. Add a person first.' : null),
    parameters: Object.fromEntries(parameters),
    body: body ? json(shown(document, operation, body)) : '',
    complete: body ? json(body) : '',
  };
}

/** The data of an event. */
export async function data(example) {
  const facts = look();
  const [group, [newsletter], last] = [await groupOf(facts), await facts.newsletters(), await facts.message(() => true, facts.people[0]?.id)];
  const settled = substitution(example, { ...facts, group, newsletter })(example);
  if (newsletter && settled.id === newsletter.id) settled.name = newsletter.name;
  if (last && settled.chatId === last.chat) referTo(settled, last.id);
  return json(settled);
}

/** Lets an event name an existing message: those that are about one, not those that deliver one. */
function referTo(data, id) {
  if (data.messageIds) data.messageIds = [id];
  else if (data.replyTo) data.replyTo.id = id;
  else if ('isDeletedForAll' in data || 'isStarred' in data) data.id = id;
}

/** People. The members of the group or the community of the operation come first. */
async function sorted(facts, { resource }, id) {
  const places = { groups: facts.groups, communities: facts.communities }[resource];
  const place = places && (await places()).find((each) => each.id === id);
  const isInside = (person) => Boolean(place?.members.some((member) => member.id === person.id));
  return facts.people.toSorted((one, other) => isInside(other) - isInside(one));
}

/** The body with the values that were chosen; a value that is `undefined` is left out. */
function chosen(body, values) {
  const all = Object.entries(body).map(([name, value]) => [name, name in values ? values[name] : value]);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** The body without people who do not exist, and without mentions of those who are not in its group. */
function existing(body, everybody, groups) {
  const isThere = (jid) => everybody.some(({ id }) => id === jid);
  const known = body.participants ? { ...body, participants: body.participants.filter(isThere) } : body;
  const members = groups.find(({ id }) => id === body.to)?.members ?? [];
  const isMember = (jid) => members.some(({ id }) => id === jid);
  return body.mentions && !body.mentions.every(isMember) ? withoutMentions(known) : known;
}

function withoutMentions({ mentions, ...body }) {
  const without = (text) => text?.replace(/^@\d+ |, @\d+/, '');
  return { ...body, ...(body.text && { text: without(body.text) }), ...(body.caption && { caption: without(body.caption) }) };
}

/** The body with only the members that it requires, and those that its text refers to. */
function shown(document, operation, body) {
  const all = members(document, operation.body.schema);
  const required = all.filter((member) => member.isRequired).map((member) => member.name);
  if (required.length === 0) return body;
  // The content is in one of several members, of which none is required.
  const content = ['data', 'url', 'vcard'].find((name) => name in body && !required.includes(name));
  const mentions = body.mentions?.some((jid) => body.text?.includes(`@${user(jid)}`)) && 'mentions';
  // In a group, an author is needed to name a message.
  const names = new Set([...required, content, mentions, 'senderId']);
  const kept = Object.entries(body).filter(([name]) => names.has(name));
  return Object.fromEntries(kept);
}

const json = (value) => JSON.stringify(value, null, 2);
