// Faults of requests and events, the clock, and snapshots.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './browser.mjs';
import { focused, gone, hasFocus, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, SCREENS, SHOP } from './world.mjs';

const pages = playground();

const panel = (page, name) => page.getByRole('region', { name });
const add = (page, name) => panel(page, name).getByRole('button', { name: 'Add the fault' }).click();

test('an active fault shows its parameters, and disappears when it is used up', async () => {
  const { page, problems, address } = await pages.start('faults');
  const requests = panel(page, 'Requests');
  await requests.getByLabel('Retry-After').fill('30');
  await requests.getByLabel('Detail').fill('too busy');
  await add(page, 'Requests');
  await visible(requests.getByText('Error of the service · all operations · once · status 503 · Retry-After 30 s · “too busy”'));
  await fetch(`${address}/groups`, { headers: { 'X-Instance-Id': 'default' } });
  await visible(requests.getByText('There are no faults.'));
  await requests.getByLabel('Fault').selectOption('Late response');
  await requests.getByLabel('How often').selectOption('3 times');
  await add(page, 'Requests');
  await visible(requests.getByText('Late response · all operations · 3 times · 2000 ms'));
  await requests.getByRole('button', { name: 'Remove' }).click();
  await visible(requests.getByText('There are no faults.'));
  await hasFocus(requests.getByRole('heading', { name: 'Requests' }));
  assert.deepEqual(problems, []);
});

test('a fault of events disappears when an event has used it up', async () => {
  const hook = await pages.webhook();
  const { page, control, acts } = await pages.start('faults');
  await control('PUT', '/instances/default/webhook', { url: hook.url });
  await panel(page, 'Events').getByLabel('Fault').selectOption('Not delivered');
  await add(page, 'Events');
  await visible(panel(page, 'Events').getByText('Not delivered · all events · once'));
  await acts(ADA, 'writes', { text: 'hello', chat: SHOP });
  await visible(panel(page, 'Events').getByText('There are no faults.'));
});

test('the form shows what the control API rejects', async () => {
  const { page } = await pages.start('faults');
  await panel(page, 'Requests').getByRole('spinbutton', { name: 'Status' }).fill('200');
  await add(page, 'Requests');
  await visible(panel(page, 'Requests').getByRole('alert').getByText('from 400 to 599'));
  await panel(page, 'Requests').getByRole('spinbutton', { name: 'Status' }).fill('500');
  await gone(panel(page, 'Requests').getByRole('alert'));
});

test('the clock runs, and is advanced by any duration', async () => {
  const { page, control } = await pages.start('faults');
  const clock = panel(page, 'Clock');
  const shown = () => clock.locator('time').getAttribute('datetime');
  const first = await shown();
  await page.waitForFunction((time) => document.querySelector('main time').dateTime !== time, first);
  const { now } = await control('GET', '/clock');
  await clock.getByLabel('Advance by').fill('2.5');
  await clock.getByLabel('Unit').selectOption('hours');
  await clock.getByRole('button', { name: 'Advance', exact: true }).click();
  await visible(clock.getByText('Advanced by 2.5 hours'));
  const advanced = await control('GET', '/clock');
  assert.ok(Date.parse(advanced.now) - Date.parse(now) >= 9_000_000);
  await clock.getByLabel('Advance by').fill('99999999');
  await clock.getByRole('button', { name: 'Advance', exact: true }).click();
  await visible(clock.getByRole('alert'));
});

test('a dialog says what a reset and a restore lose, and the page says what is there then', async () => {
  const { page, problems, control } = await pages.start('faults');
  const state = panel(page, 'State');
  await state.getByLabel('Name of the snapshot').fill('before');
  await state.getByRole('button', { name: 'Take a snapshot' }).click();
  await visible(state.getByText(/Took the snapshot “before”: 1 instance, 3 people/));
  await control('POST', '/people', { phone: '+491705550123', name: 'Eve' });
  await state.getByRole('button', { name: 'Restore “before”' }).click();
  const dialog = page.getByRole('dialog');
  await visible(dialog.getByText(/There is 1 instance, 4 people/));
  await page.keyboard.press('Escape');
  await gone(dialog);
  assert.equal(await focused(page), 'Restore');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await visible(state.getByText(/Restored “before”. There is now 1 instance, 3 people/));
  await state.getByRole('button', { name: 'Reset to the initial state' }).click();
  await dialog.getByRole('button', { name: 'Reset' }).click();
  await visible(state.getByText(/Everything was reset. There is now 1 instance, 3 people/));
  await state.getByRole('button', { name: 'Delete “before”' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await visible(state.getByText('There are no snapshots.'));
  await page.waitForFunction(() => document.activeElement.tagName === 'H2');
  assert.deepEqual(problems, []);
});

for (const screen of SCREENS) {
  test(`faults, errors and dialogs are accessible, ${screen.colorScheme}, ${screen.viewport.width} pixels wide`, async () => {
    const { page } = await pages.start('faults', screen);
    await add(page, 'Events');
    await visible(panel(page, 'Events').getByText('Delivered twice · all events'));
    await panel(page, 'Requests').getByRole('spinbutton', { name: 'Status' }).fill('200');
    await add(page, 'Requests');
    await visible(panel(page, 'Requests').getByRole('alert'));
    await panel(page, 'Clock').getByRole('button', { name: '+ 1 hour' }).click();
    await visible(panel(page, 'Clock').getByText('Advanced by 1 hour'));
    await panel(page, 'State').getByLabel('Name of the snapshot').fill('before');
    await panel(page, 'State').getByRole('button', { name: 'Take a snapshot' }).click();
    await visible(panel(page, 'State').getByText('Took the snapshot'));
    await assertAccessible(page, 'faults, an error and a snapshot');
    for (const name of ['Restore “before”', 'Delete “before”', 'Reset to the initial state']) {
      await page.getByRole('button', { name }).click();
      await visible(page.getByRole('dialog'));
      await assertAccessible(page, name);
      await page.keyboard.press('Escape');
      await gone(page.getByRole('dialog'));
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${overflow} pixels too wide`);
  });
}
