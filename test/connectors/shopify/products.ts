import { connection } from './lists.ts';
import type { ListArgs } from './lists.ts';
import type { Mistake, Thing } from './things.ts';
import { textIn } from './things.ts';

type Metafield = { namespace: string; key: string; value: string };
export type Identifier = { id?: string; handle?: string; customId?: Metafield };
export type ProductInput = Record<string, unknown> & {
  metafields?: Metafield[];
  variants?: Record<string, unknown>[];
  productOptions?: { name: string; values: unknown }[];
};

/** The products of a shop and what `productSet` makes of them. */
export class Products {
  readonly #byId = new Map<string, Thing>();
  readonly #now: () => string;
  readonly #nextId: (type: string) => string;
  /** Ids of the products that were written, in order. */
  readonly written: string[] = [];

  constructor(now: () => string, nextId: (type: string) => string) {
    this.#now = now;
    this.#nextId = nextId;
  }

  all(): readonly Thing[] {
    return [...this.#byId.values()];
  }

  get(id: string): Thing | null {
    return this.#byId.get(id) ?? null;
  }

  variants(): readonly Thing[] {
    return this.all().flatMap(({ variantList }) => variantList as Thing[]);
  }

  find({ id, handle, customId }: Identifier): Thing | null {
    if (id !== undefined) return this.get(id);
    const isIt = (one: Thing) =>
      handle === undefined ? carries(one, customId) : one.handle === handle;
    return this.all().find(isIt) ?? null;
  }

  set(identifier: Identifier | undefined, input: ProductInput) {
    const known = identifier ? this.find(identifier) : null;
    const userErrors = this.#mistakes(identifier, known, input);
    if (userErrors.length > 0) return { product: null, userErrors };
    const id = known?.id ?? this.#nextId('Product');
    const fields = { title: '', tags: [], status: 'ACTIVE', ...known, ...input };
    const handle = input.handle ?? known?.handle ?? this.#freeHandle(textIn(fields.title));
    const now = this.#now();
    const product: Thing = {
      ...fields,
      ...{ __typename: 'Product', id, handle, updatedAt: now, createdAt: known?.createdAt ?? now },
      legacyResourceId: id.split('/').at(-1),
      options:
        input.productOptions?.map(({ name, values }) => ({ name, optionValues: values })) ??
        known?.options ??
        [],
    };
    if (input.variants ?? !known)
      product.variantList = this.#variantsOf(product, input.variants ?? [{}]);
    product.variants = (args: ListArgs) => connection(product.variantList as Thing[], args);
    this.#byId.set(id, product);
    this.written.push(id);
    return { product, userErrors: [] };
  }

  delete(id: string) {
    if (this.#byId.delete(id)) return { deletedProductId: id, userErrors: [] };
    const mistake: Mistake = { field: ['id'], message: 'Product does not exist' };
    return { deletedProductId: null, userErrors: [mistake] };
  }

  #mistakes(
    identifier: Identifier | undefined,
    known: Thing | null,
    input: ProductInput,
  ): Mistake[] {
    const mistakes: Mistake[] = [];
    if (identifier?.id !== undefined && !known)
      mistakes.push({
        field: ['identifier', 'id'],
        message: 'Product does not exist',
        code: 'PRODUCT_DOES_NOT_EXIST',
      });
    if ((input.title ?? known?.title ?? '') === '')
      mistakes.push({
        field: ['input', 'title'],
        message: "Title can't be blank",
        code: 'INVALID_INPUT',
      });
    input.variants?.forEach(({ price }, nth) => {
      if (Number(price ?? 0) >= 0) return;
      const field = ['input', 'variants', String(nth), 'price'];
      mistakes.push({
        field,
        message: 'Price must be greater than or equal to 0',
        code: 'INVALID_VARIANT',
      });
    });
    if (this.all().some((one) => one.id !== known?.id && one.handle === input.handle))
      mistakes.push({
        field: ['input', 'handle'],
        message: 'Handle is taken',
        code: 'HANDLE_NOT_UNIQUE',
      });
    return mistakes;
  }

  #variantsOf(product: Thing, variants: readonly Record<string, unknown>[]): Thing[] {
    return variants.map(({ optionValues = [], price = '0', ...variant }, nth) => ({
      ...{
        __typename: 'ProductVariant',
        id: this.#nextId('ProductVariant'),
        position: nth + 1,
        product,
      },
      ...variant,
      price: Number(price).toFixed(2),
      inventoryItem: {
        __typename: 'InventoryItem',
        id: this.#nextId('InventoryItem'),
        sku: variant.sku,
      },
      selectedOptions: (optionValues as { optionName: string; name: string }[]).map(
        ({ optionName, name }) => ({ name: optionName, value: name }),
      ),
    }));
  }

  #freeHandle(title: string): string {
    const plain = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-') || 'product';
    const taken = new Set(this.all().map(({ handle }) => handle));
    for (let nth = 0; ; nth++) {
      const handle = nth === 0 ? plain : `${plain}-${nth}`;
      if (!taken.has(handle)) return handle;
    }
  }
}

function carries({ metafields }: Thing, wanted: Metafield | undefined): boolean {
  return ((metafields as Metafield[] | undefined) ?? []).some(
    ({ namespace, key, value }) =>
      namespace === wanted?.namespace && key === wanted.key && value === wanted.value,
  );
}
