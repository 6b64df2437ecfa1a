import { Failure } from '../../connector-api/index.ts';
import type { ShopifySourceOptions } from './spec.ts';

/** An entity that can be read. */
export interface Entity {
  /** The type of its things in the API, also in their ids. */
  readonly type: string;
  /** Arguments of its list besides those of all. */
  readonly sort: string;
  /** Whether its list is that of a location. */
  readonly ofLocation: boolean;
  /** Read in any case. */
  readonly always: string;
  /** Search that finds the things of all states, where the shop may leave some out otherwise. */
  readonly all: string | null;
  readonly fields: string;
  readonly lists: Readonly<Record<string, string>>;
}

const money = '{ shopMoney { amount currencyCode } }';
const address =
  '{ company firstName lastName address1 address2 zip city provinceCode countryCodeV2 phone }';
const byChange = ', sortKey: UPDATED_AT';

/** Finds products in every state. */
export const ALL_PRODUCTS = 'status:active,draft,archived,unlisted';

const entities: Readonly<Record<string, Entity>> = {
  orders: {
    ...{ type: 'Order', sort: byChange, ofLocation: false, all: null },
    always: 'id legacyResourceId updatedAt',
    fields: `name createdAt processedAt cancelledAt closedAt test note tags email phone currencyCode taxesIncluded
      displayFinancialStatus displayFulfillmentStatus paymentGatewayNames customer { id }
      totalPriceSet ${money} subtotalPriceSet ${money} totalShippingPriceSet ${money}
      totalTaxSet ${money} totalDiscountsSet ${money} taxLines { title rate priceSet ${money} }
      billingAddress ${address} shippingAddress ${address}`,
    lists: {
      lineItems: `id sku name quantity currentQuantity variant { id } originalUnitPriceSet ${money}
        discountedTotalSet ${money} taxLines { title rate priceSet ${money} }`,
    },
  },
  products: {
    ...{ type: 'Product', sort: byChange, ofLocation: false },
    all: ALL_PRODUCTS,
    always: 'id legacyResourceId updatedAt',
    fields: `handle title vendor productType status tags descriptionHtml templateSuffix createdAt publishedAt
      seo { title description } options { name optionValues { name } }`,
    lists: {
      variants: `id sku barcode price compareAtPrice position selectedOptions { name value } inventoryItem { id }`,
    },
  },
  inventoryLevels: {
    ...{ type: 'InventoryLevel', sort: '', ofLocation: true, all: null },
    always: 'id updatedAt',
    fields:
      'item { id sku } location { id } quantities(names: ["available", "on_hand", "committed", "incoming"]) { name quantity }',
    lists: {},
  },
};

/** @throws Failure CONFIG_INVALID */
export function entityNamed(name: string, { location }: ShopifySourceOptions): Entity {
  const entity = Object.hasOwn(entities, name) ? entities[name] : undefined;
  if (!entity) {
    const known = Object.keys(entities).join(', ');
    throw invalid(`The kind shopify reads ${known}, and not ${name}: correct \`entity\`.`);
  }
  if (entity.ofLocation === (location !== undefined)) return entity;
  throw invalid(
    entity.ofLocation
      ? `${name} are those of a location: set \`location\`.`
      : `${name} are not those of a location: remove \`location\`.`,
  );
}

function invalid(message: string): Failure {
  return new Failure('CONFIG_INVALID', { message });
}
