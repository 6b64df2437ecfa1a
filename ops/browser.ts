import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findOnPath } from '../src/runtime/embedded/index.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** No background requests: the browser only opens pages of this machine. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Returns the browser of this machine; null when there is none. */
export async function findBrowser(): Promise<string | null> {
  for (const name of names) {
    const file = await findOnPath(name, process.env);
    if (file) return file;
  }
  return null;
}

/** Starts a headless browser with an empty profile. */
export async function openBrowser(executablePath: string, options: BrowserContextOptions = {}) {
  const profile = await mkdtemp(path.join(tmpdir(), 'stellwerk-browser-'));
  const context: BrowserContext = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    // The sandbox does not start as root, and would protect nobody there.
    chromiumSandbox: process.getuid?.() !== 0,
    args: flags,
    ...options,
  });
  return {
    context,
    async [Symbol.asyncDispose]() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
