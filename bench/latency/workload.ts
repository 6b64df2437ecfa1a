import type { SourceRecord } from '../../src/connector-api/index.ts';
import { productLane } from '../support/product-lane.ts';

/** Things that change; each event is one more level of one of them. */
const THINGS = 5_000;

/** The nth event of a run: a stock level as a till or a warehouse tells it. */
export function eventAt(number: number, atMs: number): SourceRecord {
  // A stride without a common divisor with the things, so that neighbours in time are others.
  const key = `ITEM-${(number * 7) % THINGS}`;
  const document = { sku: key, number, quantity: number % 500, eventAtMs: atMs };
  return { key, version: number, operation: 'upsert', document };
}

/** What the hub validates every event by. */
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

/** Two streams into one database: events that come one by one, and a catalogue that is imported. */
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
