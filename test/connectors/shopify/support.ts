import type { Connector, SourceSettings } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { Shop } from './shop.ts';

export const signal = AbortSignal.timeout(60_000);

export function openShopify({ url }: Pick<Shop, 'url'>, settings = {}): Connector {
  const kind = catalog.get('shopify');
  if (!kind) throw new Error('no kind shopify');
  const defaults = {
    ...{ url, auth: { kind: 'app', clientId: 'app', clientSecret: 'app-secret' }, headers: {} },
    ...{ apiVersion: '2026-10', timeoutMs: 2_000, maxConcurrency: 4, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'shop', baseDir: '.' });
}

export function sourceOf(shop: Shop, from: Partial<SourceSettings> = {}) {
  const source = openShopify(shop).source?.({
    ...{ entity: 'orders', key: 'id', version: 'updatedAt' },
    ...{ deleted: null, overlapMs: 0, options: {}, ...from },
  });
  if (!source) throw new Error('no source');
  return source;
}

export const CUSTOM_ID = 'custom.erp_id';

export function targetOf(
  shop: Pick<Shop, 'url'>,
  options: Readonly<Record<string, unknown>> = { customId: CUSTOM_ID },
  entity = 'products',
) {
  const target = openShopify(shop).target?.({ entity, lane: 'products/shop', options });
  if (!target) throw new Error('no target');
  return target;
}

export function product(title: string, fields: Readonly<Record<string, unknown>> = {}) {
  const variants = [
    { sku: title, price: 19.9, optionValues: [{ optionName: 'Title', name: 'One' }] },
  ];
  return { title, sku: title, tags: ['b', 'a'], variants, ...fields };
}
