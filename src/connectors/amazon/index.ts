import { defineConnector, Failure } from '../../connector-api/index.ts';
import { SellingPartnerApi } from './api.ts';
import { OrdersSource } from './source.ts';
import type { AmazonSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { ListingsTarget } from './target.ts';

/** A seller account at Amazon, through the Selling Partner API (developer-docs.amazon.com/sp-api). */
export const amazon = defineConnector<AmazonSettings>({
  kind: 'amazon',
  summary:
    'A seller account at Amazon, through the Selling Partner API: reads orders by their time of change, and writes listings, their prices and quantities.',
  settings,
  sourceOptions,
  targetOptions,
  open(account) {
    const api = SellingPartnerApi.open(account);
    const { sellerId, marketplaceId } = account;
    return {
      async check(signal) {
        const path = `/listings/2021-08-01/items/${encodeURIComponent(sellerId)}`;
        const query = { marketplaceIds: marketplaceId, pageSize: 1 };
        try {
          await api.read('searchListingsItems', { method: 'GET', path, query }, 'target', signal);
        } catch (error) {
          // Amazon is available and accepts the credentials; an app may be for orders only.
          if (!(error instanceof Failure && error.details.status === 403)) throw error;
        }
      },
      source: (stream) => new OrdersSource(api.withPriority(stream.priority), stream, account),
      target: (lane) => new ListingsTarget(api.withPriority(lane.priority), lane, account),
      close: () => Promise.resolve(),
    };
  },
});
