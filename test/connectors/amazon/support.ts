import type { Connector, SourceSettings } from '../../../src/connector-api/index.ts';
import { catalog } from '../../../src/connectors/index.ts';
import type { Marketplace } from './marketplace.ts';
import { SELLER, STORE } from './marketplace.ts';

export const signal = AbortSignal.timeout(60_000);

export function openAmazon({ url }: Pick<Marketplace, 'url'>, settings = {}): Connector {
  const kind = catalog.get('amazon');
  if (!kind) throw new Error('no kind amazon');
  const defaults = {
    ...{ region: 'eu', url, tokenUrl: `${url}/auth/o2/token`, sellerId: SELLER },
    ...{ marketplaceId: STORE, clientId: 'app', clientSecret: 'app-secret' },
    ...{ refreshToken: 'Atzr|seller', headers: {}, timeoutMs: 2_000, maxThrottleWaitMs: 30_000 },
  };
  return kind.open({ ...defaults, ...settings }, { name: 'amazon', baseDir: '.' });
}

export function sourceOf(
  marketplace: Marketplace,
  from: Partial<SourceSettings> = {},
  connector = openAmazon(marketplace),
) {
  const source = connector.source?.({
    ...{ entity: 'orders', key: 'orderId', version: 'lastUpdatedTime' },
    ...{ deleted: null, overlapMs: 0, options: {}, ...from },
  });
  if (!source) throw new Error('no source');
  return source;
}

export function targetOf(
  marketplace: Pick<Marketplace, 'url'>,
  options: Readonly<Record<string, unknown>> = {},
  connector = openAmazon(marketplace),
) {
  const lane = { entity: 'listings', lane: 'prices/amazon' };
  const target = connector.target?.({ ...lane, options: { currency: 'EUR', ...options } });
  if (!target) throw new Error('no target');
  return target;
}
