// A message in a few words.

import { textOf } from './names.js';

/** The words shown instead of a message that was deleted for everyone. */
export const DELETED = 'This message was deleted';

/** The names of the kinds of files. */
export const KINDS = { image: 'Image', video: 'Video', audio: 'Audio', voice: 'Voice message', document: 'Document', sticker: 'Sticker' };

/** The number of characters of an excerpt. */
const SHORT = 40;

/** The first words of a message. */
export function firstWords(message) {
  const words = content(message).replace(/\s+/g, ' ');
  return words.length > SHORT ? `${words.slice(0, SHORT).replace(/\s+\S*$/, '')}…` : words;
}

/** A message in one line, with its author where that is not clear. */
export function excerpt(message, isShared) {
  if (message.isDeleted) return DELETED;
  const author = message.isMine || isShared ? `${message.senderName}: ` : '';
  return author + content(message);
}

/** The content of a message, in one line. */
export function content(message) {
  if (message.isDeleted) return DELETED;
  if (message.file) return `[${KINDS[message.file.kind] ?? message.file.kind}] ${textOf(message) || message.file.name}`.trim();
  if (message.poll) return `[Poll] ${message.poll.question}`;
  if (message.location) return `[Location] ${message.location.name}`.trim();
  if (message.contacts.length) return `[Contact] ${message.contacts.map(({ name }) => name).join(', ')}`;
  if (message.other) return '[Unsupported message]';
  return textOf(message) || 'Empty message';
}
