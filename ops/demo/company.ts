import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { databaseUrl, openDatabase } from './database.ts';
import { prepareErp } from './erp/erp.ts';
import { ensureExport } from './pim/export.ts';
import type { Company } from './seller.ts';
import { placeFirstOrders } from './seller.ts';
import { serveShop } from './shop/api.ts';
import { Shop } from './shop/shop.ts';

const FIRST_ORDERS = 250;

export interface OpenCompany extends Company {
  /** For the references in landscape.yaml. */
  readonly env: Readonly<Record<string, string>>;
  /** Customers can only buy what the shop has: call it when the first products are there. */
  openShopDoors(): Promise<void>;
  close(): Promise<void>;
}

/** The sample company's three systems, with what they hold from an earlier start. */
export async function openCompany(serverUrl: string, dir: string): Promise<OpenCompany> {
  const exportFile = path.resolve(dir, 'products.jsonl');
  await ensureExport(exportFile);
  const erp = await openDatabase(serverUrl, 'demo_erp');
  await prepareErp(erp);
  const shopDatabase = await openDatabase(serverUrl, 'demo_shop');
  const shop = new Shop(shopDatabase);
  await shop.prepare();
  const apiKey = randomBytes(18).toString('base64url');
  const api = await serveShop(shop, apiKey);
  const company = { shop, erp, exportFile };
  return {
    ...company,
    env: {
      PIM_EXPORT: exportFile,
      ERP_DATABASE_URL: databaseUrl(serverUrl, 'demo_erp'),
      SHOP_URL: api.url,
      SHOP_API_KEY: apiKey,
    },
    openShopDoors: () => placeFirstOrders(company, FIRST_ORDERS),
    async close() {
      await api.close();
      await erp.end();
      await shopDatabase.end();
    },
  };
}
