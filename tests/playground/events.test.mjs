// The events: what becomes of one that is published, examples, the filter, and addresses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { focused, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, SCREENS, SHOP } from './world.mjs';

const pages = playground();

const trigger = (page) => page.getByRole('button', { name: 'Trigger' }).click();
const outcome = (page) => page.getByRole('region', { name: 'Trigger' }).getByRole('status');

/** Starts the page at an event, with a webhook. */
async function withWebhook(route, options) {
  const hook = await pages.webhook();
  const started = await pages.start(route, options);
  await started.control('PUT', '/instances/default/webhook', { url: hook.url });
  await visible(started.page.getByText(hook.url));
  return { hook, ...started };
}

test('an event is delivered, and links to its delivery', async () => {
  const { page, problems, hook } = await withWebhook('events/message');
  await trigger(page);
  await visible(outcome(page).getByText(/^\s*Delivered to the webhook/));
  assert.equal(hook.posts.length, 1);
  await outcome(page).getByRole('link', { name: 'Show in the traffic' }).click();
  await visible(page.getByRole('heading', { name: /message.*delivered/ }));
  assert.deepEqual(problems, []);
});

test('a delivery fails, and the reason is shown', async () => {
  const { page, hook } = await withWebhook('events/message');
  hook.status = 500;
  await trigger(page);
  await visible(outcome(page).getByText(/The delivery to the webhook failed\. .*500/));
});

test('an event without a receiver is not delivered', async () => {
  const { page } = await pages.start('events/message');
  await trigger(page);
  await visible(outcome(page).getByText('Nobody received it'));
});

test('an event that a fault delays arrives later', async () => {
  const { page, control } = await withWebhook('events/message');
  await control('POST', '/faults/events', { fault: { kind: 'delay', milliseconds: 3_600_000 }, times: 1 });
  await trigger(page);
  await visible(outcome(page).getByText(/The fault “Delivered late” holds it back until .* on the simulator’s clock/));
  await control('POST', '/clock/advance', { seconds: 3600 });
  await visible(outcome(page).getByText(/^\s*Delivered to the webhook/));
});

test('data that the service would not send is rejected at the form', async () => {
  const { page } = await pages.start('events/message');
  const data = page.getByLabel('Data, as JSON');
  await data.fill('{');
  await trigger(page);
  await visible(page.getByRole('alert').getByText('not valid JSON'));
  await data.fill('{"id": 7}');
  await trigger(page);
  await page.waitForFunction(() => document.querySelector('[role=alert]')?.textContent.includes('id'));
});

test('examples have people, chats and times of the simulator', async () => {
  const { page, visit, control } = await pages.start('events/message_history_sync');
  const data = async () => JSON.parse(await page.getByLabel('Data, as JSON').inputValue());
  const { groups, now } = await control('GET', '/state');
  const choir = groups.find(({ name }) => name === 'Choir').id;
  await page.waitForFunction((id) => document.querySelector('textarea')?.value.includes(id), choir);
  const { chatId, messages } = await data();
  assert.equal(chatId, choir);
  assert.equal(messages[1].sender.id, `${SHOP}@s.whatsapp.net`);
  assert.ok(Math.abs(Date.parse(messages[1].time) - Date.parse(now)) < 3_600_000);
  await visit('events/chat_setting');
  await page.waitForFunction(() => document.querySelector('textarea')?.value.includes('muteEndTime'));
  const { id, mute } = await data();
  assert.equal(id, `${ADA}@s.whatsapp.net`);
  assert.ok(Date.parse(mute.muteEndTime) > Date.parse(now));
});

test('the list is filtered, the focus follows, and an unknown address says so', async () => {
  const { page, visit } = await pages.start('events', { viewport: { width: 390, height: 800 } });
  await page.getByRole('searchbox', { name: 'Filter events' }).fill('accepted');
  await page.getByRole('link', { name: /call_accept/ }).focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.activeElement.tagName === 'H1');
  await page.getByRole('link', { name: 'All events' }).click();
  await page.waitForFunction(() => document.activeElement.classList.contains('list-item'));
  assert.match(await focused(page), /^call_accept/);
  await visit('events/nope');
  await visible(page.getByRole('heading', { name: 'There is no event nope' }));
  await page.getByRole('link', { name: 'All events' }).click();
  await visible(page.getByRole('searchbox', { name: 'Filter events' }));
});

for (const screen of SCREENS) {
  test(`outcomes, errors and dialogs are accessible, ${screen.colorScheme}, ${screen.viewport.width} pixels wide`, async () => {
    const { page, visit, hook } = await withWebhook('events/message', screen);
    await trigger(page);
    await visible(outcome(page).getByText('Delivered'));
    await assertAccessible(page, 'delivered');
    hook.status = 500;
    await trigger(page);
    await visible(outcome(page).getByText('failed'));
    await assertAccessible(page, 'failed');
    await page.getByLabel('Data, as JSON').fill('{');
    await trigger(page);
    await visible(page.getByRole('alert'));
    await assertAccessible(page, 'an error');
    await page.getByRole('button', { name: 'Set the webhook' }).click();
    await visible(page.getByRole('dialog'));
    await assertAccessible(page, 'the webhook');
    await page.route('**/webhook', (route) => route.fulfill({ status: 400, json: { detail: 'the URL is invalid' } }));
    await page.getByRole('button', { name: 'Save' }).click();
    await visible(page.getByRole('dialog').getByRole('alert'));
    await assertAccessible(page, 'a webhook that is rejected');
    await page.keyboard.press('Escape');
    await visit('events/nope');
    await visible(page.getByRole('heading', { name: 'There is no event nope' }));
    await assertAccessible(page, 'unknown event');
  });
}
