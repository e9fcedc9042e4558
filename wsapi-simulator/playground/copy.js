// Requests as text for other programs.

import { toast } from './toast.js';

/** Puts a text into the clipboard. */
export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`Copied ${what}`);
  } catch {
    toast('The browser does not allow copying here', 'bad');
  }
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** A command for `curl`. */
export function curl({ method, url, headers, body }) {
  const lines = [`curl --request ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`--header ${quoted(`${name}: ${value}`)}`);
  if (body) lines.push(`--data-raw ${quoted(body)}`);
  return lines.join(' \\\n  ');
}
