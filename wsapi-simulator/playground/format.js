// Formats values.

/** A time of day, with seconds if asked for. */
export function time(iso, withSeconds = false) {
  const options = { hour: '2-digit', minute: '2-digit', second: withSeconds ? '2-digit' : undefined, hourCycle: 'h23' };
  return new Date(iso).toLocaleTimeString([], options);
}

/** A date, and a time of day. */
export function dateTime(iso) {
  return `${new Date(iso).toLocaleDateString([], { dateStyle: 'medium' })} ${time(iso, true)}`;
}

/** A day, such as `Saturday, 28 November`. */
export function day(iso) {
  return new Date(iso).toLocaleDateString([], { weekday: 'long', day: 'numeric', month: 'long' });
}

/** The user of a JID: the digits of a phone number, or an id. */
export const user = (jid) => jid.split('@')[0].split(':')[0];

/** A phone number as people write it, or the user of another kind of JID. */
export function phone(jid) {
  return jid.endsWith('@s.whatsapp.net') ? `+${user(jid)}` : user(jid);
}

/** A size in bytes. */
export function bytes(count) {
  if (count < 1000) return `${count} B`;
  if (count < 1_000_000) return `${(count / 1000).toFixed(1)} kB`;
  return `${(count / 1_000_000).toFixed(1)} MB`;
}

/** A duration in milliseconds. */
export function duration(milliseconds) {
  if (milliseconds < 1) return '< 1 ms';
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** JSON on several lines, or the text as it is. */
export function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The letters on the picture of somebody without one. */
export function initials(name) {
  if (/^\+?\d+$/.test(name)) return '#';
  const words = name.replace(/[^\p{L}\p{N} ]/gu, '').split(' ').filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : (words[0] ?? '?').slice(0, 2)).toUpperCase();
}

/** The tone of a status: `good`, `warn` or `bad`. */
export function tone(status) {
  return status < 300 ? 'good' : status < 500 ? 'warn' : 'bad';
}

/** A duration that is left, in minutes and seconds, such as `0:43`. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
