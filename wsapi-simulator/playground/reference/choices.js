// Chooses the message, group or call in the example of an operation: one that exists, and for which the operation succeeds.

import { world } from '../state.js';
import * as places from './places.js';
import { lacks } from './places.js';

/** The values of an operation by the name of their member, and a note if there is nothing that fits. */
export async function choice(operation, facts, group) {
  const choose = CHOICES[operation.id] ?? RESOURCES[operation.resource];
  return (await choose?.(facts, group, operation)) ?? {};
}

const message = (isWanted, kind) => async (facts) => {
  const found = await facts.message(isWanted);
  if (!found) return lacks(`There is no ${kind} yet. Send one first.`);
  const { id, chat, sender, isMine, time } = found;
  return {
    values: {
      messageId: id, to: chat, chatId: chat, senderId: sender, isFromMe: isMine, timestamp: time, lastMessageId: id, lastMessageSenderId: sender,
    },
  };
};

/** A request that may quote a message: the newest of its chat. */
async function reply(facts, group, { body }) {
  if (!body?.example.replyTo) return {};
  const found = await facts.message(() => true, facts.people[0]?.id ?? group?.id);
  return { values: { replyTo: found?.id, replyToSenderId: found?.sender } };
}

/** Codes for a new device are for an instance without an account. */
const pairing = ({ instance }) => (instance?.isLoggedIn ? lacks('The instance has an account already. Log it out first.') : {});

/** The instance that is chosen, or an id that is free. */
function administration(facts, group, { id }) {
  if (id !== 'createInstance') return { values: { id: facts.instance?.id, ...settings(facts) } };
  const isTaken = (name) => world.instances.some((each) => each.id === name);
  let name = 'sales';
  for (let number = 2; isTaken(name); number++) name = `sales-${number}`;
  return { values: { id: name } };
}

/** The current settings of an instance, so that sending the example does not cut it off. */
const settings = ({ key, instance }) => ({ ...(key && { apiKey: key }), ...(instance?.webhookUrl && { webhookUrl: instance.webhookUrl }) });

/** Chooses only for operations that name something that exists. */
const named = (choose) => (facts, group, operation) => (operation.path.includes('{') ? choose(facts, group) : {});

const RESOURCES = {
  messages: reply,
  communities: named(places.community),
  newsletters: named(places.newsletter),
  instances: administration,
  account: (facts) => ({ values: settings(facts) }),
  chats: places.conversation(places.isPrivate),
  groups: named((facts, group) => (group ? { values: { id: group.id } } : lacks('The account is in no group yet.'))),
};

const CHOICES = {
  getQR: pairing,
  getQRText: pairing,
  getPairCode: pairing,
  sendReaction: message(() => true, 'message'),
  starMessage: message(() => true, 'message'),
  pinMessage: message(() => true, 'message'),
  deleteMessageForMe: message(() => true, 'message'),
  markAsRead: message(({ isMine }) => !isMine, 'message of somebody else'),
  deleteMessage: message(({ isMine }) => isMine, 'message of the account'),
  editMessage: message(({ isMine, text }) => isMine && text, 'text of the account'),
  requestChatMessages: message(() => true, 'message'),
  getChatInfo: places.conversation(() => true),
  getChatPicture: async (facts) => {
    const found = (await facts.groups()).find(({ hasPicture }) => hasPicture);
    return found ? { values: { chatId: found.id } } : lacks('No group has a picture yet. People may have one.');
  },
  downloadMedia: async (facts) => {
    const id = await facts.media();
    return id ? { values: { id } } : lacks('The ids of files are in message events: set a webhook, and send a picture as a person.');
  },
  deleteStatus: async (facts) => {
    const found = await facts.status();
    return found ? { values: { messageId: found.id } } : lacks('The account has no status update yet. Post one first.');
  },
  rejectCall: async (facts) => {
    const calls = await facts.calls();
    const found = calls.findLast(({ state }) => state === 'ringing');
    if (found) return { values: { callId: found.id, callerId: found.from } };
    return lacks(`${calls.length ? 'No call is ringing' : 'Nobody has called yet'}. Call the account as a person first.`);
  },
  getGroupInfoFromLink: places.link,
  joinGroupWithLink: places.link,
  joinGroupWithInvite: async (facts, group) => ({
    values: { groupId: group?.id }, note: 'This needs the code of an invitation, which an admin of the group sends to the account.',
  }),
  updateGroupRequests: async (facts) => {
    const found = (await facts.groups()).find(({ joinRequests }) => joinRequests.length);
    return found ? { values: { id: found.id, participants: [found.joinRequests[0]] } } : lacks('Nobody has asked to join a group.');
  },
  linkGroupToCommunity: places.linkable,
  unlinkCommunityGroup: places.linked,
};
