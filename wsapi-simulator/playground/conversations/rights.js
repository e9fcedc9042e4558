// The rights of the owner of a phone in a chat and over a message. A phone offers nothing else.

import { detailsOf, kindOf } from './details.js';
import { jidOf } from './names.js';

const MINUTE = 60_000;
/** The age up to which a phone edits a message. */
const EDITABLE = 15 * MINUTE;
/** The age up to which a phone deletes a message for everyone. */
const DELETABLE = 60 * 60 * MINUTE;
const PLAYABLE = ['audio', 'voice', 'video'];

/** The rights of the owner of a phone in a chat. */
export function rightsIn(number, id) {
  const [own, kind, details] = [jidOf(number), kindOf(id), detailsOf(id)];
  if (!details) return { kind, isAdmin: false, canWrite: kind === 'person', canReact: true, canAdd: false };
  if (kind === 'channel') {
    const isOwner = details.owner === own;
    return { kind, isAdmin: false, canWrite: isOwner, canReact: isOwner || details.followers.includes(own), canAdd: false };
  }
  const member = details.members.find((each) => each.id === own);
  const isAdmin = member?.isAdmin === true;
  return {
    kind,
    isAdmin,
    canWrite: kind === 'group' && Boolean(member) && (isAdmin || !details.onlyAdminsWrite),
    canReact: Boolean(member),
    canAdd: Boolean(member) && (isAdmin || !details.onlyAdminsAdd),
  };
}

/** The rights of an admin of a group over another member. Nobody can demote or remove its creator. */
export function rightsOver(number, details, member) {
  const isAllowed = rightsIn(number, details.id).isAdmin && member.id !== jidOf(number) && member.id !== details.owner;
  return { canPromote: isAllowed && !member.isAdmin, canDemote: isAllowed && member.isAdmin, canRemove: isAllowed };
}

/** The rights of the owner of a phone over a message at a time. */
export function rightsOn(number, message, rights, now) {
  const age = now - Date.parse(message.time);
  const isShown = !message.isDeleted;
  const isChannel = rights.kind === 'channel';
  return {
    canReact: isShown && rights.canReact,
    hasReacted: isShown && message.reactions.some(({ sender }) => sender === jidOf(number)),
    canReply: isShown && rights.canWrite,
    canEdit: isShown && message.isMine && Boolean(message.text) && rights.canWrite && age < EDITABLE,
    canRead: isShown && !message.isMine && !isChannel,
    canPlay: isShown && !message.isMine && !isChannel && PLAYABLE.includes(message.file?.kind),
    canPin: isShown && rights.canWrite && !isChannel,
    canStar: isShown,
    canDelete: isShown && rights.canReact && (message.isMine || rights.isAdmin) && age < DELETABLE,
    canHide: isShown && !isChannel,
  };
}
