import { reachDatabase } from '../../src/store/index.ts';
import type { DatabaseOptions, Store } from '../../src/store/index.ts';

/** Opens a hub's memory, for tests in which nobody else works in its namespace. */
export async function openStore(options: DatabaseOptions): Promise<Store> {
  const database = await reachDatabase(options);
  return database.openStore();
}
