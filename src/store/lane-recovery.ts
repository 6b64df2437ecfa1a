import type { StoredRecord } from '../domain/index.ts';
import type { Claim, ParkedExtent } from '../pipeline/index.ts';
import { DELETED, FORCED } from '../pipeline/index.ts';
import { textArray } from '../sql/index.ts';
import type { NamedRequest } from './answered-requests.ts';
import { answerOf, answerOnce } from './answered-requests.ts';
import { parkColumns } from './aside-rows.ts';
import { parkSql } from './aside-statements.ts';
import { readClaims } from './claims.ts';
import type { RunStatement, Statement, Statements, TextColumn } from './database.ts';
import { storeCall } from './failures.ts';
import { decidedSql } from './statements.ts';
import { deleteAppliedSql, throughPortions } from './portions.ts';
import type { EnteredReplay } from './run-book.ts';
import { enteredValues, enterReplayStatement } from './run-book.ts';

export interface LaneRecoveryOptions {
  readonly database: Statements;
  /** The schema, quoted. */
  readonly schema: string;
  readonly lane: string;
  readonly laneId: number;
  readonly identityId: number;
  readonly targetId: number;
}

/** A change with its answer. With a request id it is made once. */
export interface NamedChange {
  readonly request: NamedRequest | null;
  readonly answer: number;
  /** A replay to store as a run in the same transaction. If absent, the caller stores it. */
  readonly entered?: EnteredReplay;
}

type LaneStatement = readonly [Statement, readonly unknown[]];

/**
 * Changes to a lane's memory made by a person. Call it while the lane is not being drained: a drain knows only the
 * state it started with.
 */
export class LaneRecovery {
  readonly #options: LaneRecoveryOptions;

  constructor(options: LaneRecoveryOptions) {
    this.#options = options;
  }

  /** From now on the key's records wait. */
  async pauseKey(key: string): Promise<void> {
    const text = `insert into ${this.#options.schema}.paused_key (lane_id, key) values ($1, $2) on conflict do nothing`;
    await this.#change(`pause key ${key}`, [[{ name: 'pause-key', text }, [key]]]);
  }

  async resumeKey(key: string): Promise<void> {
    const text = `delete from ${this.#options.schema}.paused_key where lane_id = $1 and key = $2`;
    await this.#change(`resume key ${key}`, [[{ name: 'resume-key', text }, [key]]]);
  }

  async pausedKeys(): Promise<readonly string[]> {
    const text = `select coalesce(json_agg(key order by key), '[]') from ${this.#options.schema}.paused_key where lane_id = $1`;
    const [keys] = await this.#read('paused-keys', text, 'list paused keys');
    return JSON.parse(keys ?? '[]') as string[];
  }

