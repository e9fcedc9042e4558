// Uses the conversations as a person does, with the keyboard and with what a phone offers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { bubble, field, gone, hasFocus, isNotLateLoad, later, phone, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, BOB, SHOP } from './world.mjs';

const EVE = '491700000003';
const LONG = 'Wolfeschlegelsteinhausenbergerdorff of Hohenlohe and Schillingsfuerst the Younger';
const STATE = `
instances:
  - { id: default, phone: "+${SHOP}", name: The shop }
people:
  - { phone: "+${ADA}", name: Ada }
  - { phone: "+${BOB}", name: Bob }
  - { phone: "+${EVE}", name: ${LONG} }
groups:
  - name: Choir
    owner: "+${ADA}"
    admins: ["+${BOB}"]
    members: ["+${SHOP}"]
    onlyAdminsAdd: true
    messages:
      - { from: "+${ADA}", text: At eight, minutesAgo: 2 }
      - { from: me, text: Too late, minutesAgo: 1 }
  - { name: News, owner: "+${ADA}", members: ["+${SHOP}"], onlyAdminsWrite: true }
communities:
  - { name: Village, owner: "+${ADA}", members: ["+${SHOP}"], groups: [Gardeners] }
newsletters:
  - { name: Gazette, owner: "+${ADA}", followers: ["+${SHOP}"], messages: [{ text: Extra, minutesAgo: 1 }] }
`;

const pages = playground();

/** Starts the page in `STATE`, and returns the ids of its chats, too. */
async function start(options) {
  const started = await pages.start('', { state: STATE, ...options });
  const { groups, communities, newsletters } = await started.control('GET', '/state');
  const ids = Object.fromEntries([...groups, ...newsletters].map(({ id, name }) => [name, id]));
  ids.community = communities[0].id;
  const show = (...columns) => started.visit(`conversations/${columns.join('/')}`);
  return { ...started, ids, show };
}

