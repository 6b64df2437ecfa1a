import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { Proxy } from '../../bench/support/proxy.ts';
import { findBrowser, openBrowser } from '../../ops/browser.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply, SeenRequest } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { importRequest } from '../imports/support.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { serious } from './accessible.ts';

const signal = AbortSignal.timeout(110_000);
const browserFile = await findBrowser();
const skip =
  browserFile === null && 'there is no chromium on the PATH (on Debian: apt-get install chromium)';

const config = (url: string) => `
hub: { access: { apiKeys: true } }
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}", circuit: { probe: { initial: 100ms, max: 200ms } } }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to:
      - connector: shop
        entity: products
        map: { sku: sku, name: name }
        retry: { attempts: 5, initial: 20ms, max: 40ms }
`;

/** A company whose shop refuses products without a name, and whose dashboard is opened in a real browser. */
class Company {
  readonly #opened = new AsyncDisposableStack();
  readonly scope: TestScope;
  readonly shop: HttpSystem;
  readonly names = new Map<string, string>();
  /** How many more times the shop answers that it is busy, by product. */
  readonly busy = new Map<string, number>();
  isUp = true;
  hub!: TestHub;
  /** Between the hub and its database. */
  link!: Proxy;
  context!: BrowserContext;
  #v = 1;

  constructor(scope: TestScope, shop: HttpSystem) {
    this.scope = this.#opened.use(scope);
    this.shop = this.#opened.use(shop);
    shop.reply = (request) => this.#reply(request);
  }

  async open(): Promise<void> {
    await this.write({ A1: 'Mug', A2: '' });
    const file = await writeConfig(this.scope, config(this.shop.url));
    const { databaseUrl } = this.scope;
    this.link = this.#opened.use(await Proxy.open(Number(new URL(databaseUrl).port)));
    const behind = new URL(databaseUrl);
    behind.port = String(this.link.port);
    const more = { databaseUrl: behind.href };
    this.hub = this.#opened.use(await startTestHub(this.scope, file, databaseUrl, more));
    await this.hub.settled(signal);
    const options = { viewport: { width: 1280, height: 800 }, baseURL: this.url };
    const browser = this.#opened.use(await openBrowser(browserFile ?? '', options));
    this.context = browser.context;
    this.context.setDefaultTimeout(20_000);
  }

  get url(): string {
    return `http://${this.hub.httpAddress}`;
  }

  /** Returns the key of the admin, which anybody who can read the hub's folder has. */
  async adminKey(): Promise<string> {
    return readFile(path.join(this.scope.dir, 'admin.secret'), 'utf8');
  }

  async viewerKey(): Promise<string> {
    const answer = await fetch(`${this.url}/api/AccessService/CreateApiKey`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.adminKey()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ name: 'looks on', role: 'ROLE_VIEWER' }),
    });
    return ((await answer.json()) as { secret: string }).secret;
  }

  async write(products: Readonly<Record<string, string>>): Promise<void> {
    const rows = Object.entries(products).map(([sku, name]) => ({ sku, name, v: this.#v++ }));
    const text = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    await writeFile(path.join(this.scope.dir, 'products.jsonl'), text);
  }

  async close(): Promise<void> {
    await this.#opened.disposeAsync();
  }

  #reply({ method, body }: SeenRequest): Reply {
    if (!this.isUp) return { status: 503 };
    if (method !== 'POST' && method !== 'PUT') return {};
    const { sku, name } = body as { sku: string; name: string };
    const busy = this.busy.get(sku) ?? 0;
    this.busy.set(sku, busy - 1);
    if (busy > 0) return { status: 409, body: { message: 'somebody edits it' } };
    if (name === '') return { status: 422, body: { message: 'a product has a name' } };
    this.names.set(sku, name);
    return { body: { id: sku } };
  }
}

async function signIn(page: Page, key: string): Promise<void> {
  await page.goto('/');
  await page.getByLabel('API key').fill(key);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Landscape' }).waitFor();
}

async function cancel(hub: TestHub, name: string): Promise<void> {
  const order = { id: `cancel ${name}`, kind: 'import', action: 'cancel' } as const;
  await hub.send({ ...order, name, requestedBy: 'test' }, signal);
}

async function lookUp(page: Page, id: string): Promise<void> {
  await page.getByRole('searchbox').fill(id);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `${id} record` }).waitFor();
}

/** Returns what happened to the record that the page shows, in order. */
async function momentsOf(page: Page): Promise<string[]> {
  return page
    .getByRole('list', { name: 'What happened' })
    .locator('.moment-head .standing span:last-child')
    .allTextContents();
}

