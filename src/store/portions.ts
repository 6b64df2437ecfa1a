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
 * Repeats a change of at most a portion until it finds no more rows.
 * @param change returns how many rows it changed @returns how many in all
 */
export async function inPortions(change: () => Promise<number>): Promise<number> {
  let all = 0;
  for (let count = await change(); count > 0; count = await change()) all += count;
  return all;
}
