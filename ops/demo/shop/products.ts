import { checkDigit, isGtin } from '../gtin.ts';
import type { Answer, Fields, ShopRequest, Transaction } from './http.ts';
import { isFields, Refusal } from './http.ts';
import type { RecordKind } from './records.ts';
import { check, write } from './records.ts';

const MAX_NAME_LENGTH = 120;
const VAT_PERCENTS: readonly unknown[] = [0, 7, 19];

/** A product's name and other content. */
export const productKind: RecordKind = {
  check: (record) => [
    ...checkName(record.name),
    ...checkGtin(record.gtin),
    ...(VAT_PERCENTS.includes(record.vatPercent) ? [] : ['vatPercent must be 0, 7 or 19']),
    ...(Number(record.weightKg ?? 0) >= 0 ? [] : ['weightKg must be a number, 0 or more']),
  ],
  upsert: `
    insert into product (sku, gtin, name, brand, category, description, vat_percent, weight_kg, options)
    select sku, gtin, name, brand, category, description, "vatPercent", "weightKg", options
    from jsonb_to_recordset($1) as r(sku text, gtin text, name text, brand text, category text, description text,
      "vatPercent" integer, "weightKg" numeric, options jsonb)
    order by sku
    on conflict (sku) do update set gtin = excluded.gtin, name = excluded.name, brand = excluded.brand,
      category = excluded.category, description = excluded.description, vat_percent = excluded.vat_percent,
      weight_kg = excluded.weight_kg, options = excluded.options, changed_at = clock_timestamp()
    returning sku, id::text, xmax = 0 as created`,
};

const FIELDS = `id::text, sku, gtin, name, brand, category, description, vat_percent as "vatPercent",
  weight_kg::float8 as "weightKg", options, gross_cents as "grossCents", available`;

/** `GET /products?sku=`: returns none or one. */
export async function findProducts(
  { query }: ShopRequest,
  transaction: Transaction,
): Promise<Answer> {
  const sku = query.get('sku');
  if (sku === null) throw new Refusal(422, 'say which: /products?sku=…');
  const { rows } = await transaction.query<Fields>(`select ${FIELDS} from product where sku = $1`, [
    sku,
  ]);
  return { status: 200, body: { products: rows } };
}

export async function getProduct(
  { params }: ShopRequest,
  transaction: Transaction,
): Promise<Answer> {
  const { rows } = await transaction.query<Fields>(
    `select ${FIELDS} from product where id::text = $1`,
    [params.id],
  );
  if (!rows[0]) throw unknownProduct(params.id);
  return { status: 200, body: rows[0] };
}

/** `POST /products`: creates one. */
export async function createProduct(
  { body }: ShopRequest,
  transaction: Transaction,
): Promise<Answer> {
  const product = requireProduct(body);
  const sku = String(product.sku);
  const { rows } = await transaction.query<{ id: string }>(
    'select id::text from product where sku = $1 and name is not null',
    [sku],
  );
  if (rows[0]) throw new Refusal(409, `sku ${sku} is product ${rows[0].id} already: PUT it there`);
  const written = await write(productKind, [product], transaction);
  return { status: 201, body: { sku, id: written.get(sku)?.id } };
}

/** `PUT /products/{id}`: replaces all fields except the SKU. */
export async function replaceProduct(
  { params, body }: ShopRequest,
  transaction: Transaction,
): Promise<Answer> {
  const { rows } = await transaction.query<{ sku: string }>(
    'select sku from product where id::text = $1 for update',
    [params.id],
  );
  if (!rows[0]) throw unknownProduct(params.id);
  const { sku } = rows[0];
  const product = requireProduct({ sku, ...(isFields(body) ? body : {}) });
  if (product.sku !== sku) throw new Refusal(422, `product ${params.id} has the sku ${sku}`);
  await write(productKind, [product], transaction);
  return { status: 200, body: { sku, id: params.id } };
}

function requireProduct(body: unknown): Fields {
  const wrong = check(productKind, body);
  if (wrong.length > 0) throw new Refusal(422, wrong.join('; '));
  return body as Fields;
}

function unknownProduct(id = ''): Refusal {
  return new Refusal(404, `there is no product ${id}`);
}

function checkName(name: unknown): readonly string[] {
  if (typeof name !== 'string' || name.trim() === '') return ['name must not be empty'];
  if (name.length <= MAX_NAME_LENGTH) return [];
  return [`name has ${name.length} characters, the shop shows at most ${MAX_NAME_LENGTH}`];
}

function checkGtin(gtin: unknown): readonly string[] {
  if (typeof gtin !== 'string' || !/^\d{13}$/.test(gtin)) return ['gtin must have 13 digits'];
  if (isGtin(gtin)) return [];
  return [
    `gtin ${gtin} has a wrong check digit, it would have to end in ${checkDigit(gtin.slice(0, 12))}`,
  ];
}
