// The content of a phone when the simulator is gone or reset, when it rings, and when its list is scrolled.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { bubble, field, focused, gone, hasFocus, isNotLateLoad, phone, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, BOB, SCREENS, SHOP, WORLD } from './world.mjs';

const pages = playground();

const JID = (number) => `${number}@s.whatsapp.net`;
const CHAT = `conversations/${ADA}~${JID(SHOP)}`;
const BOTH = `${CHAT}/${SHOP}~${JID(ADA)}`;
const RENEWED = 'The simulator was reset or restarted, so this page shows its new state.';

test('messages, the draft and the field survive while the simulator is gone, and the draft survives its restart', async () => {
  const { page, address, stop, acts } = await pages.start(CHAT);
  await acts(SHOP, 'writes', { chat: JID(ADA), text: 'Good morning' });
  await visible(bubble(page, 'Ada', 'Good morning'));
  await field(page, 'Ada').fill('Is the shop');
  stop();
  await visible(page.getByText('The simulator does not respond'));
  // Opening the address again loads the chat, which fails.
  await page.evaluate((hash) => { location.hash = hash; }, `#/conversations/${ADA}~${JID(SHOP)}/${BOB}`);
  await visible(phone(page, 'Bob'));
  await visible(bubble(page, 'Ada', 'Good morning'));
  await field(page, 'Ada').fill('Is the shop open?');
  const send = phone(page, 'Ada').getByRole('button', { name: 'Send', exact: true });
  assert.ok(await send.isDisabled());
  await field(page, 'Ada').press('Enter');
  assert.equal(await field(page, 'Ada').inputValue(), 'Is the shop open?');

  await pages.simulator(WORLD, { port: new URL(address).port });
  await visible(page.getByText(RENEWED));
  await gone(bubble(page, 'Ada', 'Good morning'));
  assert.equal(await field(page, 'Ada').inputValue(), 'Is the shop open?');
  await send.click();
  await visible(bubble(page, 'Ada', 'Is the shop open?'));
  await page.getByRole('button', { name: 'Close the notice' }).click();
  await gone(page.getByText(RENEWED));
});

