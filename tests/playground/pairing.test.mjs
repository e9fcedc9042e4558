// Pairs instances as a person does, and checks that no code is used after another one has invalidated it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { gone, later, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, BOB, UNPAIRED } from './world.mjs';

const TWO = UNPAIRED.replace('{ id: default }', '{ id: sales }\n  - { id: support }');
const QR_CODE = '**/session/qr/text';

const pages = playground();
const start = (options) => pages.start('', { state: UNPAIRED, ...options });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const focusOn = (page, id) => page.waitForFunction((id) => document.activeElement.id === id, id);

/** Asks for a QR code as another program does. */
async function askForCode(address, control) {
  const { instances } = await control('GET', '/credentials');
  const headers = { 'X-Instance-Id': 'default', ...(instances.default && { 'X-Api-Key': instances.default }) };
  const response = await fetch(`${address}/session/qr/text`, { headers });
  return response.json();
}

test('one code is asked for when the view is opened, and scanning it pairs the instance', async () => {
  const { page, problems, visit } = await start();
  let asked = 0;
  const released = later();
  await page.route(QR_CODE, async (route) => {
    const response = await route.fetch();
    // The service has made a second code, which the page does not know.
    if (++asked > 1) await released.promise;
    await route.fulfill({ response });
  });
  await visit('pairing');
  await page.getByRole('button', { name: 'Scan', disabled: false }).waitFor();
  await visible(page.getByRole('img', { name: /QR code/ }));
  await page.evaluate(() => fetch('/_sim/clock').then((response) => response.text()));
  await button(page, 'Scan').click();
  await visible(page.getByText(`with Ada +${ADA}`));
  released.end();
  assert.equal(asked, 1);
  assert.deepEqual(problems, []);
});

test('a scan waits for the code that is being asked for', async () => {
  const { page, problems, visit } = await start();
  await visit('pairing');
  await visible(page.getByRole('img', { name: 'QR code of default' }));
  const [made, released] = [later(), later()];
  await page.route(QR_CODE, async (route) => {
    const response = await route.fetch();
    made.end();
    await released.promise;
    await route.fulfill({ response });
  });
  await button(page, 'New QR code').click();
  await made.promise;
  await button(page, 'Scan').click();
  released.end();
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.deepEqual(problems, []);
});

test('a scan right after the view is opened uses the first code', async () => {
  const { page, problems, visit } = await start();
  const released = later();
  await page.route(QR_CODE, (route) => released.promise.then(() => route.continue()));
  await visit('pairing');
  await visible(page.getByText('Loading…'));
  await button(page, 'Scan').click();
  released.end();
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.deepEqual(problems, []);
});

test('a QR code says how long it is valid, and is replaced when it has expired', async () => {
  const { page, problems, control, visit } = await start();
  let asked = 0;
  await page.route(QR_CODE, (route) => {
    asked++;
    return asked === 2 ? route.fulfill({ status: 503, json: { detail: 'not now' } }) : route.continue();
  });
  await visit('pairing');
  await visible(page.getByText(/Valid for \d:\d\d/));
  assert.equal(asked, 1);

  await control('POST', '/clock/advance', { seconds: 61 });
  await visible(page.getByRole('alert').filter({ hasText: 'not now' }));
  assert.ok(await button(page, 'Scan').isDisabled());
  await button(page, 'Expired. Get a new one').click();
  await visible(page.getByText(/Valid for \d:\d\d/));
  assert.equal(asked, 3);
  await focusOn(page, 'scan');

  const replaced = page.waitForResponse(QR_CODE);
  await control('POST', '/clock/advance', { seconds: 61 });
  await replaced;
  await visible(page.getByText(/Valid for \d:\d\d/));
  await button(page, 'Scan').click();
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.equal(asked, 4);
  assert.equal(problems.filter((problem) => !problem.includes('503')).length, 0);
});

test('a pair code expires, and the QR code is void while it is valid', async () => {
  const { page, problems, control, visit } = await start();
  await visit('pairing');
  await page.getByLabel('Phone').selectOption({ label: `Bob +${BOB}` });
  await button(page, 'Get a pair code').click();
  const panel = page.getByRole('region', { name: 'Pair code' });
  await visible(panel.getByText(`for the phone of Bob +${BOB}`));
  await visible(panel.getByText(/Valid for \d:\d\d/));
  assert.ok(await button(page, 'Scan').isDisabled());
  await visible(page.getByText('There is no valid QR code while a pair code is valid.'));
  assert.equal(await page.getByRole('button', { name: /QR code|Get a new one/ }).count(), 1);

  await control('POST', '/clock/advance', { seconds: 161 });
  await visible(panel.getByText('Expired'));
  await button(page, 'Get a new pair code').click();
  await button(page, 'Enter it on the phone').click();
  await visible(page.getByText(`with Bob +${BOB}`));
  assert.deepEqual(problems, []);
});

test('the focus goes to the instance after it was paired and logged out, and the result is announced', async () => {
  const { page, visit } = await start();
  const announced = (text) => visible(page.getByRole('status').filter({ hasText: text }));
  await visit('pairing');
  await button(page, 'Scan').click();
  await announced('The phone has scanned the code');
  await visible(button(page, 'Log out'));
  await focusOn(page, 'link-title');
  await button(page, 'Log out').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Log out' }).click();
  await announced('Logged out');
  await visible(page.getByText('not paired', { exact: true }));
  await focusOn(page, 'link-title');
  await button(page, 'Get a pair code').click();
  await announced(/Pair code \w+-\w+/);
  await focusOn(page, 'enter-code');
  await button(page, 'Enter it on the phone').click();
  await announced('The phone has accepted the code');
  await focusOn(page, 'link-title');
});

