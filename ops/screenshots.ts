import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { findBrowser, openBrowser } from './browser.ts';
import { runDemo } from './demo/demo.ts';

/**
 * `node ops/screenshots.ts [FOLDER]`: starts the sample company and takes pictures of its dashboard: light, dark, and at the width
 * of a phone. Without a folder it takes only the README's picture, ops/dashboard.png.
 */
const readme = path.join(import.meta.dirname, 'dashboard.png');
/** By then the company's first load has been delivered and everyday business is running. */
const EVERYDAY_AFTER_MS = 60_000;
const pages = [
  ['landscape', '#/'],
  ['lane', '#/lane/products%2Fshop'],
  ['dead-letters', '#/dead-letters'],
  ['dead-letter', '#/dead-letters/13'],
  ['record', '#/record?id=AW-107911'],
  ['system', '#/system/shop'],
] as const;
const looks = [
  { name: 'light', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const;

const folder = process.argv[2];
const browser = await findBrowser();
if (browser === null) throw new Error('There is no chromium on the PATH.');
const stop = new AbortController();
const stateDir = await mkdtemp(path.join(tmpdir(), 'stellwerk-pictures-'));
const demo = runDemo({ once: false, stateDir, signal: stop.signal });
try {
  await Promise.race([demo, takeAll(browser, await urlOf(stateDir))]);
} finally {
  stop.abort();
  await demo.catch(() => undefined);
  await rm(stateDir, { recursive: true, force: true });
}

async function takeAll(executable: string, url: string): Promise<void> {
  await wait(EVERYDAY_AFTER_MS);
  if (folder === undefined) {
    const light = { ...looks[0], viewport: { width: 1280, height: 590 } };
    await takeWith(executable, light, (page) => take(page, `${url}/#/`, readme));
    return;
  }
  await mkdir(folder, { recursive: true });
  for (const look of looks) {
    await takeWith(executable, look, async (page) => {
      for (const [name, place] of pages)
        await take(page, `${url}/${place}`, path.join(folder, `${name}-${look.name}.png`));
    });
  }
}

async function takeWith(
  executable: string,
  { colorScheme, viewport }: Pick<(typeof looks)[number], 'colorScheme'> & { viewport: object },
  work: (page: Page) => Promise<void>,
): Promise<void> {
  const size = viewport as { width: number; height: number };
  await using opened = await openBrowser(executable, { colorScheme, viewport: size });
  await work(await opened.context.newPage());
}

async function take(page: Page, url: string, file: string): Promise<void> {
  await page.goto(url);
  await page.getByText('live', { exact: true }).waitFor();
  // Figures and plots appear with the first answers.
  await wait(2_500);
  await page.screenshot({ path: file });
  console.log(file);
}

/** Resolves with the hub's address, as soon as the hub prints it. */
async function urlOf(dir: string): Promise<string> {
  for (;;) {
    const text = await readFile(path.join(dir, 'hub.json'), 'utf8').catch(() => null);
    if (text !== null) return `http://${(JSON.parse(text) as { httpAddress: string }).httpAddress}`;
    await Promise.race([wait(200), demo]);
  }
}
