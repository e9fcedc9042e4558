// The dialogs that add an instance or a person.

import * as control from '../control.js';
import { dialog, slot } from '../dialog.js';
import { html } from '../html.js';
import { update } from '../page.js';
import { markField } from '../shared/fieldProblem.js';
import * as newPerson from '../shared/newPerson.js';
import { choose, refresh } from '../state.js';
import { toast } from '../toast.js';

const place = slot((context, close) => {
  const { title, content, add } = DIALOGS[context.name];
  return dialog({ title, action: 'Add', content: content(), problem: context.problem, submit: (form) => submit(context, add, form), close });
});

/** Opens a dialog: `instance` or `person`. `done` is called with the id of what was added. */
export const open = (name, done) => place.open({ name, done, problem: null });

/** The dialog that is open. */
export const { view } = place;

const DIALOGS = {
  instance: {
    title: 'New instance',
    content: () => html`
      <label>Id <input name="id" required pattern="[a-zA-Z0-9][a-zA-Z0-9._\\-]{0,63}" placeholder="sales" autocomplete="off" spellcheck="false"
        title="Letters, digits, dots, hyphens and underscores; the first is a letter or a digit">
        <span class="hint">Requests name the instance by it. It is not paired yet.</span></label>`,
    add: async ({ id }) => {
      await control.post('/instances', { id: id.value });
      await refresh();
      choose(id.value);
      return id.value;
    },
  },
  person: {
    title: 'New person',
    content: () => newPerson.fields(true),
    add: newPerson.add,
  },
};

async function submit(context, add, form) {
  try {
    const id = await add(form.elements);
    form.closest('dialog').close();
    toast(`Added ${context.name === 'person' ? 'the person' : `the instance ${id}`}`);
    context.done(id);
  } catch (error) {
    context.problem = error.message;
    update();
    markField(form, error);
  }
}
