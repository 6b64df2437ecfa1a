import pg from 'pg';
import type { Row } from '../../relay/product.ts';
import { toRow } from '../../relay/product.ts';
import type { Outcome } from '../../relay/systems.ts';
import { CopyUpsert } from '../../support/copy-upsert.ts';
import { keepDeadLetters } from '../dead-letters.ts';
import type { PeerOptions } from '../feed.ts';
import { windowsOf } from '../feed.ts';

/** Plain COPY without a queue: parse, Ajv and mapping in Node, COPY into a staging table, upsert from there. */
export async function runCopy(options: PeerOptions): Promise<Outcome> {
  const client = new pg.Client({ connectionString: options.databaseUrl });
  await client.connect();
  await using deadLetters = await keepDeadLetters(options.databaseUrl);
  const copy = await CopyUpsert.open(client);
  options.onStart(Date.now());
  for (const window of windowsOf(options)) {
    const rows: Row[] = await deadLetters.sort(
      window.map((document) => JSON.stringify(document)),
      toRow,
    );
    for (const row of rows) await copy.add(row);
  }
  await copy.end();
  await client.end();
  return { deadLetters: await deadLetters.count() };
}
