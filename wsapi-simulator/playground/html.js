// The templates of the page. lit-html escapes every value, and only changes what differs.

export { html, nothing, render, svg } from './vendor/lit-html/lit-html.js';
export { repeat } from './vendor/lit-html/directives/repeat.js';
export { guard } from './vendor/lit-html/directives/guard.js';
export { live } from './vendor/lit-html/directives/live.js';
