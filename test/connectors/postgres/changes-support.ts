import assert from 'node:assert/strict';
import { after } from 'node:test';
import type {
  ChangeSource,
  Connector,
  Cursor,
  KnownKeys,
  Page,
  SourceRecord,
  SourceSettings,
} from '../../../src/connector-api/index.ts';
import type { TestScope } from '../../support/scope.ts';
import { testScope } from '../../support/scope.ts';
import { openPostgres, rowsOf } from './support.ts';

export const settings: SourceSettings = {
  entity: 'product',
  key: 'sku',
  version: null,
  deleted: null,
  overlapMs: 0,
  options: { mode: 'cdc' },
};

interface Backup {
  readonly records: readonly SourceRecord[];
  readonly cursor: Cursor | null;
}

/** Reads changes as the hub does: it stores what it reads, and confirms it. */
export class Reader {
  readonly records: SourceRecord[] = [];
  readonly rejected: Page['rejected'][number][] = [];
  cursor: Cursor | null = null;
  #source: ChangeSource;
  #run = new AbortController();
  readonly #open: (known: KnownKeys) => ChangeSource;
  /** Known keys that a source was given. */
  readonly asked: string[] = [];

  constructor(open: (known: KnownKeys) => ChangeSource) {
    this.#open = open;
    this.#source = open(this.#known);
  }

  get source(): ChangeSource {
    return this.#source;
  }

  async page({ limit = 100, store = true } = {}): Promise<Page> {
    const signal = AbortSignal.any([this.#run.signal, AbortSignal.timeout(20_000)]);
    const page = await this.#source.read({ cursor: this.cursor, limit, signal });
    assert.ok(page.more, 'a run that reads changes has no end');
    if (store) this.store(page);
    return page;
  }

  store(page: Page): void {
    this.records.push(...page.records);
    this.rejected.push(...page.rejected);
    this.cursor = page.cursor;
    this.#source.confirm(page.cursor);
  }

  /** Reads pages until `isLast` holds for one. */
  async until(isLast: (page: Page) => boolean, limit?: number): Promise<void> {
    while (!isLast(await this.page(limit === undefined ? {} : { limit })));
  }

  async untilKey(key: string, limit?: number): Promise<void> {
    await this.until(({ records }) => records.some((record) => record.key === key), limit);
  }

  /** Starts or continues reading until the snapshot is complete and the changes are followed. */
  async untilFollowing(): Promise<void> {
    do await this.page();
    while (this.cursor?.phase !== 'changes');
    await this.page();
  }

  /** Restarts as after a crash: what was not stored is read again. */
  async restart(): Promise<void> {
    this.stop();
    await this.#source.close?.();
    this.#source = this.#open(this.#known);
  }

  /** What the hub has stored now. */
  backup(): Backup {
    return { records: [...this.records], cursor: this.cursor };
  }

  /** As when the hub's database and its logs are restored from a backup. */
  async restore({ records, cursor }: Backup): Promise<void> {
    await this.restart();
    this.records.splice(0, Infinity, ...records);
    this.cursor = cursor && { ...cursor };
  }

  /** The keys of stored records that were not deleted since. */
  readonly #known: KnownKeys = {
    page: async ({ place, before, limit }) => {
      const last = new Map(this.records.map((record) => [record.key, record]));
      const after = typeof place?.after === 'string' ? place.after : '';
      const keys = [...last.values()]
        .filter(({ operation, version }) => operation === 'upsert' && version < before)
        .map(({ key }) => key)
        .filter((key) => key > after)
        .sort()
        .slice(0, limit);
      this.asked.push(...keys);
      return { keys, place: keys.length < limit ? null : { after: keys.at(-1) ?? '' } };
    },
  };

  /** Ends the run; the source stays open. */
  stop(): void {
    this.#run.abort(new Error('the run ends'));
    this.#run = new AbortController();
  }
}

let shared: Promise<TestScope> | null = null;
after(async () => (await shared)?.[Symbol.asyncDispose]());

/** Creates a table `product` with this DDL, alone in a database that the tests of a file share, and a reader of its changes. */
export async function withChanges(
  ddl: string,
  run: (reader: Reader, scope: TestScope, connector: Connector) => Promise<void>,
  overrides: Partial<SourceSettings> = {},
): Promise<void> {
  const scope = await (shared ??= testScope());
  await rowsOf(scope, `drop schema public cascade; create schema public; ${ddl}`);
  const connector = openPostgres(scope);
  const owner = { namespace: scope.namespace, stream: 'products' };
  const reader = new Reader((known) => {
    const source = connector.changes?.({ ...settings, ...overrides }, owner, known);
    assert.ok(source);
    return source;
  });
  try {
    await run(reader, scope, connector);
  } finally {
    reader.stop();
    await reader.source.close?.();
    await connector.forgetChanges?.(owner, AbortSignal.timeout(10_000));
    await connector.close();
  }
}

/** Drops the slot, as a person might: from then on nothing keeps the changes. */
export async function loseSlot(scope: TestScope): Promise<void> {
  for (;;) {
    const left = await rowsOf<{ active: boolean }>(
      scope,
      `select active from pg_replication_slots where database = current_database()`,
    );
    if (left.length === 0) return;
    if (left.some(({ active }) => active)) continue;
    await rowsOf(
      scope,
      `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = current_database()`,
    );
  }
}

/** A hub that knows no keys. */
export const nothingKnown: KnownKeys = {
  page: () => Promise.resolve({ keys: [], place: null }),
};

/** The key of each record, with a minus sign for a deletion. */
export function told(records: readonly SourceRecord[]): string[] {
  return records.map(({ key, operation }) => (operation === 'delete' ? `-${key}` : key));
}

/** Keys and names in a target that applies what was read, in order and by version. */
export function held(reader: Reader): Record<string, unknown> {
  const newest = new Map<string, SourceRecord>();
  for (const record of reader.records) {
    const before = newest.get(record.key);
    if (!before || before.version <= record.version) newest.set(record.key, record);
  }
  const upserts = [...newest.values()].filter(({ operation }) => operation === 'upsert');
  return Object.fromEntries(upserts.map(({ key, document }) => [key, document.name]));
}

/** Keys and names of the rows of the table. */
export async function tableOf(scope: TestScope): Promise<Record<string, unknown>> {
  const rows = await rowsOf<{ sku: string; name: string }>(scope, 'select sku, name from product');
  return Object.fromEntries(rows.map(({ sku, name }) => [sku, name]));
}
