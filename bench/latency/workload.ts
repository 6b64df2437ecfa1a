import type { SourceRecord } from '../../src/connector-api/index.ts';
import { productLane } from '../support/product-lane.ts';

/** Number of things that change; each event is one more stock level of one of them. */
const THINGS = 5_000;

/** The nth event of a run: a stock level as a till or a warehouse reports it. */
export function eventAt(number: number, atMs: number): SourceRecord {
  // The stride is coprime to the number of things, so that consecutive events concern different things.
  const key = `ITEM-${(number * 7) % THINGS}`;
  const document = { sku: key, number, quantity: number % 500, eventAtMs: atMs };
  return { key, version: number, operation: 'upsert', document };
}

/** The schema by which the hub validates every event. */
export const eventSchema = {
  type: 'object',
  required: ['sku', 'number', 'quantity', 'eventAtMs'],
  properties: {
    sku: { type: 'string', minLength: 1 },
    number: { type: 'integer', minimum: 1 },
    quantity: { type: 'integer', minimum: 0 },
    eventAtMs: { type: 'number' },
  },
} as const;

/** Two streams into one database: single events, and an imported catalogue. */
export const configuration = `
connectors:
  nothing: { kind: file, path: ./nothing.jsonl }
  target: { kind: postgres, url: "\${TARGET_URL}" }
streams:
  stock:
    from: { connector: nothing, entity: stock, key: sku, version: number }
    semantics: event
    validate: ./event.schema.json
    to:
      - connector: target
        entity: stock_level
        key: sku
        versionColumn: version
        map: { sku: sku, number: number, quantity: quantity, event_at_ms: eventAtMs }
  products:
    from: { connector: nothing, entity: product, key: sku, version: updated_at }
    validate: ./product.schema.json
    to:
      - connector: target
${productLane}
`;
