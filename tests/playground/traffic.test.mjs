// Looks at requests and deliveries as a person does.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { assertAccessible } from './browser.mjs';
import { gone, later, visible } from './page.mjs';
import { playground } from './playground.mjs';
import { ADA, ALONE, UNPAIRED } from './world.mjs';

const REQUESTS = '**/_sim/requests?*';

const pages = playground();
const start = (options) => pages.start('', { state: ALONE, ...options });

async function withWebhook(options) {
  const hook = await pages.webhook();
  const started = await start(options);
  await started.control('PUT', '/instances/default/webhook', { url: hook.url, secret: 'whsec_example' });
  return { hook, ...started };
}

const entries = (page, name = 'Requests') => page.getByRole('list', { name, exact: true }).getByRole('link');
const focusOn = (page, selector) => page.waitForFunction((selector) => document.activeElement.matches(selector), selector);

const headers = { 'X-Api-Key': 's3cret', 'X-Instance-Id': 'default' };
const status = (address, options) => fetch(`${address}/session/status`, { headers, ...options });
const write = (acts, text) => acts(ADA, 'writes', { text });

/** Holds back the next response with the requests. Returns what ends when it was loaded, and what lets it pass. */
async function holdFirst(page) {
  const [loaded, released] = [later(), later()];
  let count = 0;
  await page.route(REQUESTS, async (route) => {
    const isFirst = count++ === 0;
    const response = await route.fetch();
    if (isFirst) {
      loaded.end();
      await released.promise;
    }
    await route.fulfill({ response });
  });
  return [loaded, released];
}

test('a reset removes the entries, and a late response does not bring them back', async () => {
  const { page, problems, address, control, visit } = await start();
  await status(address);
  await visit('traffic');
  await entries(page).first().click();
  await visible(page.getByRole('heading', { name: /getSessionStatus/ }));
  const [loaded, released] = await holdFirst(page);
  await status(address);
  await loaded.promise;
  await control('POST', '/reset');
  await visible(page.getByText('Nothing yet'));
  const late = page.waitForResponse(REQUESTS);
  released.end();
  await late;
  await status(address);
  await entries(page).first().waitFor();
  assert.equal(await entries(page).count(), 1);
  await visible(page.getByRole('heading', { name: 'There is no request 1' }));
  assert.deepEqual(problems, []);
});

test('a stale response does not replace a newer one', async () => {
  const { page, problems, address, visit } = await start();
  await visit('traffic');
  await visible(page.getByText('Nothing yet'));
  const [loaded, released] = await holdFirst(page);
  await status(address);
  await loaded.promise;
  await status(address);
  await page.waitForFunction(() => document.querySelectorAll('.record').length === 2);
  const late = page.waitForResponse(REQUESTS);
  released.end();
  await late;
  await page.evaluate(() => new Promise(requestAnimationFrame));
  assert.equal(await entries(page).count(), 2);
  assert.deepEqual(problems, []);
});

test('requests that the page sends by itself are hidden at first, and their mark is not copied', async () => {
  const { page, problems, visit } = await start({ state: UNPAIRED });
  await visit('pairing');
  await visible(page.getByRole('img', { name: /QR code/ }));
  await visit('traffic');
  await visible(page.getByText('Nothing yet'));
  await page.getByLabel('Show automatic requests').check();
  await page.getByRole('link', { name: /getQRText/ }).click();
  await visible(page.getByText('sent by this page'));
  await page.getByRole('button', { name: 'curl' }).click();
  await visible(page.getByText('Copied the curl command'));
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^curl --request GET/);
  assert.doesNotMatch(copied, /sent-by/i);
  await visit('pairing');
  await page.getByRole('button', { name: 'New QR code' }).click();
  await visit('traffic');
  await page.getByLabel('Show automatic requests').uncheck();
  await visible(page.getByRole('link', { name: /getQRText/ }));
  assert.deepEqual(problems, []);
});

test('an injected fault is marked and explained', async () => {
  const { page, problems, address, control, visit } = await start();
  await control('POST', '/faults/requests', { operation: 'getSessionStatus', times: 1, fault: { kind: 'delay', milliseconds: 7 } });
  await status(address);
  await status(address);
  await visit('traffic');
  await visible(entries(page).filter({ hasNotText: 'fault' }));
  await entries(page).filter({ hasText: 'fault: late response' }).click();
  const panel = page.getByRole('region', { name: /Injected fault/ });
  await visible(panel.getByText('the response was late'));
  await visible(panel.getByText('7', { exact: true }));
  await assertAccessible(page, 'a request with a fault');
  await panel.getByRole('link', { name: 'See all faults' }).click();
  await visible(page.getByRole('heading', { name: 'Faults', exact: true }));
  assert.deepEqual(problems, []);
});

