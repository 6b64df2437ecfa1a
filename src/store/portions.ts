/** Rows that one statement changes where there may be millions: takes a second, and a statement may take 30. */
export const PORTION = 10_000;

/** Returns a statement that deletes at most a portion of the rows of a table. It returns one row: how many they were. */
export function deletePortionSql(table: string, condition: string): string {
  return `with gone as (
    delete from ${table} where ctid = any(array(select ctid from ${table} where ${condition} limit ${PORTION})) returning 1
  )
  select count(*) from gone`;
}

/**
 * `$1` lane, `$2` master key. Returns a statement that deletes at most a portion of what a lane applied, behind that key
 * in their order. It returns one row: the last key, and how many rows they were.
 * @param condition may use `$3` and further values
 */
export function deleteAppliedSql(schema: string, condition: string): string {
  return `with chosen as (
    select ctid, master_key from ${schema}.applied where lane_id = $1 and master_key > $2 and ${condition}
    order by master_key limit ${PORTION}
  ), gone as (
    delete from ${schema}.applied where ctid = any(array(select ctid from chosen))
  )
  select max(master_key), count(*) from chosen`;
}

/**
 * Repeats a change of at most a portion until it finds no more rows.
 * @param change returns how many rows it changed @returns how many in all
 */
export async function inPortions(change: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let count = await change(); count > 0; count = await change()) all += count;
  return all;
}

/**
 * Changes rows in the order of their ids, a portion at a time. One transaction may hold millions of changes, but one
 * statement only so many.
 * @param change changes the rows behind an id, of which `before` have been changed already; returns the last id, if there
 * was one, and how many there were @returns how many in all
 */
export async function throughPortions(
  change: (
    after: string,
    before: number,
  ) => Promise<{ readonly last: string | null | undefined; readonly count: number }>,
): Promise<number> {
  let all = 0;
  for (let after = '0'; ;) {
    const { last, count } = await change(after, all);
    if (typeof last !== 'string') return all;
    all += count;
    after = last;
  }
}
