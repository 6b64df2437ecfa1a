import type { Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { MarketApi } from './api.ts';
import { ImportTarget } from './import-target.ts';
import type { ImportTiming } from './imports.ts';
import { offers, stock } from './kinds.ts';
import { OrderTarget } from './order-target.ts';

/** When files may be sent, by kind: for all lanes of a connector. */
export interface Timings {
  readonly offers: ImportTiming;
  readonly stock: ImportTiming;
}

/** @throws Failure CONFIG_INVALID for an entity that cannot be written */
export function targetFor(
  api: MarketApi,
  settings: TargetSettings,
  timings: Timings,
  concurrency: number,
): Target {
  switch (settings.entity) {
    case 'offers':
      return new ImportTarget(api, offers, settings, timings.offers, concurrency);
    case 'stock':
      return new ImportTarget(api, stock, settings, timings.stock, concurrency);
    case 'orders':
      return new OrderTarget(api, concurrency);
    default:
      throw new Failure('CONFIG_INVALID', {
        message: `The kind mirakl writes offers, stock and orders, and not ${settings.entity}: correct \`entity\`.`,
      });
  }
}