suite('Somebody at the dashboard', { skip }, () => {
  let company: Company;
  let page: Page;
  before(async () => {
    company = new Company(await testScope(), await HttpSystem.start());
    await company.open();
    page = await company.context.newPage();
  });
  after(() => company.close());

  test('has to sign in, and is told when the key is wrong', async () => {
    await page.goto('/');
    await page.getByLabel('API key').fill('swk_wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await serious(page), []);
    await signIn(page, await company.adminKey());
    await page.getByText('live', { exact: true }).waitFor();
  });

  test('finds a dead letter, edits it, sees the difference, replays it, and it is gone', async () => {
    await page.getByRole('link', { name: /products from pim to shop/ }).click();
    await page.getByRole('link', { name: 'TARGET_REFUSED' }).click();
    await page.getByRole('list', { name: 'Open dead letters' }).getByRole('link').click();
    const document = page.getByLabel('Content');
    await document.fill((await document.inputValue()).replace('"name": ""', '"name": "Pot"'));
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('cell', { name: '"Pot"' }).waitFor();
    assert.deepEqual(await serious(page), []);
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('Closed: delivered to the target.').waitFor();
    assert.equal(company.names.get('A2'), 'Pot');
    await page
      .getByRole('link', { name: /^Dead letters/ })
      .first()
      .click();
    await page.getByText('No dead letter is open here.').waitFor();
    assert.deepEqual(await serious(page), []);
  });

  test('sees that the cause of a dead letter that was edited and replayed is closed', async () => {
    const causes = page.getByRole('list', { name: 'Causes' }).getByRole('listitem');
    await page.getByText('Nothing is open.').waitFor();
    assert.equal(await causes.count(), 0);
    await page.getByLabel('Show closed').check();
    await causes.getByText('closed: 1 former dead letter').waitFor();
    await causes.getByText('What to do').press('Enter');
    await causes.getByText('The example says:').waitFor();
    assert.equal(await causes.getByRole('link', { name: 'A2' }).count(), 1);
    assert.deepEqual(await serious(page), []);
  });

  test('looks up a record and sees how far it has come on each lane', async () => {
    await lookUp(page, 'A2');
    await page.getByText('delivered', { exact: true }).waitFor();
    assert.deepEqual(await momentsOf(page), [
      ...['read', 'valid', 'linked', 'mapped', 'attempt failed'],
      ...['became a dead letter', 'applied', 'dead letter closed'],
    ]);
    assert.deepEqual(await serious(page), []);
  });

  test('reads the whole story of a record that was delivered at the third attempt', async () => {
    company.busy.set('A4', 2);
    await company.write({ A1: 'Mug', A4: 'Pan' });
    await syncAndSettle(company.hub, 'products', signal);
    await lookUp(page, 'A4');
    await page.getByText('delivered', { exact: true }).waitFor();
    assert.deepEqual(await momentsOf(page), [
      ...['read', 'valid', 'linked', 'mapped'],
      ...['attempt failed', 'parked', 'attempt failed', 'applied'],
    ]);
    const story = page.getByRole('list', { name: 'What happened' });
    const attempts = story.getByRole('listitem').filter({ hasText: 'attempt failed' });
    for (const text of await attempts.allTextContents()) assert.match(text, /TARGET_BUSY.*409/);
    await story.getByText('Show before and after').press('Enter');
    await story.getByText('"name": "Pan"').last().waitFor();
    assert.deepEqual(await serious(page), []);
  });

  test('sees that a target stalls, with its lane and the remedy, and that it is back', async () => {
    await page.getByRole('link', { name: 'Landscape', exact: true }).click();
    company.isUp = false;
    await company.write({ A1: 'Cup' });
    await company.hub.send(
      { id: 'stall', kind: 'stream', name: 'products', action: 'sync', requestedBy: 'test' },
      signal,
    );
    const isHeld = () => company.hub.lanes().every(({ state }) => state === 'held');
    await until(company.hub, signal, isHeld);
    const stalledAt = performance.now();
    await page.getByRole('link', { name: /^held.*products from pim to shop/ }).waitFor();
    const shownAfterMs = Math.round(performance.now() - stalledAt);
    console.log(`the stall was shown after ${shownAfterMs} ms`);
    await page.getByRole('heading', { name: 'Needs attention' }).waitFor();
    assert.deepEqual(await serious(page), []);
    const name = page.getByRole('link', { name: /^shop http.*unavailable/ }).getByText('shop');
    const isWhole = await name.evaluate(
      (box: { readonly clientHeight: number; readonly scrollHeight: number }) =>
        box.scrollHeight <= box.clientHeight,
    );
    assert.ok(isWhole, 'the name of the system is not cut off');
    company.isUp = true;
    await page
      .getByRole('link', { name: /^(running|up to date|reading).*products from pim to shop/ })
      .waitFor();
    await company.hub.settled(signal);
    assert.equal(company.names.get('A1'), 'Cup');
  });

  test('is told that the hub stands still while its database is away, and when it is back', async () => {
    const away = page.getByRole('alert').getByText('PostgreSQL does not answer');
    company.link.change('refusing');
    await away.waitFor();
    await page.getByText('standing still', { exact: true }).waitFor();
    assert.deepEqual(await serious(page), []);
    company.link.change('clear');
    await away.waitFor({ state: 'detached' });
    await page.getByText('live', { exact: true }).waitFor();
  });

  test('sees that an import has failed, and why, and resumes it', async () => {
    const file = path.join(company.scope.dir, 'orders.csv');
    await writeFile(file, 'order;v\n7;1\n');
    const request = importRequest(file, { maxRejects: 0 });
    const { id } = await company.hub.imports.start(request, signal);
    await page.getByRole('link', { name: 'Landscape', exact: true }).click();
    const shown = page.getByRole('list', { name: 'Imports that are not over' });
    await shown.getByText('failed', { exact: true }).waitFor();
    await shown.getByText(/^IMPORT_/).waitFor();
    assert.deepEqual(await serious(page), []);
    await shown.getByRole('button', { name: 'Resume' }).press('Enter');
    await page.getByText(`Import ${id} is resumed.`).waitFor();
    await cancel(company.hub, id);
    await shown.waitFor({ state: 'detached' });
    await company.hub.recovery.discardDeadLetters({ codes: ['ROW_UNREADABLE'] }, signal);
  });

  test('pauses and resumes a lane with the keyboard alone', async () => {
    await page.getByRole('link', { name: /products from pim to shop/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause delivery' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('products/shop is paused; records wait in the stream.').waitFor();
    assert.equal(company.hub.lanes()[0]?.state, 'paused');
    const resume = page.getByRole('button', { name: 'Resume delivery' });
    await resume.waitFor();
    // The focus stays on the button, which now does the opposite.
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause delivery' }).waitFor();
    assert.deepEqual(await serious(page), []);
  });

  test('discards a dead letter after a question, which no double click and no key held down answers', async () => {
    await company.write({ ['L'.repeat(300)]: '' });
    await syncAndSettle(company.hub, 'products', signal);
    await page.goto('/#/dead-letters');
    await page
      .getByRole('list', { name: 'Open dead letters' })
      .getByRole('link', { name: /^L+$/ })
      .click();
    const discard = page.getByRole('button', { name: 'Discard …' });
    const question = page.getByRole('dialog', { name: 'Confirm' });
    await discard.dblclick();
    await question.waitFor();
    await page.keyboard.press('Enter');
    assert.ok(await question.isVisible());
    assert.deepEqual(await serious(page), []);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Discard …');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Closed: discarded.').waitFor();
  });

  test('can use the dashboard on a phone, in dark mode and as a table', async () => {
    await page.setViewportSize({ width: 390, height: 780 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto('/#/');
    await page.getByRole('button', { name: 'Table' }).click();
    await page.getByRole('rowheader', { name: /products/ }).waitFor();
    const width = await page.evaluate('document.documentElement.scrollWidth');
    assert.equal(width, 390, 'nothing overflows at the side');
    assert.deepEqual(await serious(page), []);
    await company.write({ ['M'.repeat(300)]: '' });
    await syncAndSettle(company.hub, 'products', signal);
    await page.goto('/#/dead-letters');
    await page
      .getByRole('list', { name: 'Open dead letters' })
      .getByRole('link', { name: /^M+$/ })
      .waitFor();
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth'),
      390,
      'nor does a long key',
    );
    await page.goto('/#/record?id=A4');
    await page.getByText('Show before and after').first().click();
    assert.equal(
      await page.evaluate('document.documentElement.scrollWidth'),
      390,
      'nor on this page',
    );
    assert.deepEqual(await serious(page), []);
  });

  test('sees no actions with the role of a viewer', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, await company.viewerKey());
    await page.goto('/#/lane/products%2Fshop');
    await page.getByRole('heading', { name: 'products to shop' }).waitFor();
    for (const name of ['Pause delivery', 'Pause reading', 'Sync now']) {
      assert.equal(await page.getByRole('button', { name }).count(), 0, name);
    }
    await company.write({ A3: '' });
    await syncAndSettle(company.hub, 'products', signal);
    await page.goto('/#/dead-letters');
    await page
      .getByRole('list', { name: 'Open dead letters' })
      .getByRole('link', { name: 'A3' })
      .click();
    await page.getByRole('heading', { name: 'Content' }).waitFor();
    assert.equal(await page.getByRole('button', { name: /Replay|Discard|Show what/ }).count(), 0);
  });
});
