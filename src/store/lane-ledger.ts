import { Failure } from '../domain/index.ts';
import type { VerdictCounts } from '../domain/index.ts';
import type {
  Claim,
  DrainStart,
  LaneLedger,
  ParkedRecord,
  SettledRecord,
  Settlement,
  Suspicion,
} from '../pipeline/index.ts';
import { booleanArray, bigintArray, textArray } from '../sql/index.ts';
import { saveAside } from './aside-changes.ts';
import { readLetterKeys, readParked, readPlaces } from './aside-rows.ts';
import { parkedPlacesSql, parkedRecordsSql } from './aside-statements.ts';
import { readClaims, readMinted } from './claims.ts';
import type { Statement, Statements, TextColumn } from './database.ts';
import { FreshKeys } from './fresh-keys.ts';
import { isUniqueViolation, storeCall, toStoreFailure } from './failures.ts';
import { LaneInquiry } from './lane-inquiry.ts';
import { LaneStory } from './lane-story.ts';
import { LaneRecovery } from './lane-recovery.ts';
import type { AsideStatements, LaneStatements } from './lane-statements.ts';
import type { Turnstile } from './turnstile.ts';
import { saveTwoWay } from './two-way-book.ts';

/** Each lost race means that another hub minted some of the keys, so this many in a row is a defect. */
const MAX_LOST_RACES = 20;

/** Dependencies of a lane's memory. The ids are those of tables `endpoint` and `lane`. */
export interface LaneMemoryOptions {
  readonly database: Statements;
  /** The schema, quoted. */
  readonly schema: string;
  readonly lane: string;
  readonly laneId: number;
  /** Whether this opening created it. */
  readonly isNew: boolean;
  readonly identityId: number;
  readonly targetId: number;
  /** Shared by all lanes of the store, as are the statements. */
  readonly turnstile: Turnstile<number>;
  readonly statements: LaneStatements;
  readonly asideStatements: AsideStatements;
}

export interface LanePosition {
  readonly settledSeq: number;
  readonly counts: VerdictCounts;
  /** Versions that were superseded in the log before the lane reached them. */
  readonly conflated: number;
  /** Null before the first settlement. */
  readonly lastSettledAtMs: number | null;
}

/**
 * One lane's memory in PostgreSQL. Calls may overlap (the next batch is claimed while this one settles), except that
 * only one `settle` may run at a time, since each needs the position left by the previous one.
 *
 * Every call throws STORE_UNAVAILABLE if the database did not answer. If `settle` does, its outcome is unknown; call
 * `position()` to find out.
 */
export class LaneMemory implements LaneLedger {
  readonly #options: LaneMemoryOptions;
  readonly #statements: LaneStatements;
  /**
   * Set once something that the lane took for new already existed: others link the same things, so it looks before it
   * writes.
   */
  #careful = false;
  readonly #fresh = new FreshKeys();
  /** Changes made by a person while the lane is not being drained. */
  readonly recovery: LaneRecovery;
  /** Reads what the memory holds of single keys, without changing anything. */
  readonly inquiry: LaneInquiry;
  /** Reads what became of single keys, as far as it is still known. */
  readonly story: LaneStory;

  constructor(options: LaneMemoryOptions) {
    this.#options = options;
    this.#statements = options.statements;
    this.recovery = new LaneRecovery(options);
    this.inquiry = new LaneInquiry(options);
    this.story = new LaneStory(options);
  }

  /** The id of this memory in the store. */
  get id(): number {
    return this.#options.laneId;
  }

  /** Whether this opening created the memory. */
  get isNew(): boolean {
    return this.#options.isNew;
  }

  async position(): Promise<LanePosition> {
    const { laneId } = this.#options;
    const row = await this.#run(this.#statements.position, [laneId], 'read the position');
    const [seq, applied, unchanged, superseded, deadLettered, conflated, ...rest] = row;
    const [echoed, lastSettledAtMs] = rest;
    return {
      settledSeq: Number(seq),
      counts: {
        applied: Number(applied),
        unchanged: Number(unchanged),
        superseded: Number(superseded),
        echoed: Number(echoed),
        deadLettered: Number(deadLettered),
      },
      conflated: Number(conflated),
      lastSettledAtMs:
        lastSettledAtMs === null || lastSettledAtMs === undefined ? null : Number(lastSettledAtMs),
    };
  }

