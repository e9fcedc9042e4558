// The dialogs of the conversations, of which one is open at a time.

import { close, dialog, slot } from '../../dialog.js';
import { onNewEpoch } from '../../epoch.js';
import { update } from '../../page.js';
import { markField } from '../../shared/fieldProblem.js';
import * as call from './call.js';
import * as channel from './channel.js';
import * as chat from './chat.js';
import * as community from './community.js';
import * as group from './group.js';
import * as newGroup from './newGroup.js';
import * as phone from './phone.js';
import * as profile from './profile.js';
import * as question from './question.js';

/**
 * Each has `title` and `content`. It can have `action` and `submit`: the label of a button, and what it does with the
 * fields. `enter` is called when it opens. The button has a `tone`.
 */
const DIALOGS = { call, channel, chat, community, group, newGroup, phone, profile, question };

const place = slot(draw);

// The dialog with which this page has renewed the state closes itself, and another one may be open already.
onNewEpoch((isExpected) => isExpected || close());

/** Opens a dialog, and replaces one that is open. Its functions are called with the context, in which they can keep what they need. */
export function open(name, context) {
  const opened = { ...context, dialog: DIALOGS[name] };
  opened.dialog.enter?.(opened);
  place.open(opened);
}

/** The dialog that is open. */
export const { view } = place;

function draw(context, close) {
  const { title, action, tone, content, submit } = context.dialog;
  const finish = submit && (async (form) => {
    if (context.isBusy) return;
    context.isBusy = true;
    try {
      await submit(context, form.elements);
      form.closest('dialog')?.close();
    } catch (error) {
      context.problem = error.message;
      update();
      markField(form, error);
    }
    context.isBusy = false;
  });
  const parts = { title: title(context), action: action?.(context), tone, content: content(context), problem: context.problem };
  return dialog({ ...parts, submit: finish, close });
}
