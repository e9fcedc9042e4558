// The icons, drawn as lines in the colour of the text.

import { html, svg } from './html.js';

const PATHS = {
  conversations: svg`<path d="M4 5h16v11H9l-5 4z"/><path d="M8 9h8M8 12h5"/>`,
  pairing: svg`<rect x="4" y="4" width="6" height="6"/><rect x="14" y="4" width="6" height="6"/><rect x="4" y="14" width="6" height="6"/><path d="M14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20h2"/>`,
  traffic: svg`<path d="M4 8h13l-3-3M20 16H7l3 3"/>`,
  faults: svg`<path d="M13 3 5 14h6l-1 7 8-11h-6z"/>`,
  reference: svg`<path d="M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M5 17a3 3 0 0 1 3-3h11M9 8h6"/>`,
  events: svg`<path d="M6 16V11a6 6 0 0 1 12 0v5l2 2H4z"/><path d="M10 21h4"/>`,
  sun: svg`<circle cx="12" cy="12" r="4"/><path d="M12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2"/>`,
  moon: svg`<path d="M20 14a8 8 0 0 1-10-10 8 8 0 1 0 10 10z"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  back: svg`<path d="M15 5l-7 7 7 7"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  send: svg`<path d="M4 12 20 4l-5 16-4-7z"/><path d="m11 13 9-9"/>`,
  attach: svg`<path d="m19 11-7.5 7.5a4 4 0 0 1-6-6L13 5a2.7 2.7 0 0 1 4 4l-7.5 7.5a1.3 1.3 0 0 1-2-2L14 8"/>`,
  phone: svg`<path d="M6 3h3l2 5-2.5 2a12 12 0 0 0 5.5 5.5l2-2.500 5 2v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z"/>`,
  more: svg`<circle cx="12" cy="5" r="1"/><circle cx="12" cy="12" r="1"/><circle cx="12" cy="19" r="1"/>`,
  group: svg`<circle cx="9" cy="9" r="3"/><path d="M3 19a6 6 0 0 1 12 0"/><circle cx="17" cy="8" r="2.300"/><path d="M17 13a5 5 0 0 1 4 5"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V4H4v12h4"/>`,
  picture: svg`<rect x="3" y="5" width="18" height="14" rx="2"/><circle cx="9" cy="10" r="1.500"/><path d="m4 17 5-4 3 2 4-4 4 4"/>`,
  check: svg`<path d="m5 13 4 4L19 7"/>`,
};

/** An icon. It has no name for screen readers: the text or the label next to it has. */
export function icon(name) {
  return html`<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.7"
    stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${PATHS[name]}</svg>`;
}
