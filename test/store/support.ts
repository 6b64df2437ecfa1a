import pg from 'pg';
import type { SettledRecord } from '../../src/pipeline/ports.ts';
import { reachDatabase } from '../../src/store/index.ts';
import type { HubDatabase, LaneMemory, LaneMemoryName, Store } from '../../src/store/index.ts';
import { testScope } from '../support/scope.ts';
import type { TestScope } from '../support/scope.ts';

/** A fresh database with an open store, a separate SQL connection to inspect it, and a way to open more stores. */
export interface StoreBench extends AsyncDisposable {
  readonly scope: TestScope;
  readonly database: HubDatabase;
  readonly store: Store;
  readonly sql: pg.Client;
  /** Opens another store on the same namespace, as a second process would. */
  another(): Promise<Store>;
}

export const productsToShop: LaneMemoryName = {
  name: 'products/shop',
  identity: 'pim/product',
  connector: 'shop',
  entity: 'products',
};

export async function storeBench(): Promise<StoreBench> {
  const cleanup = new AsyncDisposableStack();
  const scope = cleanup.use(await testScope());
  const database = await reachDatabase(scope);
  const another = async () => {
    const store = await database.openStore();
    cleanup.defer(() => store.close());
    return store;
  };
  const store = await another();
  const sql = new pg.Client({ connectionString: scope.databaseUrl });
  await sql.connect();
  cleanup.defer(() => sql.end());
  await sql.query(`set search_path to ${scope.namespace}`);
  return {
    scope,
    database,
    store,
    sql,
    another,
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

/** Returns what the lane would settle after applying these keys. An id in the target is `T` followed by the key. */
export async function appliedRecords(
  lane: LaneMemory,
  keys: readonly string[],
  seq: number,
): Promise<SettledRecord[]> {
  const claims = await lane.claim(keys);
  return claims.map(({ masterKey, applied }, index) => ({
    masterKey,
    externalId: `T${keys[index]}`,
    version: 1_000 + seq,
    seq,
    hash: `h${seq}`,
    isFirst: applied === null,
  }));
}

export const noCounts = { applied: 0, unchanged: 0, superseded: 0, echoed: 0, deadLettered: 0 };
