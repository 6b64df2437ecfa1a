import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { recordAt } from '../relay/workload.ts';
import { productLane } from '../support/product-lane.ts';

const HEADER = 'sku,name,category,price,currency,stock,active,updated_at';

/** Writes a catalogue as CSV: the products of the relay bench, every key once. */
export async function writeCatalogue(file: string, records: number): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${HEADER}\n`);
  for (let index = 0; index < records; index++) {
    if (!out.write(`${lineAt(index, records)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
}

function lineAt(index: number, records: number): string {
  // A tenth of the relay's keys comes twice; a catalogue has each key once.
  const { document } = recordAt(index, records * 2);
  const { sku, name, category, price, stock, active, updatedAt } = document as Record<
    string,
    string
  > & {
    price: { net: string; currency: string };
  };
  return `${sku},"${name}",${category},${price.net},${price.currency},${stock},${active},${updatedAt}`;
}

/** The schema by which the hub validates every row. */
export const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['sku', 'name', 'price', 'updated_at'],
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 40 },
    name: { type: 'string', minLength: 1 },
    category: { enum: ['shoes', 'shirts', 'jackets', 'bags', 'hats'] },
    price: { type: 'number', minimum: 0 },
    currency: { const: 'EUR' },
    stock: { type: 'integer', minimum: 0 },
    active: { enum: ['true', 'false'] },
    updated_at: { type: 'string', format: 'date-time' },
  },
} as const;

/** The hub as a user would configure it for a catalogue whose first load is a file. */
export const configuration = `
connectors:
  nothing: { kind: file, path: ./nothing.jsonl }
  target: { kind: postgres, url: "\${TARGET_URL}" }
streams:
  products:
    from: { connector: nothing, entity: product, key: sku, version: updated_at }
    validate: ./product.schema.json
    to:
      - connector: target
${productLane}
`;
