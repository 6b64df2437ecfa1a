import axe from 'axe-core';
import type { Result } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds on a page that would keep somebody out. */
export async function serious(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const run = 'axe.run().then(({ violations }) => violations)';
  const found = await page.evaluate<readonly Result[]>(run);
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