test('a reset by another client is reported, and one by the page is not', async () => {
  const { page, control, visit, problems } = await pages.start('faults');
  await page.getByRole('button', { name: 'Reset to the initial state' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset' }).click();
  await visible(page.getByText('Everything was reset.'));
  await visit('conversations');
  assert.equal(await page.getByText(RENEWED).count(), 0);
  await control('POST', '/reset');
  await visible(page.getByText(RENEWED));
  await visit('traffic');
  await visible(page.getByText(RENEWED));
  assert.deepEqual(problems, []);
});

test('both phones and other tabs show a call that rings', async () => {
  const { page, problems, address } = await pages.start(BOTH);
  const tab = await page.context().newPage();
  await tab.goto(`${address}/#/${BOTH}`);
  await phone(page, 'Ada').getByRole('button', { name: 'Call The shop' }).click();
  await page.getByRole('button', { name: 'Video call' }).click();
  await visible(page.getByRole('dialog').getByText('Ringing…'));
  await page.keyboard.press('Escape');
  await visible(phone(page, 'Ada').getByText('Ringing…'));
  await visible(phone(page, 'The shop').getByText('Incoming video call'));
  await assertAccessible(page, 'a call');
  await phone(tab, 'The shop').getByRole('button', { name: 'Answer' }).press('Enter');
  await hasFocus(phone(tab, 'The shop').getByRole('button', { name: 'Hang up' }));
  await phone(page, 'Ada').getByRole('button', { name: 'Hang up' }).press('Enter');
  await hasFocus(phone(page, 'Ada').getByRole('heading', { name: 'Ada' }));
  await gone(phone(tab, 'The shop').locator('.call-bar'));
  assert.deepEqual(problems, []);
});

test('a dialog closes when the address changes, and a note when the view does', async () => {
  const { page, visit } = await pages.start('reference');
  await visit('events');
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await visible(page.getByRole('dialog'));
  await page.goBack();
  await gone(page.getByRole('dialog'));
  await page.goForward();
  await visible(page.getByRole('button', { name: 'Set the webhook' }));
  await gone(page.getByRole('dialog'));
  await page.evaluate(async () => (await import('/_sim/page/toast.js')).toast('Something failed', 'bad'));
  const note = page.locator('.toast');
  await visible(note);
  const [top, bottom] = [(await note.boundingBox()).y, await page.locator('#view').evaluate((view) => view.getBoundingClientRect().bottom)];
  assert.ok(top >= bottom, `the note at ${top} covers the view, which ends at ${bottom}`);
  await visit('traffic');
  await gone(note);
});

test('a chat is at its newest message when it is opened, and says what arrives below', async () => {
  const { page, acts, visit } = await pages.start('traffic');
  for (let number = 0; number < 60; number++) await acts(SHOP, 'writes', { chat: JID(ADA), text: `Message ${number}.` });
  await visit(CHAT);
  const list = phone(page, 'Ada').locator('.messages');
  const isAtEnd = () => page.waitForFunction(() => {
    const each = document.querySelector('.messages');
    return each && each.scrollHeight - each.scrollTop - each.clientHeight < 2;
  });
  // The page scrolls to the end again if it is drawn before it has noticed the key.
  const toStart = async () => {
    do await page.keyboard.press('Home');
    while (await page.evaluate(() => new Promise(requestAnimationFrame).then(() => document.querySelector('.messages').scrollTop > 0)));
  };
  const button = page.getByRole('button', { name: 'New messages' });
  await visible(bubble(page, 'Ada', 'Message 59.'));
  await isAtEnd();
  await list.focus();
  await toStart();
  await acts(SHOP, 'writes', { chat: JID(ADA), text: 'Message 60.' });
  await button.press('Enter');
  await isAtEnd();
  await hasFocus(list);
  await gone(button);

  await toStart();
  await visit('traffic');
  await visit(CHAT);
  await visible(bubble(page, 'Ada', 'Message 60.'));
  await isAtEnd();
});

test('a chat stays where the user scrolls, although the page is drawn at that moment', async () => {
  const { page, acts, visit } = await pages.start('traffic');
  for (let number = 0; number < 60; number++) await acts(SHOP, 'writes', { chat: JID(ADA), text: `Message ${number}.` });
  await visit(CHAT);
  await visible(bubble(page, 'Ada', 'Message 59.'));
  await page.waitForFunction(() => document.querySelector('.messages').scrollTop > 0);
  const top = await page.evaluate(async () => {
    const { updateNow } = await import('/_sim/page/page.js');
    const list = document.querySelector('.messages');
    list.scrollTop = 0;
    updateNow();
    return list.scrollTop;
  });
  assert.equal(top, 0);
  await acts(SHOP, 'writes', { chat: JID(ADA), text: 'Message 60.' });
  await visible(page.getByRole('button', { name: 'New messages' }));
});

test('a phone whose instance was logged out says so, and links to the pairing', async () => {
  const { page, address } = await pages.start(BOTH);
  await visible(phone(page, 'The shop').getByText('account', { exact: true }));
  await fetch(`${address}/session/logout`, { method: 'POST', headers: { 'X-Api-Key': 'any', 'X-Instance-Id': 'default' } });
  await visible(phone(page, 'The shop').getByText('not linked to an instance'));
  await phone(page, 'Ada').getByRole('link', { name: 'Link it in Pairing' }).click();
  await visible(page.getByRole('heading', { name: 'Pairing' }));
});

test('leaving a group and deleting for everyone ask first', async () => {
  const { page, problems, control, visit } = await pages.start(`conversations/${ADA}`);
  const { groups } = await control('GET', '/state');
  await visit(`conversations/${ADA}~${groups.find(({ name }) => name === 'Choir').id}`);
  const dialog = page.getByRole('dialog');
  await bubble(page, 'Ada', 'Yes.').getByRole('button', { name: 'More about this message: You, Yes.' }).click();
  await page.getByRole('button', { name: 'Delete for everyone' }).click();
  await hasFocus(dialog.getByRole('button', { name: 'Cancel' }));
  await assertAccessible(page, 'the question');
  await page.keyboard.press('Enter');
  await hasFocus(bubble(page, 'Ada', 'Yes.').getByRole('button', { name: /^More/ }));
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Delete for everyone' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await visible(phone(page, 'Ada').getByText('This message was deleted'));

  await phone(page, 'Ada').getByRole('button', { name: 'Members of Choir' }).click();
  await page.waitForFunction(() => document.activeElement.matches('dialog button'));
  await dialog.getByRole('button', { name: 'Leave the group' }).click();
  await visible(dialog.getByRole('heading', { name: 'Leave Choir?' }));
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
  await visible(page.getByRole('status').filter({ hasText: 'Ada left Choir' }));
  await page.waitForFunction(() => document.activeElement.matches('.chat-row, h2'));
  assert.deepEqual(problems.filter(isNotLateLoad), []);
});

test('the chat with a new group is announced by its name', async () => {
  const { page } = await pages.start(`conversations/${ADA}`);
  await phone(page, 'Ada').getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name').fill('Bakery team');
  await page.getByLabel(`Bob +${BOB}`).check();
  await page.getByRole('button', { name: 'Create' }).click();
  await visible(page.getByRole('status').filter({ hasText: 'Chat with Bakery team, on the phone of Ada' }));
});

test('the page leaves the focus alone when it is loaded', async () => {
  const { page } = await pages.start('traffic');
  await page.reload();
  await visible(page.getByText('Nothing yet'));
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the content');
});

test('the arrow keys move in the menu of a message', async () => {
  const { page, acts } = await pages.start(CHAT);
  await acts(SHOP, 'writes', { chat: JID(ADA), text: 'Good morning' });
  const more = page.getByRole('button', { name: 'More about this message: The shop, Good morning' });
  const entry = (name) => page.getByRole('group', { name: 'Actions' }).getByRole('button', { name });
  await more.press('ArrowDown');
  await hasFocus(entry('React with 👍'));
  await page.keyboard.press('End');
  await hasFocus(entry('Copy the id'));
  await page.keyboard.press('ArrowDown');
  await hasFocus(entry('React with 👍'));
  await page.keyboard.press('ArrowUp');
  await hasFocus(entry('Copy the id'));
  await page.keyboard.press('Home');
  await hasFocus(entry('React with 👍'));
  await page.keyboard.press('Escape');
  await hasFocus(more);
});

for (const { colorScheme, viewport } of SCREENS.filter(({ viewport }) => viewport.width < 500)) {
  test(`two phones do not widen a small page, which says whose phone is in sight, ${colorScheme}`, async () => {
    const { page } = await pages.start(BOTH, { colorScheme, viewport });
    await visible(field(page, 'Ada'));
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
    const current = page.getByRole('navigation', { name: 'Phones' }).locator('[aria-current="true"]');
    await visible(current.filter({ hasText: 'Ada' }));
    await page.getByRole('navigation', { name: 'Phones' }).getByRole('button', { name: 'The shop' }).click();
    await visible(current.filter({ hasText: 'The shop' }));
    assert.equal(await current.count(), 1);
    await assertAccessible(page, 'two phones');
  });
}

test('a picture without content has a placeholder', async () => {
  const { page, address } = await pages.start(CHAT);
  const body = JSON.stringify({ to: JID(ADA), url: 'https://example.com/cake.png' });
  await fetch(`${address}/messages/image`, { method: 'POST', headers: { 'X-Api-Key': 'any', 'X-Instance-Id': 'default' }, body });
  await visible(phone(page, 'Ada').getByText('It is empty: the simulator downloads nothing from URLs.'));
});
