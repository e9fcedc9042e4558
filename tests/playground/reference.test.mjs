// The reference: its requests and their responses, addresses and focus.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { focused, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, SCREENS, SHOP, UNPAIRED } from './world.mjs';

const pages = playground();

const response = (page) => page.getByRole('region', { name: 'Response' });
const status = (page, code) => response(page).getByRole('status').getByText(code, { exact: true });
const sendButton = (page) => page.getByRole('button', { name: 'Send', exact: true });

test('the codes for pairing are returned while no account is linked', async () => {
  const { page, visit } = await pages.start('reference/getQR', { state: UNPAIRED });
  for (const operation of ['getQR', 'getQRText', 'getPairCode']) {
    await visit(`reference/${operation}`);
    await sendButton(page).click();
    await visible(status(page, '200'));
  }
});

test('a response comes into view, and Send keeps the focus', async () => {
  for (const { viewport } of SCREENS.slice(0, 2)) {
    const { page, problems } = await pages.start('reference/sendText', { viewport });
    await sendButton(page).focus();
    await page.keyboard.press('Enter');
    await visible(status(page, '201'));
    assert.equal(await focused(page), 'Send');
    await page.waitForFunction(() => {
      const { top, bottom } = document.querySelector('#response [role=status]').getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight;
    });
    assert.match(await response(page).getByRole('status').textContent(), /^\s*201\s/);
    assert.deepEqual(problems, []);
  }
});

test('a response links to the chat and to the request', async () => {
  const { page, problems } = await pages.start('reference/sendText');
  await sendButton(page).click();
  await response(page).getByRole('link', { name: 'Show in the chat' }).click();
  await visible(page.getByRole('region', { name: 'Phone of Ada' }).getByText(/we are open until 18:00/));
  await page.goBack();
  await response(page).getByRole('link', { name: 'Show in the traffic' }).click();
  await visible(page.getByRole('heading', { name: /sendText.*201/ }));
  assert.deepEqual(problems, []);
});

test('a stalled request is cancelled', async () => {
  const { page, control } = await pages.start('reference/sendText');
  await control('POST', '/faults/requests', { fault: { kind: 'stall' }, operation: 'sendText' });
  await sendButton(page).click();
  await visible(response(page).getByText('Waiting for the response'));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await visible(response(page).getByText('You cancelled the request'));
  assert.equal(await focused(page), 'Send');
  await control('DELETE', '/faults');
  await sendButton(page).click();
  await visible(status(page, '201'));
});

test('a body that is not JSON is not sent', async () => {
  const { page } = await pages.start('reference/sendText');
  await page.getByLabel('Body, as JSON').fill('{');
  await sendButton(page).click();
  await visible(page.getByRole('alert').getByText('not valid JSON'));
});

test('examples name what exists, and times of the simulator', async () => {
  const { page, visit, control } = await pages.start('reference/deleteMessageForMe');
  await page.getByRole('button', { name: 'Fill in all fields' }).click();
  const { chats } = await control('GET', `/people/${SHOP}/chats`);
  const { last } = chats.find(({ name }) => name === 'Choir');
  const body = JSON.parse(await page.getByLabel('Body, as JSON').inputValue());
  assert.equal(await page.getByLabel('messageId').inputValue(), last.id);
  assert.equal(body.senderId, `${ADA}@s.whatsapp.net`);
  assert.equal(Date.parse(body.timestamp), Date.parse(last.time));
  await visit('reference/rejectCall');
  await visible(page.getByText('Nobody has called yet'));
});

test('an address without an operation says so, and which mode has it', async () => {
  const { page, visit } = await pages.start('reference/nope');
  await visible(page.getByRole('heading', { name: 'There is no operation nope' }));
  await visit('reference/listInstances');
  await visible(page.getByText('exists only on a self-hosted server with many instances'));
  await page.getByRole('link', { name: 'All operations' }).click();
  await visible(page.getByRole('heading', { name: /\d+ operations/ }));
});

test('the focus follows the operation that is chosen', async () => {
  for (const { viewport } of SCREENS.slice(0, 2)) {
    const { page } = await pages.start('reference', { viewport });
    await page.getByRole('searchbox', { name: 'Filter operations' }).fill('pairing qr');
    await page.getByRole('link', { name: /Gets the pairing QR code/ }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.tagName === 'H1');
    assert.equal(await focused(page), 'Gets the pairing QR code as an image');
    await page.goBack();
    await page.waitForFunction(() => document.activeElement.classList.contains('list-item'));
    assert.match(await focused(page), /Gets the pairing QR code/);
  }
});

for (const screen of SCREENS) {
  test(`responses, errors and unknown addresses are accessible, ${screen.colorScheme}, ${screen.viewport.width} pixels wide`, async () => {
    const { page, visit, control } = await pages.start('reference/nope', screen);
    await visible(page.getByRole('heading', { name: 'There is no operation nope' }));
    await assertAccessible(page, 'unknown operation');
    await visit('reference/editMessage');
    await sendButton(page).click();
    await visible(response(page).getByRole('link', { name: 'Show in the chat' }));
    await assertAccessible(page, 'a response');
    await page.getByLabel('Body, as JSON').fill('{');
    await sendButton(page).click();
    await visible(page.getByRole('alert'));
    await assertAccessible(page, 'an error');
    await control('POST', '/faults/requests', { fault: { kind: 'stall' } });
    await visit('reference/listGroups');
    await sendButton(page).click();
    await visible(page.getByRole('button', { name: 'Cancel' }));
    await assertAccessible(page, 'a request that runs');
    await visit('reference/rejectCall');
    await visible(page.getByText('Nobody has called yet'));
    await assertAccessible(page, 'a note');
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  });
}
