// A list that a filter narrows, next to what is chosen from it: operations and events.

import { html, live, nothing, repeat } from '../html.js';
import { update } from '../page.js';
import { href } from '../route.js';

/** A list of one view. `title` is its heading. `id` and `text` say how an entry is named and found, `row` how it looks, `section` where it is. */
export function entryList({ view, title, label, id, text, row, section = () => '' }) {
  let filter = '';
  const set = (event) => { filter = event.target.value; update(); };
  return (entries, current) => {
    const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = entries.filter((entry) => words.every((word) => text(entry).toLowerCase().includes(word)));
    const sections = [...new Set(shown.map(section))];
    return html`
      <nav class="list" aria-label=${label}>
        <h1 class="view-title">${title}</h1>
        <label class="filter"><span class="visually-hidden">Filter ${label.toLowerCase()}</span>
          <input type="search" placeholder="Filter ${label.toLowerCase()}" .value=${live(filter)} @input=${set}></label>
        <p class="visually-hidden" role="status">${filter ? `${shown.length} of ${entries.length}` : ''}</p>
        <div class="entries">
          ${shown.length ? nothing : html`<p class="empty">Nothing matches the filter.</p>`}
          ${repeat(sections, (name) => name, (name) => html`
            ${name ? html`<h2 class="list-title">${name}</h2>` : nothing}
            <ul>
              ${repeat(shown.filter((entry) => section(entry) === name), id, (entry) => html`
                <li><a class="list-item" href=${href(view, id(entry))} aria-current=${id(entry) === current ? 'page' : nothing}>
                  ${row(entry)}</a></li>`)}
            </ul>`)}
        </div>
      </nav>`;
  };
}