/** Presses Tab until an element has the focus. */
async function tabTo(page, locator, key = 'Tab') {
  const element = await locator.elementHandle();
  for (let steps = 0; steps < 80; steps++) {
    if (await element.evaluate((each) => each === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not reach ${locator}`);
}

async function menuOf(page, name, text) {
  await bubble(page, name, text).getByRole('button', { name: 'More about this message' }).click();
  const menu = bubble(page, name, text).getByRole('group', { name: 'Actions' });
  await visible(menu);
  return menu;
}

const labels = async (locator) => (await locator.getByRole('button').allTextContents()).map((text) => text.trim());

test('the keyboard opens a chat, writes and goes back', async () => {
  const { page, problems, acts, show } = await start();
  await acts(SHOP, 'writes', { chat: `${ADA}@s.whatsapp.net`, text: 'Good morning' });
  await show(ADA, SHOP);
  const entry = phone(page, 'Ada').getByRole('link', { name: /^The shop/ });
  await tabTo(page, entry);
  await page.keyboard.press('Enter');
  await hasFocus(field(page, 'Ada'));
  await visible(page.getByRole('status').filter({ hasText: 'Chat with The shop, on the phone of Ada' }));
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await visible(bubble(page, 'Ada', 'Hello'));
  await hasFocus(field(page, 'Ada'));
  await tabTo(page, phone(page, 'Ada').getByRole('link', { name: 'All chats' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await hasFocus(entry);
  assert.deepEqual(problems, []);
});

test('the menu, a reply and a mark as read keep the focus', async () => {
  const { page, acts, show } = await start();
  await acts(SHOP, 'writes', { chat: `${ADA}@s.whatsapp.net`, text: 'Good morning' });
  await show(`${ADA}~${SHOP}@s.whatsapp.net`);
  const more = bubble(page, 'Ada', 'Good morning').getByRole('button', { name: 'More about this message' });
  await tabTo(page, more);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await hasFocus(more);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('button', { name: 'Reply' }));
  await page.keyboard.press('Enter');
  await hasFocus(field(page, 'Ada'));
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: 'Mark as read' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await hasFocus(field(page, 'Ada'));
});

test('on a small screen, the heading of the chat that opens has the focus', async () => {
  const { page, acts, show } = await start({ viewport: { width: 390, height: 780 } });
  await acts(SHOP, 'writes', { chat: `${ADA}@s.whatsapp.net`, text: 'Good morning' });
  await show(ADA);
  await phone(page, 'Ada').getByRole('link', { name: /^The shop/ }).press('Enter');
  await hasFocus(phone(page, 'Ada').getByRole('heading', { name: 'The shop' }));
  await field(page, 'Ada').focus();
  await page.keyboard.type('Hello');
  await page.keyboard.press('Enter');
  await visible(bubble(page, 'Ada', 'Hello'));
  await hasFocus(field(page, 'Ada'));
});

test('the focus follows phones, chats and groups that are opened and hidden', async () => {
  const { page, problems, show } = await start();
  await show(ADA, SHOP);
  await page.getByRole('button', { name: 'Show a phone' }).press('Enter');
  await page.getByLabel('Person').selectOption({ label: `Bob +${BOB}` });
  await page.getByRole('button', { name: 'Show', exact: true }).press('Enter');
  await hasFocus(phone(page, 'Bob').getByRole('heading', { name: 'Bob' }));
  await phone(page, 'Bob').getByRole('button', { name: 'New chat' }).press('Enter');
  await page.getByLabel('With').selectOption({ label: `Ada +${ADA}` });
  await page.getByRole('button', { name: 'Open' }).press('Enter');
  await hasFocus(field(page, 'Bob'));
  await phone(page, 'Ada').getByRole('button', { name: 'New group' }).press('Enter');
  await page.getByLabel('Name').fill('Band');
  await page.getByLabel(`Bob +${BOB}`).check();
  await page.getByRole('button', { name: 'Create' }).press('Enter');
  await hasFocus(field(page, 'Ada'));
  await visible(phone(page, 'Ada').getByText('Bob, You', { exact: true }));
  await page.getByRole('link', { name: 'Hide the phone of The shop' }).press('Enter');
  await hasFocus(phone(page, 'Bob').getByRole('heading', { name: 'Bob' }));
  assert.deepEqual(problems, []);
});

test('four phones fit on a wide screen, and are reached by name on a narrow one', async () => {
  const { page, show } = await start();
  await show(ADA, BOB, SHOP, EVE);
  const last = phone(page, LONG);
  await visible(last);
  const strip = page.getByRole('navigation', { name: 'Phones' });
  const overflow = () => page.locator('.phones').evaluate((element) => element.scrollWidth - element.clientWidth);
  assert.equal(await overflow(), 0);
  assert.equal(await strip.isVisible(), false);
  await page.setViewportSize({ width: 1024, height: 800 });
  assert.ok(await overflow() > 0);
  await strip.getByRole('button', { name: LONG }).press('Enter');
  await hasFocus(last.getByRole('heading', { name: LONG }));
  const right = await last.evaluate((element) => element.getBoundingClientRect().right);
  assert.ok(right <= 1024, `the phone ends at ${right}`);
});

test('the menu offers what a phone can do with a message', async () => {
  const { page, problems, control, acts, ids, show } = await start();
  await show(`${ADA}~${ids.Choir}`, `${BOB}~${ids.Choir}`, `${SHOP}~${ids.Choir}`);
  const asMember = await labels(await menuOf(page, 'The shop', 'At eight'));
  assert.ok(asMember.includes('Reply') && asMember.includes('Read'), asMember.join());
  for (const label of ['Edit', 'Remove', 'Delete for everyone']) assert.ok(!asMember.includes(label), label);
  assert.ok((await labels(await menuOf(page, 'Bob', 'At eight'))).includes('Delete for everyone'));
  assert.ok((await labels(await menuOf(page, 'The shop', 'Too late'))).includes('Edit'));

  await control('POST', '/clock/advance', { seconds: 16 * 60 });
  await gone(bubble(page, 'The shop', 'Too late').getByRole('button', { name: 'Edit' }));
  await control('POST', '/clock/advance', { seconds: 60 * 3600 });
  await gone(bubble(page, 'The shop', 'Too late').getByRole('button', { name: 'Delete for everyone' }));

  const { id } = await acts(BOB, 'writes', { chat: ids.Choir, text: 'A slip' });
  await acts(BOB, 'deletes', { message: id });
  assert.deepEqual(await labels(await menuOf(page, 'Bob', 'This message was deleted')), ['Copy the id']);
  assert.deepEqual(problems, []);
});

test('only who may write has a field', async () => {
  const { page, ids, show } = await start();
  for (const [name, reason] of [['News', 'Only admins can send messages.'], ['Gazette', 'Only the owner of the channel can post.']]) {
    await show(`${ADA}~${ids[name]}`, `${SHOP}~${ids[name]}`);
    await visible(field(page, 'Ada'));
    await visible(phone(page, 'The shop').getByText(reason));
    assert.equal(await field(page, 'The shop').count(), 0);
  }
  await visible(phone(page, 'The shop').getByText('Channel · 1 follower'));
  const reader = await labels(await menuOf(page, 'The shop', 'Extra'));
  for (const label of ['Reply', 'Pin', 'Read', 'Delete for everyone']) assert.ok(!reader.includes(label), label);
});

test('the members of a group are changed by its admins alone', async () => {
  const { page, problems, ids, show } = await start();
  await show(`${ADA}~${ids.Choir}`, `${BOB}~${ids.Choir}`, `${SHOP}~${ids.Choir}`);
  await visible(phone(page, 'Ada').getByText('Bob, The shop, You', { exact: true }));
  const dialog = page.getByRole('dialog');
  const buttons = async (name) => {
    await phone(page, name).getByRole('button', { name: 'Members of Choir' }).click();
    await visible(dialog.getByText('You', { exact: true }));
    return labels(dialog);
  };
  assert.deepEqual(await buttons('The shop'), ['Leave the group', 'Close']);
  await page.keyboard.press('Escape');
  // Nobody removes the creator or themselves.
  assert.deepEqual(await buttons('Bob'), ['Make admin', 'Remove', 'Add', 'Copy', 'Leave the group', 'Close']);
  await dialog.getByRole('button', { name: `Make admin: The shop +${SHOP}` }).click();
  await visible(dialog.getByRole('button', { name: `Demote: The shop +${SHOP}` }));
  await hasFocus(dialog.locator('#members'));
  await page.keyboard.press('Escape');
  assert.deepEqual(await buttons('The shop'), ['Demote', 'Remove', 'Add', 'Copy', 'Leave the group', 'Close']);
  await dialog.getByRole('button', { name: 'Leave the group' }).click();
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
  await visible(phone(page, 'The shop').getByRole('button', { name: 'New chat' }));
  assert.equal(await page.locator('.toast.bad').count(), 0);
  assert.deepEqual(problems.filter(isNotLateLoad), []);
});

test('a quote says what a phone says', async () => {
  const { page, address, control, acts, show } = await start();
  const chat = `${ADA}@s.whatsapp.net`;
  const deleted = await acts(SHOP, 'writes', { chat, text: 'a secret' });
  const vanished = await acts(SHOP, 'writes', { chat, text: 'a rumour', disappearingAfter: '24h' });
  const picture = await acts(SHOP, 'sendsImage', { chat, data: bitmap(8), mimeType: 'image/bmp' });
  await acts(ADA, 'writes', { text: 'to the deleted one', quoting: deleted.id });
  await acts(ADA, 'writes', { text: 'to the vanished one', quoting: vanished.id });
  await acts(ADA, 'writes', { text: 'to the picture', quoting: picture.id });
  await acts(SHOP, 'deletes', { message: deleted.id });
  const reply = async (text, replyTo) => {
    const headers = { 'X-Api-Key': 'any', 'X-Instance-Id': 'default' };
    const body = JSON.stringify({ to: chat, text, replyTo, replyToSenderId: `${SHOP}@s.whatsapp.net` });
    assert.ok((await fetch(`${address}/messages/text`, { method: 'POST', headers, body })).ok);
  };
  await reply('to an unknown one', '3EB000');
  await reply('to the rumour, by the API', vanished.id);
  await control('POST', '/clock/advance', { seconds: 25 * 3600 });
  await show(`${ADA}~${SHOP}@s.whatsapp.net`);
  await visible(bubble(page, 'Ada', 'to the rumour, by the API').getByText('This message is no longer available'));
  const quote = async (text) => (await bubble(page, 'Ada', text).locator('.quoted').textContent()).trim();
  assert.equal(await quote('to the deleted one'), 'This message was deleted');
  assert.equal(await quote('to the vanished one'), 'a rumour');
  assert.equal(await quote('to the picture'), '[Image]');
  assert.equal(await quote('to an unknown one'), 'This message is no longer available');
  assert.equal(await quote('to the rumour, by the API'), 'This message is no longer available');
});

test('unusual messages look right', async () => {
  const { page, problems, acts, show } = await start();
  await acts(ADA, 'writes', { text: '👍🏽 🇩🇪' });
  await acts(ADA, 'writes', { text: 'שלום, מה שלומך?' });
  await acts(ADA, 'writes', { text: `Begin ${'and so on '.repeat(500)}the end` });
  await acts(ADA, 'sendsOther', { kind: 'video note' });
  await show(`${ADA}~${SHOP}@s.whatsapp.net`);
  await visible(phone(page, 'Ada').locator('.emoji'));
  const direction = await bubble(page, 'Ada', 'שלום').locator('.text').evaluate((element) => getComputedStyle(element).direction);
  assert.equal(direction, 'rtl');
  await visible(phone(page, 'Ada').getByText('This phone cannot show this kind of message: video note'));
  await bubble(page, 'Ada', 'Begin').getByRole('button', { name: 'Read more' }).press('Enter');
  await visible(bubble(page, 'Ada', 'the end'));
  await hasFocus(page.getByRole('button', { name: 'Show less' }));
  assert.deepEqual(problems, []);
});

test('a picture that loads late leaves the newest message in sight', async () => {
  const { page, acts, show } = await start();
  for (let number = 0; number < 30; number++) await acts(ADA, 'writes', { text: `Message ${number}` });
  await acts(ADA, 'sendsImage', { data: bitmap(400), mimeType: 'image/bmp' });
  await acts(ADA, 'writes', { text: 'The last one' });
  const released = later();
  await page.route('**/file', async (route) => {
    await released.promise;
    await route.continue();
  });
  await page.clock.install();
  await show(`${ADA}~${SHOP}@s.whatsapp.net`);
  await visible(bubble(page, 'Ada', 'The last one'));
  // From now on, no timer draws the page again.
  await page.clock.pauseAt(Date.now() + 60_000);
  released.end();
  const picture = phone(page, 'Ada').getByRole('img', { name: 'An image' });
  await picture.evaluate((element) => element.decode());
  await page.waitForFunction(() => {
    const list = document.querySelector('.messages');
    return list.scrollHeight - list.scrollTop - list.clientHeight < 2;
  });
});

test('a call shows its id, and links to the operation that rejects it', async () => {
  const { page, show } = await start();
  await show(`${ADA}~${SHOP}@s.whatsapp.net`);
  await phone(page, 'Ada').getByRole('button', { name: 'Call The shop' }).click();
  await page.getByRole('button', { name: 'Voice call' }).press('Enter');
  await hasFocus(page.locator('#call-state'));
  const id = await page.getByRole('dialog').locator('code').first().textContent();
  await page.getByRole('button', { name: 'Copy the id' }).click();
  await visible(page.getByText('Copied the id of the call'));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), id);
  await page.getByRole('link', { name: 'Reject it with rejectCall' }).click();
  await visible(page.getByRole('heading', { name: 'Rejects an incoming call' }));
  await page.waitForFunction((text) => [...document.querySelectorAll('input, textarea')].some(({ value }) => value.includes(text)), id);
  assert.equal(await page.getByRole('dialog').count(), 0);
});

for (const colorScheme of ['light', 'dark']) {
  for (const width of [1280, 390]) {
    test(`dialogs and menus are accessible, ${colorScheme}, ${width} pixels wide`, async () => {
      const { page, problems, acts, ids, show } = await start({ colorScheme, viewport: { width, height: 780 } });
      const quoted = await acts(SHOP, 'writes', { chat: `${ADA}@s.whatsapp.net`, text: 'Good morning' });
      await acts(ADA, 'writes', { text: 'Good evening', quoting: quoted.id });
      const check = async (what, button) => {
        await button.click();
        await visible(page.getByRole('dialog').getByRole('heading', { level: 1 }));
        await assertAccessible(page, what);
        await page.keyboard.press('Escape');
        await gone(page.getByRole('dialog'));
      };
      const button = (name) => phone(page, 'Ada').getByRole('button', { name });
      await show(`${ADA}~${SHOP}@s.whatsapp.net`);
      await menuOf(page, 'Ada', 'Good evening');
      await assertAccessible(page, 'the menu');
      await button('Call The shop').click();
      await page.getByRole('button', { name: 'Voice call' }).click();
      await visible(page.getByRole('dialog').getByText('Ringing…'));
      await page.keyboard.press('Escape');
      await check('a call', button('Call The shop'));
      await check('a profile', button('Change the profile of Ada'));
      await check('a phone', page.getByRole('button', { name: 'Show a phone' }).locator('visible=true'));
      for (const [id, name] of [[ids.Choir, 'Members of Choir'], [ids.Gazette, 'About Gazette'], [ids.community, 'About Village']]) {
        await show(`${ADA}~${id}`);
        await check(name, button(name));
      }
      await show(ADA);
      await check('a new chat', button('New chat'));
      await check('a new group', button('New group'));
      await show(ADA, BOB, SHOP, EVE);
      await visible(page.getByRole('heading', { name: LONG }));
      await assertAccessible(page, 'four phones');
      assert.deepEqual(problems, []);
    });
  }
}

/** A black picture as base64: a bitmap with one bit per pixel. */
function bitmap(side) {
  const row = Math.ceil(side / 32) * 4;
  const header = Buffer.alloc(62);
  header.write('BM');
  [[2, 62 + row * side], [10, 62], [14, 40], [18, side], [22, side], [34, row * side]].forEach(([at, value]) => header.writeUInt32LE(value, at));
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(1, 28);
  return Buffer.concat([header, Buffer.alloc(row * side)]).toString('base64');
}
