// The dialog that asks before something that cannot be undone.

import { html } from '../../html.js';

export const tone = 'danger';
export const title = ({ question }) => question;
export const action = ({ does }) => does;
export const content = ({ consequence }) => html`<p>${consequence}</p>`;
export const submit = ({ confirmed }) => confirmed();
