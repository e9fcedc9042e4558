// The texts of the page about requests, events, webhooks and errors.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { focused, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, ALONE, BOB, UNPAIRED } from './world.mjs';

const pages = playground();

const response = (page) => page.getByRole('region', { name: 'Response' });
const send = (page) => page.locator('.operation').getByRole('button', { name: 'Send', exact: true }).click();
const body = async (page) => JSON.parse(await page.getByLabel('Body, as JSON').inputValue());
const instance = async ({ control }) => (await control('GET', '/state')).instances[0];

test('a webhook keeps its secret until the secret is removed', async () => {
  const hook = await pages.webhook();
  const started = await pages.start('events/message');
  const { page, control } = started;
  await control('PUT', '/instances/default/webhook', { url: hook.url, secret: 'whsec_test' });
  await visible(page.getByText('Signs this event and delivers it'));
  const save = async () => {
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  };
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await visible(page.getByPlaceholder('unchanged'));
  await save();
  assert.equal((await instance(started)).isSigned, true);
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await page.getByLabel(/Remove the secret/).check();
  assert.ok(await page.getByLabel('Signing secret').isDisabled());
  await save();
  assert.equal((await instance(started)).isSigned, false);
  await visible(page.getByText('Delivers this event without a signature'));
});

for (const kind of ['breakConnection', 'loseResponse']) {
  test(`a fault breaks the connection of one request, ${kind}`, async () => {
    const { page, control } = await pages.start('reference/sendText');
    await send(page);
    await visible(response(page).getByText('201', { exact: true }));
    await control('POST', '/faults/requests', { fault: { kind }, operation: 'sendText', times: 1 });
    await send(page);
    await visible(response(page).getByText('There was no response'));
    await visible(response(page).getByRole('link', { name: 'Show in the traffic' }));
    const { requests } = await control('GET', '/requests');
    assert.equal(requests.filter(({ operation }) => operation === 'sendText').length, 2);
    await response(page).getByRole('link', { name: 'Show in the traffic' }).click();
    await visible(page.getByRole('heading', { name: /sendText.*(not received|response lost)/ }));
    assert.equal(await page.getByText('x-sent-by').count(), 0);
  });
}

test('a request that the browser has sent twice links to both', async () => {
  const { page, control } = await pages.start('reference/sendText');
  await page.route('**/messages/text', async (route) => {
    await route.fetch();
    await route.continue();
  });
  await send(page);
  await visible(response(page).getByText('The browser sent the request twice, because the connection broke'));
  const { requests } = await control('GET', '/requests');
  const [first, second] = requests.map(({ number }) => String(number));
  await visible(response(page).getByRole('link', { name: first, exact: true }));
  await response(page).getByRole('link', { name: 'Show in the traffic' }).click();
  await visible(page.getByText(`Request ${second} at`));
});

test('a response is marked as earlier once the form has changed', async () => {
  const { page } = await pages.start('reference/sendText');
  await send(page);
  await visible(response(page).getByText('201', { exact: true }));
  assert.equal(await response(page).getByText('an earlier request').count(), 0);
  await page.getByLabel('Body, as JSON').fill('{}');
  await visible(response(page).getByText('This is about an earlier request.'));
});

test('the chat of a request is shown next to the phones that are shown', async () => {
  const { page, visit } = await pages.start(`conversations/${BOB}`);
  await visible(page.getByRole('region', { name: 'Phone of Bob' }));
  await visit('reference/sendText');
  await send(page);
  await response(page).getByRole('link', { name: 'Show in the chat' }).click();
  await visible(page.getByRole('region', { name: 'Phone of Bob' }));
  await visible(page.getByRole('region', { name: 'Phone of Ada' }).getByText('we are open until 18:00'));
  await page.waitForFunction((id) => document.activeElement.id === id, `write-${ADA}`);
});

test('a call that another program has made can be rejected', async () => {
  const { page, control, acts, visit } = await pages.start();
  await acts(ADA, 'calls');
  const { calls: [{ id }] } = await control('GET', '/calls');
  await visit('reference/rejectCall');
  await page.waitForFunction((value) => document.querySelector('.detail input')?.value === value, id);
  await send(page);
  await visible(response(page).getByText('204', { exact: true }));
});