test('an instance and a person are added and paired with the keyboard alone', async () => {
  const { page, problems, visit } = await start({ state: 'instances: [{ id: default }]', mode: 'multi' });
  await visit('pairing');
  const press = async (name) => {
    await button(page, name).focus();
    await page.keyboard.press('Enter');
  };
  await press('New instance');
  await visible(page.getByRole('dialog', { name: 'New instance' }));
  await assertAccessible(page, 'the dialog of a new instance');
  await page.keyboard.type('sales');
  await page.keyboard.press('Enter');
  await visible(page.getByRole('heading', { name: 'Instance sales' }));
  await focusOn(page, 'link-title');
  assert.ok(await button(page, 'Scan').isDisabled());

  await press('New person');
  await page.keyboard.type('+1 201 555 0123');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Cleo');
  await page.keyboard.press('Enter');
  await visible(page.getByRole('status').filter({ hasText: 'Added the person' }));
  await gone(page.getByRole('dialog'));
  await focusOn(page, 'phone-of');
  assert.equal(await page.getByLabel('Phone').inputValue(), '12015550123@s.whatsapp.net');
  await press('Scan');
  await visible(page.getByText('with Cleo +12015550123'));
  assert.deepEqual(problems, []);
});

test('a dialog shows why something cannot be added', async () => {
  const { page, visit } = await start({ state: TWO, mode: 'multi' });
  await visit('pairing');
  await button(page, 'New instance').click();
  await page.getByLabel('Id').fill('sales');
  await button(page, 'Add').click();
  await visible(page.getByRole('dialog').getByRole('alert'));
});

test('a server with one instance cannot get another', async () => {
  const { page, visit } = await start();
  await visit('pairing');
  await visible(button(page, 'New person'));
  assert.equal(await button(page, 'New instance').count(), 0);
});

test('each of several instances has its own code', async () => {
  const { page, problems, control, visit } = await start({ state: TWO, mode: 'multi' });
  const [asked, released] = [later(), later()];
  await page.route(QR_CODE, async (route) => {
    const response = await route.fetch();
    if (route.request().headers()['x-instance-id'] === 'sales') {
      asked.end();
      await released.promise;
    }
    await route.fulfill({ response });
  });
  await visit('pairing');
  await asked.promise;
  await page.getByRole('combobox', { name: 'Instance' }).selectOption('support');
  await visible(page.getByRole('img', { name: 'QR code of support' }));
  released.end();
  await page.getByRole('combobox', { name: 'Instance' }).selectOption('sales');
  await visible(page.getByRole('img', { name: 'QR code of sales' }));
  await page.getByRole('combobox', { name: 'Instance' }).selectOption('support');
  await button(page, 'Scan').click();
  await visible(page.getByText(`with Ada +${ADA}`));
  const { instances } = await control('GET', '/state');
  assert.deepEqual(instances.map(({ id, isPaired }) => [id, isPaired]), [['sales', false], ['support', true]]);
  assert.deepEqual(problems, []);
});

test('the page does not invalidate the code of another program by itself', async () => {
  const { page, problems, address, control, acts, visit } = await start();
  const { code } = await askForCode(address, control);
  await visit('pairing');
  await visible(page.getByText('Another program has asked for a code'));
  await acts(ADA, 'scans', { code });
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.deepEqual(problems, []);
});

test('a code that another program asks for while the page loads the state stays valid', async () => {
  const { page, problems, address, control, acts, visit } = await start();
  await visible(page.getByRole('region', { name: 'Phone of Ada' }));
  let code;
  let last = Promise.resolve();
  await page.route('**/_sim/state', (route) => {
    last = last.then(async () => {
      const response = await route.fetch();
      code ??= (await askForCode(address, control)).code;
      await route.fulfill({ response });
    });
    return last;
  });
  await visit('pairing');
  await visible(page.getByText('Another program has asked for a code'));
  await acts(ADA, 'scans', { code });
  await visible(page.getByText(`with Ada +${ADA}`));
  assert.deepEqual(problems, []);
});

for (const [colorScheme, width] of [['light', 390], ['dark', 1280], ['light', 1600]]) {
  test(`every state of the view is accessible and fits, ${colorScheme}, ${width} pixels wide`, async () => {
    const { page, control, visit } = await start({ state: TWO, mode: 'multi', colorScheme, viewport: { width, height: 800 } });
    const check = async (what) => {
      await assertAccessible(page, what);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${what} is too wide`);
    };
    await visit('pairing');
    await visible(page.getByRole('img', { name: 'QR code of sales' }));
    await check('a QR code');
    await button(page, 'Get a pair code').click();
    await visible(button(page, 'Enter it on the phone'));
    await check('a pair code');
    await control('POST', '/clock/advance', { seconds: 161 });
    await visible(page.getByRole('region', { name: 'Pair code' }).getByText('Expired'));
    await check('expired codes');
    await button(page, 'Get a new pair code').click();
    await button(page, 'Enter it on the phone').click();
    await visible(button(page, 'Log out'));
    await check('a paired instance');
  });
}
