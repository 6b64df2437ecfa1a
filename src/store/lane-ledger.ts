import { Failure } from '../domain/index.ts';
import type { VerdictCounts } from '../domain/index.ts';
import type { Claim, LaneLedger, SettledRecord, Settlement } from '../pipeline/index.ts';
import { numberArray, splitNumbers, textArray } from '../sql/index.ts';
import type { Database, Statement, TextColumn } from './database.ts';
import { isUniqueViolation, toStoreFailure } from './failures.ts';
import { claimSql, settleSql } from './statements.ts';
import type { Turnstile } from './turnstile.ts';

/** Each lost race means that another hub minted some of the keys, so this many in a row is a defect. */
const MAX_LOST_RACES = 20;

/** What a lane ledger works with. The ids are those of tables `endpoint` and `lane`. */
export interface LaneMemoryOptions {
  readonly database: Database;
  /** The schema, quoted. */
  readonly schema: string;
  readonly lane: string;
  readonly laneId: number;
  readonly identityId: number;
  readonly targetId: number;
  /** Shared by all lanes of the store. */
  readonly turnstile: Turnstile<number>;
}

export interface LanePosition {
  readonly settledSeq: number;
  readonly counts: VerdictCounts;
  /** Null before the first settlement. */
  readonly lastSettledAtMs: number | null;
}

/**
 * One lane's memory in PostgreSQL. Calls may overlap (the next batch is claimed while this one settles); only one `settle` at a
 * time makes sense, since each needs the position that the one before it left.
 *
 * Every call throws STORE_UNAVAILABLE when the database did not answer. After that from `settle` the outcome is unknown:
 * `position()` tells it.
 */
export class LaneMemory implements LaneLedger {
  readonly #options: LaneMemoryOptions;
  readonly #claim: Statement;
  readonly #settle: Statement;
  readonly #position: Statement;

  constructor(options: LaneMemoryOptions) {
    const { schema } = options;
    this.#options = options;
    this.#claim = { name: 'claim', text: claimSql(schema) };
    this.#settle = { name: 'settle', text: settleSql(schema) };
    this.#position = { name: 'position', text: positionSql(schema) };
  }

  async position(): Promise<LanePosition> {
    const row = await this.#run(this.#position, [this.#options.laneId], 'tell the position');
    const [seq, applied, unchanged, superseded, deadLettered, lastSettledAtMs] = row;
    return {
      settledSeq: Number(seq),
      counts: {
        applied: Number(applied),
        unchanged: Number(unchanged),
        superseded: Number(superseded),
        deadLettered: Number(deadLettered),
      },
      lastSettledAtMs:
        lastSettledAtMs === null || lastSettledAtMs === undefined ? null : Number(lastSettledAtMs),
    };
  }

  async claim(keys: readonly string[]): Promise<readonly Claim[]> {
    if (keys.length === 0) return [];
    const { identityId, targetId, laneId, turnstile } = this.#options;
    const values = [identityId, textArray(keys), targetId, laneId];
    // Lanes of one stream meet the same new keys at the same moment. One behind the other, the second finds what the first
    // minted; side by side, it would wait for the first all the same and then fail and start again.
    const row = await turnstile.pass(identityId, () => this.#claimUntilWon(values));
    return readClaims(row);
  }

  async settle(settlement: Settlement): Promise<void> {
    const { laneId, targetId, lane } = this.#options;
    const { previousSeq, lastSeq, counts } = settlement;
    const values = [
      laneId,
      previousSeq,
      lastSeq,
      counts.applied,
      counts.unchanged,
      counts.superseded,
      counts.deadLettered,
      targetId,
      ...recordColumns(newestPerThing(settlement.records)),
    ];
    const [moved] = await this.#run(this.#settle, values, `settle lane ${lane} up to ${lastSeq}`);
    if (moved === '1') return;
    throw new Failure('FENCED', {
      message: `Lane ${lane} does not stand at ${previousSeq} any more: another hub process moved it.`,
    });
  }

  async #claimUntilWon(values: readonly unknown[]): Promise<readonly TextColumn[]> {
    for (let lost = 1; ; lost++) {
      try {
        return await this.#options.database.one(this.#claim, values);
      } catch (error) {
        if (isUniqueViolation(error) && lost < MAX_LOST_RACES) continue;
        throw toStoreFailure(error, `claim keys for lane ${this.#options.lane}`);
      }
    }
  }

  async #run(
    statement: Statement,
    values: readonly unknown[],
    what: string,
  ): Promise<readonly TextColumn[]> {
    try {
      return await this.#options.database.one(statement, values);
    } catch (error) {
      throw toStoreFailure(error, what);
    }
  }
}

function positionSql(schema: string): string {
  return `select settled_seq, applied, unchanged, superseded, dead_lettered,
      floor(extract(epoch from last_settled_at) * 1000)::bigint
    from ${schema}.lane where id = $1`;
}

/** Reads the row of `claimSql`. */
function readClaims(row: readonly TextColumn[]): Claim[] {
  const [masterKeys, externalIds, versions, seqs, hashes] = row;
  const ids = JSON.parse(externalIds ?? '[]') as (string | null)[];
  const contents = JSON.parse(hashes ?? '[]') as (string | null)[];
  const version = splitNumbers(versions ?? '{}');
  const seq = splitNumbers(seqs ?? '{}');
  return splitNumbers(masterKeys ?? '{}').map((masterKey, index) => {
    const hash = contents[index] ?? null;
    return {
      masterKey,
      externalId: ids[index] ?? null,
      applied:
        hash === null ? null : { version: Number(version[index]), seq: Number(seq[index]), hash },
    };
  });
}

function recordColumns(records: readonly SettledRecord[]): string[] {
  return [
    numberArray(records.map((record) => record.masterKey)),
    textArray(records.map((record) => record.externalId)),
    numberArray(records.map((record) => record.version)),
    numberArray(records.map((record) => record.seq)),
    textArray(records.map((record) => record.hash)),
  ];
}

/** Two keys can name one thing (they were merged): then the later record of the batch is what the target holds. */
function newestPerThing(records: readonly SettledRecord[]): readonly SettledRecord[] {
  const things = new Set(records.map((record) => record.masterKey));
  if (things.size === records.length) return records;
  return [...new Map(records.map((record) => [record.masterKey, record])).values()];
}
