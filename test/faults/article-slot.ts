import pg from 'pg';
import { withClient } from './database.ts';

/** A hub or a database that does not answer for so long has another fault; its slot is kept. */
const LIMIT_MS = 8_000;

const OWN = `slot_name like 'fire_articles_%'`;
const IS_LOST = `select from pg_replication_slots where ${OWN} and wal_status = 'lost'`;
const END_READER = `select pg_terminate_backend(active_pid) from pg_replication_slots where ${OWN} and active`;
const DROP = `select pg_drop_replication_slot(slot_name) from pg_replication_slots where ${OWN}`;
/** A terminated reader holds the slot for a moment longer, and a fast hub may hold it again. */
const IN_USE = '55006';
const FILL_SEGMENT = `select pg_logical_emit_message(true, 'fire', 'x'), pg_switch_wal()`;

/**
 * The slot by which the hub follows the articles, and two ways to lose it. Articles are changed and deleted all the while. The
 * hub must find by their keys the articles deleted between the last change that it stored and its new snapshot.
 */
export class ArticleSlot {
  /** How often it was really lost. */
  losses = 0;
  readonly #url: string;

  constructor(databaseUrl: string) {
    this.#url = databaseUrl;
  }

  /** Drops the slot as an administrator does, also while the hub reads. */
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

  /** Makes the server invalidate the slot because it retains too much WAL. @param stopReader keeps the hub from storing more */
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

  /** @param lose returns whether the slot is lost */
  async #lose(signal: AbortSignal, lose: (client: pg.Client) => Promise<boolean>): Promise<void> {
    signal.throwIfAborted();
    try {
      await withClient(
        this.#url,
        async (client) => {
          if (await lose(client)) this.losses++;
        },
        LIMIT_MS,
      );
    } catch (error) {
      if (!(error instanceof Error)) throw error;
    }
  }
}
