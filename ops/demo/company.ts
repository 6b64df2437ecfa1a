import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { databaseUrl, openDatabase } from './database.ts';
import { Erp } from './erp/erp.ts';
import { allProducts } from './pim/assortment.ts';
import { ensureExport } from './pim/export.ts';
import { serveShop } from './shop/api.ts';
import { Shop } from './shop/shop.ts';

/** The sample company: three systems that know nothing of one another. */
export interface Company extends AsyncDisposable {
  /** The PIM's export, a file of JSON lines. */
  readonly exportFile: string;
  readonly erp: Erp;
  readonly shop: Shop;
  /** The addresses of the systems, under the names that landscape.yaml uses. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Opens the systems with the data of an earlier start, or fills them the first time.
 * @param serverUrl the PostgreSQL on which ERP and shop get a database each
 * @param dir where the PIM puts its export
 * @throws Failure SETUP_FAILED
 */
export async function openCompany(serverUrl: string, dir: string): Promise<Company> {
  await using opened = new AsyncDisposableStack();
  const exportFile = path.resolve(dir, 'products.jsonl');
  await ensureExport(exportFile);

  const erpDatabase = await openDatabase(serverUrl, 'demo_erp');
  opened.defer(() => erpDatabase.end());
  const erp = new Erp(erpDatabase);
  await erp.prepare(allProducts);

  const shopDatabase = await openDatabase(serverUrl, 'demo_shop');
  opened.defer(() => shopDatabase.end());
  const shop = new Shop(shopDatabase);
  await shop.prepare();
  const apiKey = randomBytes(24).toString('base64url');
  const api = await serveShop(shopDatabase, apiKey);
  opened.defer(() => api.close());

  const resources = opened.move();
  return {
    exportFile,
    erp,
    shop,
    env: {
      PIM_EXPORT: exportFile,
      ERP_DATABASE_URL: databaseUrl(serverUrl, 'demo_erp'),
      SHOP_URL: api.url,
      SHOP_API_KEY: apiKey,
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
