// The examples of the reference, each sent as it is.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { visible } from './page.mjs';
import { playground } from './playground.mjs';
import { WORLD } from './world.mjs';

const pages = playground();

/** The operations whose examples cannot succeed in this world, and their status: the service has no other for them. */
const FAILING = {
  getQR: 400, getQRText: 400, getPairCode: 400, // An account is linked.
  joinGroupWithInvite: 400, // Nobody is invited.
  getChatPicture: 400, // Nobody has a picture.
  getChatBusinessProfile: 400, // Nobody has a business.
};

/** Sends the example of every operation of the mode, each in the world of the start. Returns the statuses of those that fail. */
async function failures(page) {
  return page.evaluate(async () => {
    const load = (name) => import(`/_sim/page/${name}.js`);
    const [control, service, state] = await Promise.all(['control', 'service', 'state'].map(load));
    const [document, { operationsOf }, { prefill }] = await Promise.all(['reference/document', 'reference/modes', 'reference/prefill'].map(load));
    const reference = await document.load();
    const failed = {};
    const operations = operationsOf(reference, state.world.mode);
    if (operations.length < 100) throw new Error(`only ${operations.length} operations`);
    let isChanged = true;
    for (const operation of operations) {
      for (const isComplete of operation.body ? [false, true] : [false]) {
        if (isChanged) {
          await control.post('/reset');
          await state.refresh();
        }
        isChanged = operation.method !== 'GET' || operation.id === 'downloadMedia';
        if (operation.id === 'downloadMedia') {
          await control.post('/people/491701234567/acts', { act: 'sendsImage', data: btoa('a picture') });
          await control.post('/settle', {});
        }
        const example = await prefill(reference, operation);
        const body = isComplete ? example.complete : example.body;
        const url = service.url(operation, example.parameters);
        const { status } = await service.call({ method: operation.method, url, headers: service.headers(operation), body });
        if (status >= 300) failed[operation.id] = status;
      }
    }
    return failed;
  });
}

for (const mode of ['single', 'multi', 'hosted']) {
  test(`the example of every operation succeeds as it is, ${mode}`, async () => {
    const hook = await pages.webhook();
    const state = WORLD.replace('name: The shop', `name: The shop, webhookUrl: "${hook.url}"`);
    const { page } = await pages.start('reference', { mode, state });
    await visible(page.getByRole('heading', { name: /\d+ operations/ }));
    assert.deepEqual(await failures(page), FAILING);
  });
}
