import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Connector } from '../../../src/connector-api/index.ts';
import { postgres } from '../../../src/connectors/postgres/index.ts';
import { startPostgres } from '../../../src/runtime/embedded/postgres-server.ts';
import type { EmbeddedServer } from '../../../src/runtime/embedded/servers.ts';
import { rowsOf } from '../../support/database.ts';
import { held, Reader, settings } from './changes-support.ts';

/** A server of its own that can be set back to a backup, and a reader of its table. */
class Company {
  readonly #dir: string;
  #server: EmbeddedServer;
  #connector: Connector | null = null;
  readonly reader: Reader;

  private constructor(dir: string, server: EmbeddedServer) {
    this.#dir = dir;
    this.#server = server;
    this.reader = new Reader((known) => {
      const { url } = this.#server;
      this.#connector = postgres.open(
        { url, maxConnections: 2, statementTimeoutMs: 10_000 },
        { name: 'shop', baseDir: dir },
      );
      const source = this.#connector.changes?.(
        settings,
        { namespace: 'history', stream: 'products' },
        known,
      );
      assert.ok(source);
      return source;
    });
  }

  static async start(): Promise<Company> {
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-history-'));
    return new Company(dir, await startAt(dir));
  }

  sql(text: string): Promise<Record<string, string>[]> {
    return rowsOf(this.#server.url, text);
  }

  /** Stops the server and keeps its folder, slots included, as a copy of its disk would. */
  async backUp(): Promise<void> {
    await this.#restart(() => this.#copy(this.#server.folder, this.#backup));
  }

  /** Continues from the backup: as with a replica that takes over, the server's log gets another timeline from there on. */
  async restore(): Promise<void> {
    await this.#restart(async () => {
      const { folder } = this.#server;
      await this.#copy(this.#backup, folder);
      await writeFile(path.join(folder, 'recovery.signal'), '');
      await writeFile(path.join(folder, 'postgresql.auto.conf'), `restore_command = 'false'\n`);
    });
    for (;;) {
      const [server] = await this.sql('select pg_is_in_recovery()::text as recovers');
      if (server?.recovers === 'false') return;
    }
  }

  async table(): Promise<Record<string, unknown>> {
    const rows = await this.sql('select sku, name from product');
    return Object.fromEntries(rows.map(({ sku = '', name }) => [sku, name]));
  }

  async close(): Promise<void> {
    await this.#stop();
    await rm(this.#dir, { recursive: true, force: true });
  }

  get #backup(): string {
    return path.join(this.#dir, 'backup');
  }

  async #copy(from: string, to: string): Promise<void> {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true });
  }

  async #restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.#stop();
    await meanwhile();
    this.#server = await startAt(this.#dir);
    await this.reader.restart();
  }

  async #stop(): Promise<void> {
    this.reader.stop();
    await this.reader.source.close?.();
    await this.#connector?.close();
    await this.#server.server.stop();
  }
}

function startAt(dataDir: string): Promise<EmbeddedServer> {
  const signal = AbortSignal.timeout(120_000);
  return startPostgres({ dataDir, env: process.env, signal, onProgress: () => undefined });
}

let company: Company;

before(async () => {
  company = await Company.start();
  await company.sql(
    `create table product (sku text primary key, name text); insert into product values ('a', 'x')`,
  );
});

after(() => company.close());

test('a server that takes over with all that the hub has stored is followed from there', async () => {
  const { reader } = company;
  await reader.untilFollowing();
  await company.backUp();
  await company.restore();
  await company.sql(`insert into product values ('b', 'x')`);
  await reader.untilKey('b');
  assert.equal(reader.cursor?.timeline, 2);
  assert.deepEqual(
    reader.records.map(({ key }) => key),
    ['a', 'b'],
  );
});

test('a server set back to what it was before the hub’s position counts as changes lost, also when its log is longer again', async () => {
  const { reader } = company;
  await company.backUp();
  await company.sql(`insert into product values ('gone', 'x')`);
  await reader.untilKey('gone');
  await company.restore();
  const stored = reader.cursor?.stored as string;
  for (let nth = 0; ; nth++) {
    await company.sql(`insert into product values ('new ${nth}', 'x')`);
    const [log] = await company.sql(`select (pg_current_wal_lsn() > '${stored}')::text as longer`);
    if (log?.longer === 'true') break;
  }
  await assert.rejects(reader.page(), { code: 'CHANGES_LOST', message: /another one/ });
  await reader.untilFollowing();
  assert.deepEqual(held(reader), await company.table());
});
