import type { Mistake } from './things.ts';

interface Input {
  readonly name: string;
  readonly quantities: readonly {
    readonly inventoryItemId: string;
    readonly locationId: string;
    readonly quantity: number;
    readonly changeFromQuantity?: number | null;
  }[];
}
type Result = { readonly userErrors: readonly Mistake[] };

/** Quantities of items at locations, and what `inventorySetQuantities` does to them. */
export class Inventory {
  readonly #levels = new Map<string, { quantity: number; updatedAt: string }>();
  readonly #answered = new Map<string, { input: string; result: Result }>();
  readonly #now: () => string;
  readonly #location: string;
  /** How many requests were carried out. */
  carriedOut = 0;

  /** @param location the only one of the shop */
  constructor(now: () => string, location: string) {
    this.#now = now;
    this.#location = location;
  }

  quantity(item: string, location: string): number | null {
    return this.#levels.get(`${location} ${item}`)?.quantity ?? null;
  }

  put(item: string, location: string, quantity: number): void {
    this.#levels.set(`${location} ${item}`, { quantity, updatedAt: this.#now() });
  }

  levels(location: string) {
    return [...this.#levels].flatMap(([place, level]) => {
      const [at = '', item = ''] = place.split(' ');
      return at === location ? [{ item, ...level }] : [];
    });
  }

  set(key: string, input: Input): Result {
    const before = this.#answered.get(key);
    const text = JSON.stringify(input);
    if (before && before.input !== text)
      return {
        userErrors: [
          { field: [], message: 'Other parameters', code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' },
        ],
      };
    if (before) return before.result;
    const userErrors = input.quantities.flatMap((one, nth) => this.#mistake(one, String(nth)));
    const result = { userErrors };
    this.#answered.set(key, { input: text, result });
    if (userErrors.length > 0) return result;
    this.carriedOut++;
    for (const { inventoryItemId, locationId, quantity } of input.quantities)
      this.put(inventoryItemId, locationId, quantity);
    return result;
  }

  #mistake(one: Input['quantities'][number], nth: string): Mistake[] {
    const at = (field: string) => ['input', 'quantities', nth, field];
    const held = this.quantity(one.inventoryItemId, one.locationId);
    if (one.locationId !== this.#location)
      return [{ field: at('locationId'), message: 'Unknown location', code: 'INVALID_LOCATION' }];
    if (held === null)
      return [
        { field: at('inventoryItemId'), message: 'Unknown item', code: 'INVALID_INVENTORY_ITEM' },
      ];
    if (one.changeFromQuantity === undefined)
      return [
        {
          field: at('changeFromQuantity'),
          message: 'Must be given',
          code: 'COMPARE_QUANTITY_REQUIRED',
        },
      ];
    if (one.changeFromQuantity !== null && one.changeFromQuantity !== held)
      return [
        {
          field: at('changeFromQuantity'),
          message: 'Is stale',
          code: 'CHANGE_FROM_QUANTITY_STALE',
        },
      ];
    return [];
  }
}
