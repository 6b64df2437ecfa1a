import { createHash } from 'node:crypto';
import type { Connector, SourceSettings } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { Shop } from './shop.ts';

export const signal = AbortSignal.timeout(60_000);

export function openShopware({ url }: Pick<Shop, 'url'>, settings = {}): Connector {
  const kind = catalog.get('shopware');
  if (!kind) throw new Error('no kind shopware');
  const defaults = {
    ...{ url, clientId: 'SWIA', clientSecret: 'secret', headers: {}, timeoutMs: 2_000 },
    ...{ maxConcurrency: 4, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'shop', baseDir: '.' });
}

export function sourceOf(shop: Shop, from: Partial<SourceSettings> = {}) {
  const source = openShopware(shop).source?.({
    ...{ entity: 'product', key: 'id', version: 'updatedAt', created: 'createdAt' },
    ...{ deleted: null, overlapMs: 0, options: {}, ...from },
  });
  if (!source) throw new Error('no source');
  return source;
}

export function targetOf(shop: Pick<Shop, 'url'>, entity = 'product', options = {}) {
  const target = openShopware(shop).target?.({ entity, lane: 'products/shop', options });
  if (!target) throw new Error('no target');
  return target;
}

/** An id as a shop makes them. */
export function idFor(name: string): string {
  return createHash('md5').update(name).digest('hex');
}

export function product(number: string, fields: Readonly<Record<string, unknown>> = {}) {
  return {
    ...{ productNumber: number, name: number, stock: 1, taxId: idFor('19 %') },
    price: [{ currencyId: 'b7d2554b0ce847cd82f3ac9bd1c0dfca', gross: 11.9, net: 10, linked: true }],
    ...fields,
  };
}
