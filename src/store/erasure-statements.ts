import type { ErasedPlace, Remainder } from '../domain/index.ts';
import { textArray } from '../sql/index.ts';
import type { Statement } from './database.ts';

/** A thing in one stream. */
export interface ThingInStream {
  readonly stream: string;
  readonly key: string;
  /** Two-way flows that the stream's lanes belong to. */
  readonly flows: readonly string[];
}

/** Rows of one place that belong to a thing. */
export interface HeldRows<Place> {
  readonly place: Place;
  readonly stream: string;
  readonly count: Statement;
  readonly values: readonly unknown[];
}

/** Rows that an erasure removes. */
export interface ErasableRows extends HeldRows<ErasedPlace> {
  readonly erase: Statement;
}

interface Where {
  readonly place: ErasedPlace;
  readonly table: string;
  readonly condition: string;
  readonly values: readonly unknown[];
  /** The assignments that clear the rows instead of deleting them. */
  readonly set?: string;
}

/**
 * Lists everything that the store holds of a thing in one stream.
 * @param masterKey null for a thing that was never linked
 */
export function rowsOf(
  schema: string,
  { stream, key, flows }: ThingInStream,
  masterKey: string | null,
): readonly ErasableRows[] {
  // By name, so that the memories of lanes that had another target or identity are found too.
  const ofLane = `lane_id in (select id from ${schema}.lane where split_part(name, '/', 1) = $1)`;
  const byKey = { condition: `${ofLane} and key = $2`, values: [stream, key] };
  const inStream = { condition: 'stream = $1 and key = $2', values: [stream, key] };
  const inFlow = {
    condition: 'flow = any($1::text[]) and master_key = $2::bigint',
    values: [textArray(flows), masterKey],
  };
  const inCursors = 'position($2 in concat(cursor_before, cursor_after)) > 0';
  // A source's answer may repeat the key.
  const inMessage = `coalesce(error_message, '') ~ $3`;
  const places: readonly Where[] = [
    { place: 'parked', table: 'parked', ...byKey },
    { place: 'paused-keys', table: 'paused_key', ...byKey },
    { place: 'retried', table: 'returned', ...byKey },
    { place: 'dead-letters', table: 'dead_letter', ...inStream },
    { place: 'hints', table: 'hint', ...inStream },
    {
      ...{
        place: 'runs',
        table: 'run',
        condition: `stream = $1 and (${inCursors} or ${inMessage})`,
      },
      values: [stream, JSON.stringify(key), wordOf(key)],
      set: `cursor_before = case when ${inCursors} then null else cursor_before end,
        cursor_after = case when ${inCursors} then null else cursor_after end,
        error_message = case when ${inMessage} then null else error_message end`,
    },
  ];
  const linked: readonly Where[] = [
    {
      ...{ place: 'applied', table: 'applied' },
      condition: `${ofLane} and master_key = $2::bigint`,
      values: [stream, masterKey],
    },
    { place: 'two-way', table: 'two_way', ...inFlow },
    { place: 'conflicts', table: 'two_way_conflict', ...inFlow },
  ];
  return [...places, ...(masterKey === null ? [] : linked)].map((where) =>
    erasable(schema, stream, where),
  );
}

/** The ids of a thing in all systems. */
export function linksOf(schema: string, masterKey: string): ErasableRows {
  const condition = 'master_key = $1::bigint';
  return erasable(schema, '', { place: 'links', table: 'link', condition, values: [masterKey] });
}

/** Lists rows that name the thing and have to stay. */
export function staying(
  schema: string,
  { stream, key }: ThingInStream,
): readonly HeldRows<Remainder>[] {
  return [
    {
      ...{ place: 'cursor', stream, values: [stream, JSON.stringify(key)] },
      count: {
        name: 'count-cursors-naming',
        text: `select count(*) from ${schema}.stream_state where name = $1 and position($2 in cursor::text) > 0`,
      },
    },
    {
      ...{ place: 'unnamed-rows', stream, values: [stream, wordOf(key)] },
      count: {
        name: 'count-unnamed-rows',
        text: `select count(*) from ${schema}.dead_letter where stream = $1 and key is null and raw ~ $2`,
      },
    },
  ];
}

/** Returns a regular expression that finds the key as a whole word. */
function wordOf(key: string): string {
  return `(^|[^[:alnum:]])${key.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}([^[:alnum:]]|$)`;
}

function erasable(
  schema: string,
  stream: string,
  { place, table, condition, values, set }: Where,
): ErasableRows {
  const name = `${schema}.${table}`;
  const change = set === undefined ? `delete from ${name}` : `update ${name} set ${set}`;
  const from = `where ${condition}`;
  return {
    ...{ place, stream, values },
    count: { name: `count-held-${place}`, text: `select count(*) from ${name} ${from}` },
    erase: {
      name: `erase-${place}`,
      text: `with gone as (${change} ${from} returning 1) select count(*) from gone`,
    },
  };
}
