// Chromium, and the rules for every page: one origin, no console errors, no accessibility violations.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NAMES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Starts the browser. As root it has no sandbox. */
export function browser() {
  const executablePath = process.env.CHROMIUM ?? NAMES.find((name) => existsSync(name));
  const args = ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return chromium.launch({ executablePath, args });
}

/** Opens the page at a route, and collects what it must not do. */
export async function open(started, address, route, options) {
  const context = await started.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'], ...options });
  const page = await context.newPage();
  const problems = [];
  page.on('dialog', (question) => question.accept());
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('request', (request) => {
    const isOwn = [`${address}/`, 'blob:', 'data:'].some((start) => request.url().startsWith(start));
    if (!isOwn) problems.push(`a request to ${request.url()}`);
  });
  await page.goto(`${address}/#/${route}`);
  const stop = async () => {
    // A handler may still wait for a program that has stopped.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.close();
  };
  return { page, problems, stop };
}

/** Asserts that axe finds no violation of level A or AA. */
export async function assertAccessible(page, what) {
  // The content security policy forbids a script in the page, but not one of the debugger.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate((runOnly) => axe.run(document, { runOnly, resultTypes: ['violations'] }), LEVELS);
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).slice(0, 3).join(' | ')}`);
  assert.deepEqual(found, [], what);
}
