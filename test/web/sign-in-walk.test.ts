import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Page } from 'playwright-core';
import { findBrowser, openBrowser } from '../../ops/browser.ts';
import { serious } from './accessible.ts';
import type { SignInHub } from './sign-in-hub.ts';
import { startSignInHub } from './sign-in-hub.ts';

const browserFile = await findBrowser();
const skip =
  browserFile === null && 'there is no chromium on the PATH (on Debian: apt-get install chromium)';

suite('Somebody who signs in at the issuer', { skip }, () => {
  const opened = new AsyncDisposableStack();
  /** What the browser refused to do, and errors in the pages. */
  const complaints: string[] = [];
  let at: SignInHub;
  let page: Page;
  before(async () => {
    at = opened.use(await startSignInHub('a-secret-of-the-hub'));
    const { context } = opened.use(await openBrowser(browserFile ?? '', { baseURL: at.url }));
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    page.on('console', (message) => {
      const isOurs = message.location().url.startsWith(at.url) && message.type() === 'error';
      // The sign-in page expects 401 and 403, and browsers log them as errors.
      if (isOurs && !/status of 40[13]/.test(message.text())) complaints.push(message.text());
    });
    page.on('pageerror', ({ message }) => complaints.push(message));
  });
  after(() => opened.disposeAsync());

  async function signInAs(name: string): Promise<void> {
    await page.getByRole('link', { name: 'Sign in with Works account' }).press('Enter');
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Let me in' }).click();
  }

  test('sees on the page that they have no role', async () => {
    await page.goto('/');
    await page.getByLabel('API key').waitFor();
    assert.deepEqual(await serious(page), []);
    await signInAs('nora');
    await page.getByRole('alert').filter({ hasText: 'This caller has no role' }).waitFor();
    assert.equal(page.url(), `${at.url}/`, 'the address contains nothing from the issuer');
    assert.deepEqual(await serious(page), []);
    await page.context().clearCookies();
  });

  test('returns to the page that they asked for, and does what their role allows, under their name', async () => {
    await page.goto('/#/lane/products%2Fshop');
    await signInAs('olga');
    await page.getByRole('heading', { name: 'products to shop' }).waitFor();
    assert.equal(page.url(), `${at.url}/#/lane/products%2Fshop`);
    await page.getByText('olga operator').waitFor();
    await page.getByRole('button', { name: 'Pause delivery' }).press('Enter');
    await page.getByText('products/shop is paused; records wait in the stream.').waitFor();
    const [paused, signedIn] = await at.noted();
    assert.deepEqual(
      [paused, signedIn].map((entry) => [entry?.who, entry?.by, entry?.method, entry?.outcome]),
      [
        ['olga', 'oauth', 'LaneService/PauseLane', 'done'],
        ['olga', 'oauth', 'Dashboard/SignIn', 'done'],
      ],
    );
  });

  test('signs out of the dashboard, and then at the issuer', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    const there = page.getByRole('link', { name: 'Sign out there too' });
    await there.waitFor();
    assert.deepEqual(await serious(page), []);
    await there.click();
    await page.getByRole('button', { name: /Yes, sign me out/ }).click();
    await page.getByRole('link', { name: 'Sign in with Works account' }).press('Enter');
    await page.getByLabel('Name').waitFor();
    assert.deepEqual(complaints, []);
  });
});