test('examples prefer people, and notes are only where something is missing', async () => {
  const { page, visit } = await pages.start('reference/sendText', { state: ALONE });
  await page.getByRole('button', { name: 'Fill in all fields' }).click();
  const text = await body(page);
  assert.equal(text.to, `${ADA}@s.whatsapp.net`);
  assert.equal(text.mentions, undefined);
  await visit('reference/createGroup');
  await visible(page.locator('.badge', { hasText: /^createGroup$/ }));
  assert.deepEqual((await body(page)).participants, [`${ADA}@s.whatsapp.net`]);
  const notes = page.locator('.detail .notice.warn');
  for (const operation of ['createGroup', 'listGroups', 'createCommunity', 'listCommunities', 'createNewsletter', 'listNewsletters']) {
    await visit(`reference/${operation}`);
    await visible(page.getByRole('button', { name: 'Send', exact: true }));
    assert.equal(await notes.count(), 0, operation);
  }
  await visit('reference/getCommunity');
  await visible(notes.getByText('There is no community yet.'));
  await visit('reference/linkGroupToCommunity');
  await visible(notes.getByText('The account is in no group yet.'));
});

test('an event that is held back says by which fault', async () => {
  const hook = await pages.webhook();
  const { page, control } = await pages.start('events/message');
  await control('PUT', '/instances/default/webhook', { url: hook.url });
  await control('POST', '/faults/events', { fault: { kind: 'reorder' }, times: 1 });
  const trigger = page.getByRole('button', { name: 'Trigger' });
  await visible(page.getByText(hook.url));
  await trigger.click();
  await visible(page.getByText('The fault “Delivered after the next one” holds it back until the next event of the instance.'));
  await control('DELETE', '/faults');
  await visible(page.getByText('It was dropped: all faults were removed while one held it back.'));
});

test('a failed delivery says where and why, and a redelivery is marked with its sender', async () => {
  const { page, control, acts } = await pages.start('traffic/deliveries');
  await control('PUT', '/instances/default/webhook', { url: 'http://127.0.0.1:1/' });
  await acts(ADA, 'writes', { text: 'ping' });
  const entry = page.getByRole('link', { name: /message from Ada/ });
  await entry.click();
  await visible(page.getByText('Cannot connect to 127.0.0.1:1: connection refused.'));
  await page.getByRole('button', { name: 'Deliver again' }).click();
  await visible(page.getByText(/redelivery of \d+/));
});

test('a wrong phone number is marked, and the error is a sentence', async () => {
  const { page } = await pages.start('pairing', { state: UNPAIRED });
  await page.getByRole('button', { name: 'New person' }).click();
  await page.getByLabel('Phone number').fill('1');
  await page.getByRole('button', { name: 'Add' }).click();
  await visible(page.getByRole('alert').getByText(/^Expected a phone number with a country code, such as \+49 170 1234567\.$/));
  assert.equal(await page.getByLabel('Phone number').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'phone');
  await page.getByLabel('Phone number').fill('12');
  assert.equal(await page.getByLabel('Phone number').getAttribute('aria-invalid'), null);
});

test('the focus goes to the pair code that was asked for', async () => {
  const { page } = await pages.start('pairing', { state: UNPAIRED });
  await page.getByRole('button', { name: 'Get a pair code' }).click();
  await page.waitForFunction(() => document.activeElement.id === 'enter-code');
  assert.equal(await focused(page), 'Enter it on the phone');
});

test('a list scrolls to the entry of the address', async () => {
  const { page } = await pages.start('reference/rejectCall');
  await visible(page.getByRole('heading', { name: 'Rejects an incoming call' }));
  await visible(page.getByRole('heading', { name: 'Reference', exact: true }));
  const entry = page.locator('.list-item[aria-current="page"]');
  await page.waitForFunction((element) => element.getBoundingClientRect().bottom <= innerHeight, await entry.elementHandle());
});
