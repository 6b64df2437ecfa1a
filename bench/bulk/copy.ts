import { createReadStream } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'csv-parse';
import pg from 'pg';
import type { Row } from '../relay/product.ts';
import { CopyUpsert } from '../support/copy-upsert.ts';
import type { ChildOptions } from './child.ts';
import { schema } from './workload.ts';

// The process that measures a client's limit: it reads the file, parses the CSV, validates and maps every row, copies through the
// client and upserts. One thread, nothing kept for later, no master keys, no resuming; the first broken row ends it.

interface CsvRow {
  readonly sku: string;
  readonly name: string;
  readonly category: string;
  readonly price: number;
  readonly currency: string;
  readonly stock: number;
  readonly active: 'true' | 'false';
  readonly updated_at: string;
}

const ajv = new Ajv2020();
formats.default(ajv);
const isValid = ajv.compile<CsvRow>(schema);

// Stays alive until the parent has read its usage from /proc and ends it, and never longer than the parent.
process.on('message', () => undefined);
process.on('disconnect', () => process.exit(0));

const { databaseUrl, file } = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const client = new pg.Client({ connectionString: databaseUrl });
await client.connect();
const copy = await CopyUpsert.open(client);
process.send?.({ startedAtMs: Date.now() });
const lines = createReadStream(file).pipe(parse({ columns: true }));
for await (const fields of lines as AsyncIterable<Record<string, string>>) {
  await copy.add(toRow(fields));
}
await copy.end();
process.send?.({ endedAtMs: Date.now() });
await client.end();

function toRow(fields: Record<string, string>): Row {
  const row: unknown = { ...fields, price: Number(fields.price), stock: Number(fields.stock) };
  if (!isValid(row)) throw new Error(`${fields.sku}: ${ajv.errorsText(isValid.errors)}`);
  const { sku, name, category, price, currency, stock, active, updated_at } = row;
  return [sku, name, category, price, currency, stock, active === 'true', updated_at];
}