test('a request is pending until its client goes away', async () => {
  const { page, problems, address, control, visit } = await start();
  await visit('traffic');
  await control('POST', '/faults/requests', { fault: { kind: 'stall' } });
  const client = new AbortController();
  const response = status(address, { signal: client.signal });
  await entries(page).filter({ hasText: 'pending' }).click();
  await visible(page.getByText('There is no response yet.'));
  client.abort();
  await assert.rejects(response);
  await visible(entries(page).filter({ hasText: 'response lost' }));
  await visible(page.getByText('The client did not receive the response.'));
  assert.deepEqual(problems, []);
});

test('a delivery shows its receiver, and is delivered again', async () => {
  const { page, problems, hook, acts, visit } = await withWebhook();
  hook.status = 500;
  await write(acts, 'hello');
  await visit('traffic/deliveries');
  await entries(page, 'Event deliveries').filter({ hasText: 'failed 500' }).first().click();
  const receiver = page.getByRole('region', { name: 'Receiver' });
  await visible(receiver.getByText(hook.url));
  await visible(receiver.getByText('500', { exact: true }));
  await visible(receiver.getByText(/ ms$/));
  await visible(page.getByRole('region', { name: 'Event', exact: true }).getByText('x-webhook-signature'));
  const { body } = await hook.next((body) => body.includes('hello'));
  hook.status = 200;
  hook.posts.length = 0;
  await page.getByRole('button', { name: 'Deliver again' }).click();
  assert.equal((await hook.next((body) => body.includes('hello'))).body, body);
  const result = page.getByRole('status').filter({ hasText: /Delivered again as delivery \d+: delivered\s+200/ });
  await visible(result);
  await assertAccessible(page, 'a delivery');
  await result.getByRole('link').click();
  await visible(page.getByRole('region', { name: 'Other deliveries of this event' }).getByRole('link').filter({ hasText: 'failed 500' }).first());
  assert.deepEqual(problems, []);
});

test('the failures since the view was last open are counted', async () => {
  const { page, address, hook, acts, visit } = await withWebhook();
  await page.evaluate(async () => {
    const { requests, deliveries } = await import('/_sim/page/traffic/records.js');
    while (!(requests.isLoaded && deliveries.isLoaded)) await new Promise(requestAnimationFrame);
  });
  const unseen = async (expected) => {
    const count = () => page.evaluate(() => import('/_sim/page/traffic/failures.js').then(({ unseenFailures }) => unseenFailures()));
    while (await count() !== expected) await pause(20);
  };
  await unseen(0);
  hook.status = 500;
  await write(acts, 'hello');
  await unseen(1);
  await fetch(`${address}/groups/none@g.us`, { headers });
  await unseen(2);
  await visit('traffic');
  await unseen(0);
  await visit('pairing');
  await unseen(0);
  await write(acts, 'again');
  await unseen(1);
});

test('secrets are shown and hidden, and the button keeps the focus', async () => {
  const { page, problems, address, control, visit } = await start();
  await status(address);
  await visit('traffic');
  await entries(page).first().click();
  assert.equal(await page.getByText('s3cret').count(), 0);
  await page.getByRole('button', { name: 'Show secrets' }).press('Enter');
  await visible(page.getByText('s3cret'));
  await page.getByRole('button', { name: 'Hide secrets' }).press('Enter');
  await gone(page.getByText('s3cret'));
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), 'Show secrets');
  await page.getByRole('button', { name: 'Show secrets' }).press('Enter');
  await visible(page.getByText('s3cret'));
  await control('POST', '/reset');
  await gone(page.getByText('s3cret'));
  assert.deepEqual(problems, []);
});

test('an unknown number says that the entry is not kept', async () => {
  const { page, visit } = await start();
  await visit('traffic/requests/999');
  await visible(page.getByRole('heading', { name: 'There is no request 999' }));
  await visit('traffic/deliveries/999');
  await visible(page.getByRole('heading', { name: 'There is no delivery 999' }));
});

test('on a narrow screen, the focus goes to the detail and back to its entry', async () => {
  const { page, address, visit } = await start({ viewport: { width: 390, height: 780 } });
  await status(address);
  await status(address);
  await visit('traffic');
  await entries(page).last().press('Enter');
  await focusOn(page, '.detail-title');
  await page.getByRole('link', { name: 'All requests' }).press('Enter');
  await focusOn(page, '.record[data-number="1"]');
  await page.goBack();
  await focusOn(page, '.detail-title');
});

for (const [colorScheme, width] of [['dark', 390], ['light', 1280], ['dark', 1600]]) {
  test(`every state of the view is accessible and fits, ${colorScheme}, ${width} pixels wide`, async () => {
    const { page, address, acts, visit } = await withWebhook({ colorScheme, viewport: { width, height: 800 } });
    await status(address);
    await write(acts, 'hello');
    for (const view of ['traffic', 'traffic/requests/1', 'traffic/requests/999', 'traffic/deliveries', 'traffic/deliveries/1']) {
      await visit(view);
      await visible(page.locator(':is(.record, .detail-title):visible').first());
      await assertAccessible(page, view);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${view} is too wide`);
    }
  });
}
