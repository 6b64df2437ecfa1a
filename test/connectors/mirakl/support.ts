import type {
  Connector,
  Delivery,
  JsonObject,
  SourceSettings,
} from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { Marketplace } from './marketplace.ts';

export const signal = AbortSignal.timeout(60_000);

export function openMirakl({ url }: Pick<Marketplace, 'url'>, settings = {}): Connector {
  const kind = catalog.get('mirakl');
  if (!kind) throw new Error('no kind mirakl');
  const defaults = {
    ...{ url, key: 'the-key', headers: {}, importEveryMs: 20, askEveryMs: 5 },
    ...{ timeoutMs: 2_000, maxConcurrency: 4, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'market', baseDir: '.' });
}

export function sourceOf(
  market: Marketplace,
  { entity = 'orders', overlapMs = 0 }: Partial<SourceSettings> = {},
) {
  const source = openMirakl(market).source?.({
    ...{ entity, key: 'order_id', version: 'last_updated_date' },
    ...{ deleted: null, overlapMs, options: {} },
  });
  if (!source) throw new Error('no source');
  return source;
}

export function targetIn(connector: Connector, entity = 'offers') {
  const target = connector.target?.({ entity, lane: `${entity}/market`, options: {} });
  if (!target) throw new Error('no target');
  return target;
}

export function targetOf(market: Pick<Marketplace, 'url'>, entity = 'offers', settings = {}) {
  return targetIn(openMirakl(market, settings), entity);
}

export function offer(price: number | string, fields: JsonObject = {}): JsonObject {
  return { ...{ 'product-id': 'P1', 'product-id-type': 'SHOP_SKU', state: 11 }, price, ...fields };
}

export function delivery(
  key: string,
  document: JsonObject,
  fields: Partial<Delivery> = {},
): Delivery {
  return {
    ...{ masterKey: `m-${key}`, externalId: null, key, version: 1, operation: 'upsert' },
    ...{ document, idempotencyKey: `${key}:1`, repeated: false, ...fields },
  };
}
