import type { Reply } from '../../support/http-system.ts';
import { refusal } from './refusal.ts';

type Entry = Readonly<Record<string, unknown>>;
type Attributes = Readonly<Record<string, readonly Entry[]>>;
interface Patch {
  readonly op: string;
  readonly path: string;
  readonly value: readonly Entry[];
}
export interface Body {
  readonly productType?: string;
  readonly requirements?: string;
  readonly attributes?: Attributes;
  readonly patches?: readonly Patch[];
}

const SELECTORS = ['marketplace_id', 'audience', 'language_tag', 'fulfillment_channel_code'];

/** The listings of a seller, by their SKU. */
export class Listings {
  readonly #listings = new Map<string, Attributes>();
  /** Creates a listing by a patch, so that a test need not create each before. */
  arePatchedIntoBeing = false;

  put(sku: string, attributes: Attributes): void {
    this.#listings.set(sku, attributes);
  }

  get(sku: string): Attributes | undefined {
    return this.#listings.get(sku);
  }

  delete(sku: string): void {
    this.#listings.delete(sku);
  }

  skus(): readonly string[] {
    return [...this.#listings.keys()];
  }

  price(sku: string): unknown {
    const [offer] = this.get(sku)?.purchasable_offer ?? [];
    const [price] = (offer?.our_price ?? []) as { schedule: { value_with_tax: number }[] }[];
    return price?.schedule[0]?.value_with_tax;
  }

  quantity(sku: string): unknown {
    return this.get(sku)?.fulfillment_availability?.[0]?.quantity;
  }

  answer(operation: string, sku: string, body: Body): Reply {
    const held = this.get(sku);
    if (operation === 'putListingsItem') return this.#write(sku, body, body.attributes ?? {});
    if (held === undefined && !(operation === 'patchListingsItem' && this.arePatchedIntoBeing))
      return refusal(404, 'NOT_FOUND', `SKU '${sku}' not found`);
    if (operation === 'getListingsItem') return { body: { sku, attributes: held } };
    if (operation === 'patchListingsItem')
      return this.#write(sku, body, patched(held ?? {}, body.patches ?? []));
    this.#listings.delete(sku);
    return accepted(sku, []);
  }

  #write(sku: string, { productType }: Body, attributes: Attributes): Reply {
    if (!productType) return refusal(400, 'InvalidInput', 'productType is missing');
    const issues = issuesWith(attributes);
    if (issues.some(({ severity }) => severity === 'ERROR'))
      return { body: { sku, status: 'INVALID', submissionId: 's', issues } };
    this.#listings.set(sku, attributes);
    return accepted(sku, issues);
  }
}

function accepted(sku: string, issues: readonly object[]): Reply {
  return { body: { sku, status: 'ACCEPTED', submissionId: 's', issues } };
}

function issuesWith(attributes: Attributes) {
  return Object.entries(attributes).flatMap(([name, entries]) => {
    const text = JSON.stringify(entries);
    const issue = (severity: string, code: string, message: string) => [
      { code, message, severity, attributeNames: [name], categories: [] },
    ];
    if (name === 'fake_attribute' || text.includes('"value_with_tax":-'))
      return issue('ERROR', '90000900', 'The attributes are invalid.');
    return text.includes('dubious') ? issue('WARNING', '99000', 'Should be reviewed.') : [];
  });
}

function patched(attributes: Attributes, patches: readonly Patch[]): Attributes {
  const next: Record<string, readonly Entry[]> = { ...attributes };
  for (const { op, path, value } of patches) {
    const name = path.slice('/attributes/'.length);
    const held = next[name] ?? [];
    const rest = held.filter((one) => !value.some((other) => isSame(one, other)));
    const merged = value.map((one) => ({ ...held.find((other) => isSame(one, other)), ...one }));
    next[name] = [...rest, ...(op === 'merge' ? merged : value)];
  }
  return next;
}

function isSame(one: Entry, other: Entry): boolean {
  return SELECTORS.every((name) => one[name] === other[name]);
}
