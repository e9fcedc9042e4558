// The frame of the page: its connection to the simulator, and what a restart or a reset does to it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gone, phone, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ALONE } from './world.mjs';

const pages = playground();
const start = () => pages.start('', { state: ALONE });

test('the page keeps its content while the simulator is gone, and reconnects', async () => {
  const { page, address, stop } = await start();
  await phone(page, 'Ada').getByRole('textbox', { name: 'Message' }).fill('Is the shop open?');
  await phone(page, 'Ada').getByRole('button', { name: 'Send', exact: true }).click();
  await visible(phone(page, 'Ada').getByRole('listitem').filter({ hasText: 'Is the shop open?' }));
  stop();
  const notice = page.getByText('The simulator does not respond');
  await visible(notice);
  await visible(phone(page, 'Ada').getByRole('listitem').filter({ hasText: 'Is the shop open?' }));
  await pages.simulator(ALONE, { port: new URL(address).port });
  await gone(notice);
  await gone(phone(page, 'Ada').getByRole('listitem').filter({ hasText: 'Is the shop open?' }));
});

test('a reset by another client empties the traffic', async () => {
  const { page, problems, address, control, visit } = await start();
  await fetch(`${address}/users/me/profile`);
  await visit('traffic');
  await visible(page.getByRole('link', { name: '/users/me/profile' }).or(page.locator('.record')).first());
  await control('POST', '/reset');
  await visible(page.getByText('Nothing yet'));
  assert.deepEqual(problems, []);
});

test('a hidden tab gives up its connection, and follows again when it is shown', async () => {
  const { page, problems } = await start();
  const show = (isShown) => page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isShown);
  const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/_sim/changes'));
  await show(false);
  await ended;
  const begun = page.waitForRequest((request) => request.url().endsWith('/_sim/changes'));
  await show(true);
  await begun;
  assert.deepEqual(problems, []);
});
