import type { HeldThing, Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { fieldsLike } from '../http/read-thing.ts';
import type { Selection } from './things.ts';

const SAME =
  'handle title vendor productType status descriptionHtml templateSuffix requiresSellingPlan tags';
const VARIANT = 'sku barcode price compareAtPrice inventoryPolicy taxable';
const COMPARED: ReadonlySet<string> = new Set([
  ...SAME.split(' '),
  ...['seo', 'category', 'productOptions', 'variants'],
]);
const COMPARED_OF_VARIANT: ReadonlySet<string> = new Set([...VARIANT.split(' '), 'optionValues']);

/** What is read of a product to compare it with what would be written. */
export const productSelection: Selection = {
  type: 'Product',
  fields: `id ${SAME} seo { title description } category { id } options { name optionValues { name } }`,
  lists: { variants: `${VARIANT} selectedOptions { name value }` },
};

/**
 * Compares a product with a document, in the form of the input. Metafields, files, collections, quantities and the like are not
 * compared: the shop returns them in another form, or they change by themselves.
 */
export function heldProduct(product: JsonObject, document: JsonObject): HeldThing {
  const { options, category, tags, variants, ...same } = product;
  const held: JsonObject = {
    ...same,
    tags: sorted(tags),
    category: isJsonObject(category) ? (category.id ?? null) : null,
    productOptions: objectsIn(options).map(({ name = null, optionValues }) => ({
      name,
      values: objectsIn(optionValues).map(({ name: value = null }) => ({ name: value })),
    })),
    variants: objectsIn(variants).map(heldVariant),
  };
  const wanted = only(document, COMPARED);
  const then: Record<string, Json> = { ...wanted };
  if (isJsonList(wanted.tags)) then.tags = sorted(wanted.tags);
  if (isJsonList(wanted.variants)) {
    then.variants = objectsIn(wanted.variants).map((variant, nth) =>
      spelledLike(objectsIn(held.variants)[nth] ?? {}, only(variant, COMPARED_OF_VARIANT)),
    );
  }
  return { id: textOf(product.id), now: fieldsLike(then, held), then };
}

function heldVariant({ selectedOptions, ...variant }: JsonObject): JsonObject {
  const optionValues = objectsIn(selectedOptions).map(({ name = null, value = null }) => ({
    ...{ optionName: name, name: value },
  }));
  return { ...variant, optionValues };
}

/** The shop returns amounts as texts: `19.90` for 19.9. */
function spelledLike(held: JsonObject, wanted: JsonObject): JsonObject {
  const amounts = ['price', 'compareAtPrice'].flatMap((field): [string, Json][] => {
    const [now, then] = [held[field], wanted[field]];
    const isSame =
      typeof now === 'string' &&
      then !== null &&
      then !== undefined &&
      Number(now) === Number(then);
    return isSame ? [[field, now]] : [];
  });
  return { ...wanted, ...Object.fromEntries(amounts) };
}

function only(object: JsonObject, fields: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => fields.has(name)));
}

function objectsIn(value: Json | undefined): readonly JsonObject[] {
  return isJsonList(value) ? value.filter(isJsonObject) : [];
}

/** The shop keeps tags in an order of its own. */
function sorted(tags: Json | undefined): readonly string[] {
  return isJsonList(tags) ? tags.map(textOf).toSorted() : [];
}
