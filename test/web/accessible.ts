import axe from 'axe-core';
import type { Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** Returns the serious and critical accessibility violations that axe finds on a page. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = 'axe.run().then(({ violations }) => violations)';
  const found = await page.evaluate<readonly Result[]>(run);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