  /**
   * Moves the lane back to behind `seq`.
   * @param force forgets what was applied since, so that it is delivered again
   * @param order the answer, and the id under which a repeat gets the same answer
   */
  async rewind(seq: number, force: boolean, order: NamedChange): Promise<number> {
    const { schema, laneId } = this.#options;
    const move = `update ${schema}.lane set settled_seq = least(settled_seq, $2), generation = generation + $3, pass = pass + 1
      where id = $1`;
    const forget = {
      name: 'forget-applied',
      text: deleteAppliedSql(schema, `seq > $3 and hash <> '${DELETED}'`),
    };
    return this.#changeOnce(`rewind to ${seq}`, order, async (run) => {
      await run({ name: 'rewind', text: move }, [laneId, seq, force ? 1 : 0]);
      if (!force) return;
      await throughPortions(async (after) => {
        const [last, count] = await run(forget, [laneId, after, seq]);
        return { last, count: Number(count) };
      });
    });
  }

  /**
   * Parks records of the log, so that they take the record path again.
   * @param force delivers them even if the target received them before, or holds newer versions
   */
  async parkAgain(
    records: readonly StoredRecord[],
    force: boolean,
    order: NamedChange,
  ): Promise<number> {
    const { schema } = this.#options;
    const parked = records.map((record) => ({
      record,
      dueAtMs: 0,
      attempts: 0,
      history: [],
      deadLetterId: null,
    }));
    const forced = this.#forceKeys(records.map(({ key }) => key));
    const park = [{ name: 'park-again', text: parkSql(schema) }, parkColumns(parked)] as const;
    return this.#changeOnce('replay keys', order, this.#inOrder([...(force ? forced : []), park]));
  }

  /** Returns the answer to a change with a request id; null if it was not made yet. */
  async answered(request: NamedRequest): Promise<number | null> {
    return storeCall(`look up the answer to an order in lane ${this.#options.lane}`, () =>
      answerOf<number>(this.#options, request),
    );
  }

  /**
   * Lets the next records of these keys be delivered regardless of what the target has received, and even if it holds
   * newer versions.
   */
  async forceKeys(keys: readonly string[]): Promise<void> {
    await this.#change('force keys', this.#forceKeys(keys));
  }

  #forceKeys(keys: readonly string[]): readonly LaneStatement[] {
    const { schema, identityId } = this.#options;
    const distinct = textArray([...new Set(keys)]);
    const force = `update ${schema}.applied a set hash = '${FORCED}' from ${schema}.link l
      where a.lane_id = $1 and l.endpoint_id = $2 and l.external_id = any($3::text[])
        and a.master_key = l.master_key and a.hash <> '${DELETED}'`;
    const renew = `update ${schema}.lane set generation = generation + 1 where id = $1`;
    return [
      [{ name: 'force-keys', text: force }, [identityId, distinct]],
      [{ name: 'renew', text: renew }, []],
    ];
  }

  /** Counts the parked records. */
  async extent(): Promise<ParkedExtent> {
    const { schema } = this.#options;
    const text = `select count(*), count(*) filter (where k.key is not null), floor(extract(epoch from min(p.stored_at)) * 1000)::bigint
      from ${schema}.parked p left join ${schema}.paused_key k on k.lane_id = p.lane_id and k.key = p.key where p.lane_id = $1`;
    const [records, paused, oldest] = await this.#read(
      'parked-extent',
      text,
      'count the parked records',
    );
    return {
      records: Number(records),
      paused: Number(paused),
      oldestAtMs: oldest === null || oldest === undefined ? null : Number(oldest),
    };
  }

  /** Returns what the hub knows of a key, without minting a master key; null if it does not know the key. */
  async peek(key: string): Promise<Claim | null> {
    const { schema, identityId, targetId } = this.#options;
    const text = `select array_agg(s.master_key), json_agg(coalesce(a.external_id, t.external_id)), array_agg(a.version), array_agg(a.seq), json_agg(a.hash),
        null, json_object_agg(s.external_id, ${decidedSql(schema, '$4')}) filter (where s.gave_way is not null)
      from ${schema}.link s
      left join ${schema}.applied a on a.lane_id = $1 and a.master_key = s.master_key
      left join lateral (select external_id from ${schema}.link where endpoint_id = $4 and master_key = s.master_key and gave_way is not true limit 1) t on true
      where s.endpoint_id = $2 and s.external_id = $3`;
    const values = [identityId, key, targetId];
    const row = await this.#read('peek', text, 'look up a key', values);
    return row[0] === null ? null : (readClaims(row, [key])[0] ?? null);
  }

  async #read(
    name: string,
    text: string,
    what: string,
    values: readonly unknown[] = [],
  ): Promise<readonly TextColumn[]> {
    const { database, laneId, lane } = this.#options;
    return storeCall(`${what} of lane ${lane}`, () =>
      database.one({ name, text }, [laneId, ...values]),
    );
  }

  /** Runs statements in one transaction; each gets the lane before its own values. */
  async #change(what: string, statements: readonly LaneStatement[]): Promise<void> {
    await this.#changeOnce(what, { request: null, answer: 0 }, this.#inOrder(statements));
  }

  #inOrder(statements: readonly LaneStatement[]): (run: RunStatement) => Promise<void> {
    return async (run) => {
      for (const [statement, values] of statements)
        await run(statement, [this.#options.laneId, ...values]);
    };
  }

  /** Makes a change in one transaction, and only once per request id. @returns the first answer */
  async #changeOnce(
    what: string,
    { request, answer, entered }: NamedChange,
    change: (run: RunStatement) => Promise<void>,
  ): Promise<number> {
    const { lane, schema } = this.#options;
    return storeCall(`${what} in lane ${lane}`, () =>
      answerOnce(this.#options, request, async (run) => {
        await change(run);
        if (entered) await run(enterReplayStatement(schema), enteredValues(entered));
        return answer;
      }),
    );
  }
}
