// The members of an object as a table.

import { html, nothing } from '../html.js';
import { inline } from '../prose.js';
import { members, merged, typeName } from './document.js';

/** The members of a schema, those of its members folded. */
export function fieldTable(document, schema, depth = 0) {
  const found = merged(document, schema);
  if (found.type === 'array') {
    return html`<p class="small quiet">A list. Each item:</p>${fieldTable(document, found.items, depth)}`;
  }
  const all = members(document, schema);
  if (all.length === 0) return html`<p class="small">${typeName(document, schema)}${values(found)}</p>`;
  return html`
    <div class="scrolls" tabindex="0" role="group" aria-label="Fields">
      <table class="members">
        <thead><tr><th scope="col">Field</th><th scope="col">Type</th><th scope="col">Description</th></tr></thead>
        <tbody>${all.map((member) => row(document, member, depth))}</tbody>
      </table>
    </div>`;
}

function row(document, { name, schema, isRequired }, depth) {
  const found = merged(document, schema);
  const inner = found.type === 'array' ? found.items : schema;
  return html`
    <tr>
      <td><code>${name}</code>${isRequired ? html` <span class="badge">required</span>` : nothing}</td>
      <td class="small">${typeName(document, schema)}${values(found)}</td>
      <td class="prose">${inline(found.description)}
        ${depth < 3 && members(document, inner).length ? html`
          <details><summary>Fields of <code>${name}</code></summary>${fieldTable(document, inner, depth + 1)}</details>` : nothing}
      </td>
    </tr>`;
}

const values = (schema) => (schema.enum ? html` ${schema.enum.map((value, at) => html`${at ? ', ' : ''}<code>${value}</code>`)}` : nothing);
