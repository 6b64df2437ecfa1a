import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { withClient } from './database.ts';

const LOOK_EVERY_MS = 50;
/** A hub or a database that does not answer for so long is in other trouble, and keeps its slot. */
const LIMIT_MS = 8_000;

const OWN = `slot_name like 'fire_articles_%'`;
const IS_LOST = `select from pg_replication_slots where ${OWN} and wal_status = 'lost'`;
const END_READER = `select pg_terminate_backend(active_pid) from pg_replication_slots where ${OWN} and active`;
const DROP = `select pg_drop_replication_slot(slot_name) from pg_replication_slots where ${OWN}`;
/** A reader that has ended holds the slot for a moment, and a hub that is quick holds it again. */
const IN_USE = '55006';
const IS_READ = `select from pg_replication_slots join pg_stat_replication on pid = active_pid where ${OWN} and state = 'streaming'`;
const IS_STORED = `select from pg_replication_slots where ${OWN} and confirmed_flush_lsn >= $1`;
const FILL_SEGMENT = `select pg_logical_emit_message(true, 'fire', 'x'), pg_switch_wal()`;

/**
 * The slot by which the hub follows the articles, and two ways to lose it. What was deleted between the last change that the hub has
 * stored and the snapshot by which it begins anew, no snapshot tells. So nothing is deleted in between; everything else that
 * happens then has to arrive.
 */
export class ArticleSlot {
  /** Times that it was really lost. */
  losses = 0;
  readonly #url: string;
  #recovery: Promise<void> | null = null;

  constructor(databaseUrl: string) {
    this.#url = databaseUrl;
  }

  /** As an administrator does, also while the hub reads. */
  async drop(signal: AbortSignal): Promise<void> {
    await this.#lose(signal, async (client) => {
      for (;;) {
        await client.query(END_READER);
        try {
          return ((await client.query(DROP)).rowCount ?? 0) > 0;
        } catch (error) {
          if (!(error instanceof pg.DatabaseError) || error.code !== IN_USE) throw error;
        }
      }
    });
  }

  /** The server gives it up when it keeps too much for it. @param stopReader from then on nothing is stored */
  async invalidate(stopReader: () => void, signal: AbortSignal): Promise<void> {
    await this.#lose(signal, async (client) => {
      stopReader();
      await client.query(`alter system set max_slot_wal_keep_size = '1MB'`);
      try {
        await client.query('select pg_reload_conf()');
        await client.query(FILL_SEGMENT);
        await client.query(FILL_SEGMENT);
        await client.query('checkpoint');
        return ((await client.query(IS_LOST)).rowCount ?? 0) > 0;
      } finally {
        await client.query('alter system reset max_slot_wal_keep_size');
        await client.query('select pg_reload_conf()');
      }
    });
  }

  /** @param lose answers whether it is lost */
  async #lose(signal: AbortSignal, lose: (client: pg.Client) => Promise<boolean>): Promise<void> {
    if (this.#recovery) return;
    this.#recovery = Promise.resolve();
    const limit = AbortSignal.any([signal, AbortSignal.timeout(LIMIT_MS)]);
    try {
      await this.#ask(async (client) => {
        await allowDeletions(client, false);
        await untilStored(client, limit);
        if (await lose(client)) this.losses++;
      });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
    this.#recovery = this.#recover(signal).finally(() => (this.#recovery = null));
  }

  /** Until the hub follows the changes again, has stored so, and articles may be deleted. */
  async #recover(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#ask(async (client) => {
          await untilStored(client, signal);
          await allowDeletions(client, true);
        });
        return;
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        await wait(LOOK_EVERY_MS);
      }
    }
  }

  async #ask(run: (client: pg.Client) => Promise<void>): Promise<void> {
    await withClient(this.#url, run, LIMIT_MS);
  }
}

async function allowDeletions(client: pg.Client, allowed: boolean): Promise<void> {
  await client.query('update article_deletion set allowed = $1', [allowed]);
}

/** Until the hub reads by the slot, and has stored all that is committed by then: a slot alone may still be given up for another. */
async function untilStored(client: pg.Client, signal: AbortSignal): Promise<void> {
  const until = async (text: string, values: readonly string[] = []) => {
    while ((await client.query(text, [...values])).rowCount === 0) {
      await wait(LOOK_EVERY_MS, undefined, { signal });
    }
  };
  await until(IS_READ);
  const { rows } = await client.query<{ lsn: string }>('select pg_current_wal_lsn() as lsn');
  await until(IS_STORED, [rows[0]?.lsn ?? '']);
}
