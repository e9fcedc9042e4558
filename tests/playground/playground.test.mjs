// Drives the page as a person does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { phone, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { signature } from './simulator.mjs';
import { ADA, PAIRED, SHOP, UNPAIRED } from './world.mjs';

const pages = playground();
const start = (options) => pages.start('', { state: PAIRED, ...options });

async function write(page, name, text) {
  await phone(page, name).getByRole('textbox', { name: 'Message' }).fill(text);
  await phone(page, name).getByRole('button', { name: 'Send', exact: true }).click();
}

test('an instance is paired by QR code, logged out, and paired by pair code', async () => {
  const { page, problems, visit } = await start({ state: UNPAIRED });
  await visit('pairing');
  await page.getByLabel('Phone').first().selectOption({ label: `Ada +${ADA}` });
  await page.getByRole('button', { name: 'Scan' }).click();
  await visible(page.getByText(`with Ada +${ADA}`));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await visible(page.getByText('not paired', { exact: true }));
  await page.getByRole('button', { name: 'Get a pair code' }).click();
  await page.getByRole('button', { name: 'Enter it on the phone' }).click();
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.deepEqual(problems, []);
});

test('people converse, react, reply, edit and delete', async () => {
  const { page, problems } = await start();
  await write(page, 'Ada', 'Is the shop open?');
  const question = phone(page, 'The shop').getByRole('listitem').filter({ hasText: 'Is the shop open?' });
  await visible(question);
  await question.getByRole('button', { name: 'More about this message' }).click();
  await question.getByRole('button', { name: 'React with 👍' }).click();
  await visible(phone(page, 'Ada').getByText('👍'));
  await question.getByRole('button', { name: 'More about this message' }).click();
  await question.getByRole('button', { name: 'Reply' }).click();
  await write(page, 'The shop', 'Until seven.');
  const reply = phone(page, 'The shop').getByRole('listitem').filter({ hasText: 'Until seven.' });
  await visible(phone(page, 'Ada').getByRole('listitem').filter({ hasText: 'Until seven.' }).locator('blockquote'));
  await reply.getByRole('button', { name: 'More about this message' }).click();
  await reply.getByRole('button', { name: 'Edit' }).click();
  await write(page, 'The shop', 'Until six.');
  await visible(phone(page, 'Ada').getByText('Until six.'));
  const edited = phone(page, 'The shop').getByRole('listitem').filter({ hasText: 'Until six.' });
  await edited.getByRole('button', { name: 'More about this message' }).click();
  await edited.getByRole('button', { name: 'Delete for everyone' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await visible(phone(page, 'Ada').getByText('This message was deleted'));
  assert.deepEqual(problems, []);
});

test('a picture, a group and a call', async () => {
  const { page, problems } = await start();
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await phone(page, 'Ada').getByLabel('Send a file').setInputFiles({ name: 'shop.png', mimeType: 'image/png', buffer: png });
  await visible(phone(page, 'The shop').getByRole('img', { name: 'An image' }));
  await phone(page, 'Ada').getByRole('button', { name: /^Call / }).click();
  await page.getByRole('button', { name: 'Voice call' }).click();
  await page.getByRole('button', { name: 'The shop answers' }).click();
  await page.getByRole('button', { name: 'Ada hangs up' }).click();
  await visible(page.getByText('Ended.', { exact: true }));
  await page.getByRole('button', { name: 'Close' }).last().click();
  await phone(page, 'Ada').getByRole('link', { name: 'All chats' }).click();
  await phone(page, 'Ada').getByRole('button', { name: 'New group' }).click();
  await page.getByLabel('Name').fill('Choir');
  await page.getByLabel(`The shop +${SHOP}`).check();
  await page.getByRole('button', { name: 'Create' }).click();
  await write(page, 'Ada', 'Welcome');
  await phone(page, 'The shop').getByRole('link', { name: 'All chats' }).click();
  await visible(phone(page, 'The shop').getByRole('link', { name: /Choir.*Welcome/ }));
  assert.deepEqual(problems, []);
});

test('a webhook delivery fails and succeeds', async () => {
  const hook = await pages.webhook();
  const { page, problems, visit } = await start();
  await visit('events');
  await page.getByRole('button', { name: 'Set the webhook' }).click();
  await page.getByLabel('URL').fill(hook.url);
  await page.getByLabel('Signing secret').fill('whsec_example');
  await page.getByRole('button', { name: 'Save' }).click();
  await visible(page.getByText(`Events are posted to ${hook.url}.`));

  hook.status = 500;
  await visit(`conversations/${ADA}~${SHOP}@s.whatsapp.net`);
  await write(page, 'Ada', 'first');
  await visit('traffic/deliveries');
  await visible(page.getByText('failed', { exact: true }).first());

  hook.status = 200;
  await visit(`conversations/${ADA}~${SHOP}@s.whatsapp.net`);
  await write(page, 'Ada', 'second');
  await visit('traffic/deliveries');
  await page.getByText('delivered', { exact: true }).first().click();
  await visible(page.locator('pre').filter({ hasText: '"second"' }));

  await visit('events/call_offer');
  await page.getByRole('button', { name: 'Trigger' }).click();
  await visible(page.getByText(/Delivered to the webhook, which responded/));
  const { headers, body } = await hook.next((body) => JSON.parse(body).eventType === 'call_offer');
  assert.equal(JSON.parse(body).eventType, 'call_offer');
  assert.equal(headers['x-webhook-signature'], signature('whsec_example', body));
  assert.deepEqual(problems, []);
});

test('operations of the reference reach the chats and the traffic', async () => {
  const { page, problems, visit } = await start();
  const send = async (operation, status) => {
    await visit(`reference/${operation}`);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await visible(page.getByRole('region', { name: 'Response' }).getByText(status, { exact: true }));
  };
  await send('sendText', '201');
  await send('createGroup', '201');
  await send('listChats', '200');
  await visit(`conversations/${ADA}~${SHOP}@s.whatsapp.net`);
  await visible(phone(page, 'Ada').getByText('yes, we are open until 18:00.'));

  await visit('traffic');
  await page.getByRole('link', { name: /sendText/ }).click();
  await page.getByRole('button', { name: 'Rust' }).click();
  await visible(page.getByText('Copied the Rust code'));
  const rust = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(rust, /client\.messages\(\)\.send_text\(/);
  await page.getByRole('button', { name: 'curl' }).click();
  await visible(page.getByText('Copied the curl command'));
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^curl --request POST/);
  assert.deepEqual(problems, []);
});

test('a fault is added, takes effect and is removed; a snapshot is restored', async () => {
  const { page, visit } = await start();
  await visit('faults');
  await page.getByLabel('Name of the snapshot').fill('empty');
  await page.getByRole('button', { name: 'Take a snapshot' }).click();
  await visible(page.getByRole('button', { name: 'Restore' }));
  await page.getByLabel('Operation').selectOption('sendText');
  await page.getByRole('button', { name: 'Add the fault' }).first().click();
  await visible(page.getByText('Error of the service · sendText · once · status 503'));
  await visit('reference/sendText');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await visible(page.getByRole('region', { name: 'Response' }).getByText('503', { exact: true }));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await visible(page.getByRole('region', { name: 'Response' }).getByText('201', { exact: true }));
  await visit('traffic');
  await visible(page.getByRole('link', { name: /sendText/ }).nth(1));
  // Somebody has sent it again.
  assert.equal(await page.getByText(/retry of \d+/).count(), 0);
  await visit('faults');
  await page.getByRole('button', { name: 'Restore “empty”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await visible(page.getByText('Restored “empty”'));
  await visit('traffic');
  await visible(page.getByText('Nothing yet'));
});

const VIEWS = [
  'conversations', `conversations/${ADA}`, 'pairing', 'traffic', 'traffic/deliveries', 'faults', 'reference', 'reference/sendText', 'reference/getGroup', 'events', 'events/message',
];
for (const colorScheme of ['light', 'dark']) {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 780 }]) {
    test(`every view is accessible, ${colorScheme}, ${viewport.width} pixels wide`, async () => {
      const { page, problems, visit } = await start({ colorScheme, viewport });
      await visit(`conversations/${ADA}~${SHOP}@s.whatsapp.net`);
      await write(page, 'Ada', 'hello');
      for (const view of VIEWS) {
        await visit(view);
        await page.locator(`main.${view.split('/')[0]} :is(h1, h2, nav)`).first().waitFor({ state: 'attached' });
        await assertAccessible(page, view);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${view} is ${overflow} pixels too wide`);
      }
      assert.deepEqual(problems, []);
    });
  }
}

test('the keyboard alone reaches every view and writes a message', async () => {
  const { page } = await start();
  await visible(phone(page, 'Ada'));
  const focusOn = async (name) => {
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      const text = await page.evaluate(() => document.activeElement.tagName === 'BODY' ? '' : document.activeElement.textContent.trim());
      if (text === name) return;
    }
    assert.fail(`Tab does not reach ${name}`);
  };
  await focusOn('Reference');
  await page.keyboard.press('Enter');
  await visible(page.getByText(/\d+ operations/));
  await page.goBack();
  await visible(phone(page, 'Ada'));
  await phone(page, 'Ada').getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.type('from the keyboard');
  await page.keyboard.press('Enter');
  await visible(phone(page, 'The shop').getByText('from the keyboard'));
});
