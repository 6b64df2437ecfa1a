import type { OpenDeadLetter, ParkedVersion } from '../domain/index.ts';
import type { AppliedState, KeyState } from '../pipeline/index.ts';
import { textArray } from '../sql/index.ts';
import type { Decision } from './claims.ts';
import { decidedOf } from './claims.ts';
import type { Statement, Statements } from './database.ts';
import { storeCall } from './failures.ts';
import { decidedSql } from './statements.ts';

export interface LaneInquiryOptions {
  readonly database: Statements;
  /** The schema, quoted. */
  readonly schema: string;
  readonly lane: string;
  readonly laneId: number;
  readonly identityId: number;
  readonly targetId: number;
}

/** What a lane's memory holds of one key. */
export interface KeyHolding {
  readonly externalId: string | null;
  /** What was last written to the target; null before the first time. */
  readonly applied: AppliedState | null;
  /** The lane's position. */
  readonly settledSeq: number;
  readonly paused: boolean;
  /** Oldest first, at most twenty. */
  readonly parked: readonly ParkedVersion[];
  /** Open ones, newest first, at most twenty. */
  readonly deadLetters: readonly OpenDeadLetter[];
}

/** Reads a lane's memory about keys and changes nothing, so it may be called while the lane is drained. */
export class LaneInquiry {
  readonly #options: LaneInquiryOptions;

  constructor(options: LaneInquiryOptions) {
    this.#options = options;
  }

  /** Returns one state per key, in their order, without minting master keys. It takes one statement. */
  async keyStates(keys: readonly string[]): Promise<readonly KeyState[]> {
    const { schema, identityId, targetId } = this.#options;
    const values = [identityId, textArray(keys), targetId];
    const statement = { name: 'key-states', text: statesSql(schema) };
    const rows = (await this.#ask(statement, values)) as StateRow[];
    return rows.map(([masterKey, externalId, version, seq, hash, paused, parked, decision]) => ({
      claim:
        masterKey === null
          ? null
          : { masterKey, externalId, applied: applied(version, seq, hash), ...decidedOf(decision) },
      paused,
      parked,
    }));
  }

  async holding(key: string): Promise<KeyHolding> {
    const { schema, identityId, targetId } = this.#options;
    const statement = { name: 'key-holding', text: holdingSql(schema) };
    const row = (await this.#ask(statement, [identityId, key, targetId])) as HoldingRow;
    const { version, seq, hash, parked, deadLetters, ...same } = row;
    return {
      ...same,
      applied: applied(version, seq, hash),
      parked: parked ?? [],
      deadLetters: deadLetters ?? [],
    };
  }

  /** Returns those of the keys with an open dead letter in the lane. */
  async buriedKeys(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const text = `select coalesce(json_agg(distinct key), '[]') from ${this.#options.schema}.dead_letter
      where lane_id = $1 and key = any($2::text[]) and state = 'open'`;
    const found = await this.#ask({ name: 'buried-keys', text }, [textArray(keys)]);
    return new Set(found as string[]);
  }

  /** Returns those of the target's ids that the lane has linked to something that it applied behind `seq`. */
  async appliedBehind(seq: number, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { schema, targetId } = this.#options;
    const text = `select coalesce(json_agg(i.id), '[]') from unnest($2::text[]) i(id)
      join ${schema}.link l on l.endpoint_id = $3 and l.external_id = i.id
      join ${schema}.applied a on a.lane_id = $1 and a.master_key = l.master_key where a.seq > $4`;
    const values = [textArray(ids), targetId, seq];
    const found = await this.#ask({ name: 'applied-behind', text }, values);
    return new Set(found as string[]);
  }

  /** @param values in addition to the lane itself */
  async #ask(statement: Statement, values: readonly unknown[]): Promise<unknown> {
    const { database, lane, laneId } = this.#options;
    const [json] = await storeCall(`look up keys of lane ${lane}`, () =>
      database.one(statement, [laneId, ...values]),
    );
    return JSON.parse(json ?? '[]') as unknown;
  }
}

type StateRow = [
  masterKey: string | null,
  externalId: string | null,
  version: number | null,
  seq: number | null,
  hash: string | null,
  paused: boolean,
  parked: boolean,
  decision: Decision | null,
];

interface HoldingRow extends Omit<KeyHolding, 'applied' | 'parked' | 'deadLetters'> {
  readonly version: number | null;
  readonly seq: number | null;
  readonly hash: string | null;
  readonly parked: ParkedVersion[] | null;
  readonly deadLetters: OpenDeadLetter[] | null;
}

function applied(
  version: number | null,
  seq: number | null,
  hash: string | null,
): AppliedState | null {
  return version === null || seq === null || hash === null ? null : { version, seq, hash };
}

/**
 * Lookups by the full key of an index, see `statements.ts`. `$1` lane, `$2` identity endpoint, `$4` target endpoint.
 */
function knownSql(schema: string, key: string): string {
  return `left join lateral (
      select master_key, gave_way from ${schema}.link where endpoint_id = $2 and external_id = ${key} limit 1) s on true
    left join lateral (
      select version, seq, hash, external_id from ${schema}.applied
      where lane_id = $1 and master_key = s.master_key limit 1) a on true
    left join lateral (
      select external_id from ${schema}.link where endpoint_id = $4 and master_key = s.master_key and gave_way is not true limit 1) t on true
    left join lateral (
      select true as paused from ${schema}.paused_key where lane_id = $1 and key = ${key} limit 1) k on true`;
}

/** `$3` keys. Returns one row of JSON. */
function statesSql(schema: string): string {
  return `select coalesce(json_agg(json_build_array(s.master_key::text, coalesce(a.external_id, t.external_id), a.version, a.seq, a.hash,
      k.paused is not null, p.parked is not null, ${decidedSql(schema, '$4')}) order by i.n), '[]')
    from unnest($3::text[]) with ordinality as i(key, n)
    ${knownSql(schema, 'i.key')}
    left join lateral (
      select true as parked from ${schema}.parked where lane_id = $1 and key = i.key limit 1) p on true`;
}

/** `$3` the key. Returns one row of JSON. */
function holdingSql(schema: string): string {
  return `select json_build_object('externalId', coalesce(a.external_id, t.external_id), 'version', a.version, 'seq', a.seq, 'hash', a.hash,
      'paused', k.paused is not null,
      'settledSeq', coalesce((select settled_seq from ${schema}.lane where id = $1), 0),
      'parked', (select json_agg(p) from (
        select seq, version, attempts, floor(extract(epoch from due_at) * 1000)::bigint as "dueAtMs", history -> -1 as last,
          dead_letter_id::text as "deadLetterId"
        from ${schema}.parked where lane_id = $1 and key = $3 order by seq limit 20) p),
      'deadLetters', (select json_agg(d) from (
        select id::text, code, reason, floor(extract(epoch from buried_at) * 1000)::bigint as "buriedAtMs", version
        from ${schema}.dead_letter where lane_id = $1 and key = $3 and state = 'open' order by dead_letter.id desc limit 20) d))
    from (select 1) one
    ${knownSql(schema, '$3')}`;
}
