import type {
  DeadLetter,
  FailedAttempt,
  FailureCode,
  RecordOutcome,
  Version,
} from '../domain/index.ts';
import { outcomeAt } from '../domain/index.ts';
import { bigintArray } from '../sql/index.ts';
import type { Statement, Statements } from './database.ts';
import { storeCall } from './failures.ts';

/** How many passes of a lane through its log are reported; the newest count. */
const TOLD_PASSES = 10;
const TOLD_ROWS = 50;

/** A batch took the record and settled it. */
export interface SettledMoment {
  readonly seq: number;
  readonly atMs: number;
  readonly outcome: RecordOutcome;
}

/** The end of a record that had been set aside. */
export interface ReturnedRecord {
  readonly seq: number;
  readonly version: Version;
  readonly endedAtMs: number;
  readonly outcome: RecordOutcome;
  readonly history: readonly FailedAttempt[];
}

/** A record that is set aside now. */
export interface WaitingRecord {
  readonly seq: number;
  readonly version: Version;
  readonly dueAtMs: number | null;
  readonly history: readonly FailedAttempt[];
}

export type LetterMoment = Pick<
  DeadLetter,
  | 'id'
  | 'seq'
  | 'version'
  | 'code'
  | 'reason'
  | 'stage'
  | 'closing'
  | 'closedAtMs'
  | 'buriedAtMs'
  | 'history'
> & { readonly code: FailureCode };

/** Everything that a lane's memory still knows of one key. */
export interface KeyStory {
  /** Oldest first. */
  readonly settled: readonly SettledMoment[];
  readonly returned: readonly ReturnedRecord[];
  readonly waiting: readonly WaitingRecord[];
  readonly letters: readonly LetterMoment[];
}

export interface LaneStoryOptions {
  readonly database: Statements;
  /** The schema, quoted. */
  readonly schema: string;
  readonly lane: string;
  readonly laneId: number;
}

/** Reads what became of a key's records from a lane's memory. Changes nothing. */
export class LaneStory {
  readonly #options: LaneStoryOptions;

  constructor(options: LaneStoryOptions) {
    this.#options = options;
  }

  /** @param seqs positions in the log whose settlement is reported */
  async of(key: string, seqs: readonly number[]): Promise<KeyStory> {
    const { database, schema, lane, laneId } = this.#options;
    // Built on demand: a hub may have thousands of lanes.
    const statement: Statement = { name: 'key-story', text: storySql(schema) };
    const [json] = await storeCall(`read the story of a key in lane ${lane}`, () =>
      database.one(statement, [laneId, key, bigintArray(seqs)]),
    );
    const { settled, ...told } = JSON.parse(json ?? '{}') as StoryRow;
    return { ...told, settled: settled.flatMap(readSettled) };
  }
}

interface StoryRow extends Omit<KeyStory, 'settled'> {
  readonly settled: readonly {
    readonly seq: number;
    readonly firstSeq: number;
    readonly atMs: number;
    readonly outcomes: string;
  }[];
}

function readSettled({ seq, firstSeq, atMs, outcomes }: StoryRow['settled'][number]) {
  const outcome = outcomeAt(outcomes, firstSeq, seq);
  return outcome === null ? [] : [{ seq, atMs, outcome }];
}

/**
 * `$1` lane, `$2` key, `$3` positions in the log. Returns one row of JSON. The batch of a position is the first of its
 * pass that ends at or behind it: a single index lookup, however long the log.
 */
function storySql(schema: string): string {
  const millis = (column: string) => `floor(extract(epoch from ${column}) * 1000)::bigint`;
  return `select json_build_object(
    'settled', (select coalesce(json_agg(json_build_object('seq', q.seq, 'firstSeq', s.first_seq,
        'atMs', ${millis('s.settled_at')}, 'outcomes', s.outcomes) order by p.pass), '[]')
      from unnest($3::bigint[]) q(seq)
      cross join (select generate_series(greatest(0, pass - ${TOLD_PASSES - 1}), pass) as pass
        from ${schema}.lane where id = $1) p
      cross join lateral (select * from ${schema}.settlement
        where lane_id = $1 and pass = p.pass and last_seq >= q.seq order by last_seq limit 1) s
      where s.first_seq <= q.seq),
    'returned', (select coalesce(json_agg(r order by r.id), '[]') from (
      select id, seq, version, ${millis('ended_at')} as "endedAtMs", outcome, history
      from ${schema}.returned where lane_id = $1 and key = $2 order by id desc limit ${TOLD_ROWS}) r),
    'waiting', (select coalesce(json_agg(w order by w.seq), '[]') from (
      select seq, version, ${millis('due_at')} as "dueAtMs", history
      from ${schema}.parked where lane_id = $1 and key = $2 order by seq limit ${TOLD_ROWS}) w),
    'letters', (select coalesce(json_agg(d order by d.n), '[]') from (
      select id as n, id::text, seq, version, code, reason, stage, closing, ${millis('closed_at')} as "closedAtMs",
        ${millis('buried_at')} as "buriedAtMs", history
      from ${schema}.dead_letter where lane_id = $1 and key = $2 order by dead_letter.id desc limit ${TOLD_ROWS}) d))`;
}
