import { spawn } from 'node:child_process';
import { findBrowser } from './browser.ts';

/**
 * Installs the distribution's chromium for the tests of the pages, if this is root on Debian or Ubuntu and there is no browser
 * yet. Elsewhere, and when the installation fails, those tests skip themselves and say so; so it never fails.
 */
const WITHIN_MS = 240_000;

if ((await findBrowser()) === null && process.getuid?.() === 0) {
  const signal = AbortSignal.timeout(WITHIN_MS);
  console.log(
    'Installing chromium for the tests of the dashboard (apt-get, once, about a minute) ...',
  );
  const updated = await apt(signal, 'update', '-qq');
  if (updated) await apt(signal, 'install', '-qq', '-y', '--no-install-recommends', 'chromium');
}

async function apt(signal: AbortSignal, ...args: string[]): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('apt-get', args, { env, signal, stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}
