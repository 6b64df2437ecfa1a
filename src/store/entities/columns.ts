import { p } from '@mikro-orm/core';

/*
 * The tables of the hub's memory. A table's columns are ordered so that rows are packed without padding (eight bytes
 * wide first). Identifiers are compared bytewise (collation "C"), which takes a third of the time of a linguistic
 * comparison and gives the same result on every server. There are no foreign keys: `link` and `applied` take a million
 * rows a minute, each check would cost a lookup and a lock on the one row that all of them reference, and endpoints are
 * never deleted.
 */

export const counter = () => p.bigint('number').defaultRaw('0');
export const identifier = () => p.text().collation('C');

/** A partial index, as the migration creates it. */
export const partialIndex = (name: string, rest: string) => ({
  name,
  expression: (_columns: unknown, table: { schema?: string; name: string }) =>
    `create index "${name}" on "${table.schema}"."${table.name}" ${rest}`,
});
