// The texts that are being written, by phone and chat.

/** They survive a restart of the simulator if their chats exist again. */
const drafts = new Map();

export const draftOf = (number, chat) => drafts.get(`${number} ${chat}`) ?? '';

export function setDraft(number, chat, text) {
  drafts.set(`${number} ${chat}`, text);
}