  async begin(): Promise<DrainStart> {
    const { laneId, schema, lane } = this.#options;
    const what = `begin the drain of lane ${lane}`;
    const begun = await this.#run(this.#statements.begin, [laneId], what);
    const [settledSeq, furthestSeq, starts, generation, inDoubt, letterKeys, suspicion] = begun;
    const places = { name: 'parked-places', text: parkedPlacesSql(schema) };
    return {
      settledSeq: Number(settledSeq),
      furthestSeq: Number(furthestSeq),
      starts: Number(starts),
      generation: Number(generation),
      suspicion: suspicion ? (JSON.parse(suspicion) as Suspicion) : null,
      inDoubt: inDoubt === 't',
      deadLetterKeys: readLetterKeys(letterKeys),
      ...readPlaces(await this.#run(places, [laneId], what)),
    };
  }

  async finish({ inDoubt }: { readonly inDoubt: boolean }): Promise<void> {
    const { laneId, lane } = this.#options;
    await this.#run(this.#statements.finish, [laneId, inDoubt], `end the drain of lane ${lane}`);
  }

  async suspect(suspicion: Suspicion): Promise<void> {
    const { laneId, lane } = this.#options;
    const what = `note which batch lane ${lane} tries`;
    await this.#run(this.#statements.suspect, [laneId, JSON.stringify(suspicion)], what);
  }

  async parked(seqs: readonly number[]): Promise<readonly ParkedRecord[]> {
    if (seqs.length === 0) return [];
    const { laneId, schema, lane } = this.#options;
    const statement = { name: 'parked-records', text: parkedRecordsSql(schema) };
    const values = [laneId, bigintArray(seqs)];
    return readParked(await this.#run(statement, values, `read what lane ${lane} has parked`));
  }

  async claim(keys: readonly string[]): Promise<readonly Claim[]> {
    if (keys.length === 0) return [];
    const { identityId, targetId, laneId, turnstile } = this.#options;
    const texts = textArray(keys);
    // Lanes of one stream claim the same new keys at the same time. Serialised, the second lane finds what the first
    // minted. Concurrently, it would wait for the first anyway, and then fail and start again.
    return turnstile.pass(identityId, async () => {
      const minted = this.#fresh.expects(keys) ? await this.#mint([identityId, texts]) : null;
      if (minted) return readMinted(minted);
      const row = await this.#claimUntilWon([identityId, texts, targetId, laneId]);
      this.#fresh.found(keys, { all: row[5] === 't' });
      return readClaims(row, keys);
    });
  }

  async settle(settlement: Settlement): Promise<void> {
    const { lane } = this.#options;
    const { previousSeq, lastSeq } = settlement;
    const what = `settle lane ${lane} up to ${lastSeq}`;
    const moved = await storeCall(what, () => this.#settleOnce(settlement));
    if (moved[0] === '1') return;
    throw new Failure('FENCED', {
      message: `Lane ${lane} is no longer at ${previousSeq}: another hub process moved it.`,
    });
  }

  /** @returns the row of `settleSql` */
  async #settleOnce(settlement: Settlement): Promise<readonly TextColumn[]> {
    if (!this.#careful) {
      try {
        return await this.#write(settlement, { careful: false });
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        this.#careful = true;
      }
    }
    return this.#write(settlement, { careful: true });
  }

  async #write(
    settlement: Settlement,
    how: { readonly careful: boolean },
  ): Promise<readonly TextColumn[]> {
    const { database, schema } = this.#options;
    const { aside, twoWay, decided } = settlement;
    const statement = how.careful ? this.#statements.settleCarefully : this.#statements.settle;
    const values = this.#settleValues(settlement, how);
    if (aside === undefined && twoWay === undefined && decided === undefined) {
      return database.one(statement, values);
    }
    return database.transaction(async (run) => {
      const moved = await run(statement, values);
      // Nothing is set aside for a lane that another process moved.
      if (moved[0] !== '1') return moved;
      if (aside) await saveAside(this.#options, aside, run);
      if (twoWay) await saveTwoWay(schema, twoWay, run);
      if (decided) await run(this.#statements.decide, [bigintArray(decided)]);
      return moved;
    });
  }

  #settleValues(settlement: Settlement, { careful }: { readonly careful: boolean }): unknown[] {
    const { laneId, targetId } = this.#options;
    const { previousSeq, lastSeq, counts, conflated = 0, outcomes = '' } = settlement;
    const { records } = settlement;
    return [
      laneId,
      previousSeq,
      lastSeq,
      counts.applied,
      counts.unchanged,
      counts.superseded,
      counts.deadLettered,
      targetId,
      ...recordColumns(records),
      conflated,
      counts.echoed,
      outcomes,
      booleanArray(records.map(({ isFirst }) => isFirst && !careful)),
    ];
  }

  /** @returns null if one of the keys is known */
  async #mint(values: readonly unknown[]): Promise<readonly TextColumn[] | null> {
    try {
      return await this.#options.database.one(this.#statements.mint, values);
    } catch (error) {
      if (!isUniqueViolation(error)) {
        throw toStoreFailure(error, `claim keys for lane ${this.#options.lane}`);
      }
      this.#fresh.wasWrong();
      return null;
    }
  }

  async #claimUntilWon(values: readonly unknown[]): Promise<readonly TextColumn[]> {
    for (let lost = 1; ; lost++) {
      try {
        return await this.#options.database.one(this.#statements.claim, values);
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
    return storeCall(what, () => this.#options.database.one(statement, values));
  }
}

function recordColumns(records: readonly SettledRecord[]): Buffer[] {
  return [
    bigintArray(records.map((record) => record.masterKey)),
    textArray(records.map((record) => record.externalId)),
    bigintArray(records.map((record) => record.version)),
    bigintArray(records.map((record) => record.seq)),
    textArray(records.map((record) => record.hash)),
  ];
}
