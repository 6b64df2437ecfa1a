import type { Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { ShopApi } from './api.ts';
import { InventoryTarget } from './inventory-target.ts';
import { ProductTarget } from './product-target.ts';

/** @throws Failure CONFIG_INVALID for an entity that cannot be written, or options of another one */
export function targetFor(api: ShopApi, settings: TargetSettings, concurrency: number): Target {
  switch (settings.entity) {
    case 'products':
      return new ProductTarget(api, settings, concurrency);
    case 'inventory':
      return new InventoryTarget(api, settings);
    default:
      throw new Failure('CONFIG_INVALID', {
        message: `The kind shopify writes products and inventory, and not ${settings.entity}: correct \`entity\`.`,
      });
  }
}
