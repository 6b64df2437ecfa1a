import { isSuspicious } from './caution.ts';
import type { Item } from './item.ts';
import type { Lane } from './lane.ts';
import type { DrainStart } from './ports.ts';
import { survey } from './survey.ts';

/** Records that the previous drain may have delivered but not settled: one batch being settled and one being delivered. */
const RECORDS_IN_DOUBT = 2_000;

/**
 * Tracks the fresh records that the previous drain may have delivered but not settled. Its batches had other boundaries, so it may
 * have delivered the newest version of a thing of which a batch now holds only an older one. A target that keeps no versions and
 * recognises the newest as a repetition would then end with the older one.
 */
export class Doubt {
  readonly #mayHoldOlder: boolean;
  readonly #overtaken: ReadonlySet<number>;
  /** Seqs of parked events that may have been delivered. Null for state, of which this is always assumed. */
  readonly #parked: Set<number> | null;
  #unread: number;
  /** Records in doubt that have not been handed out yet. */
  #left: number;

  /** @param overtaken seqs of records that a newer version of their thing follows in the log; empty if no survey was made */
  constructor(
    lane: Lane,
    { inDoubt, parked }: Pick<DrainStart, 'inDoubt' | 'parked'>,
    overtaken: ReadonlySet<number> = new Set(),
  ) {
    this.#mayHoldOlder = mayHoldOlder(lane);
    this.#overtaken = overtaken;
    const isState = lane.semantics === 'state';
    this.#parked = isState ? null : new Set(inDoubt ? parked.map(({ seq }) => seq) : []);
    this.#unread = inDoubt ? RECORDS_IN_DOUBT : 0;
    this.#left = this.#unread;
  }

  /** Whether the next drain has to assume as well that deliveries may have been made. */
  get isLeft(): boolean {
    return !this.isOver || (this.#parked?.size ?? 0) > 0;
  }

  /** Whether all of them have been handed out. */
  get isOver(): boolean {
    return this.#left <= 0;
  }

  /** Whether the records read so far have to be conflated with those still unread before any is delivered. */
  get hasUnread(): boolean {
    return this.#mayHoldOlder && this.#unread > 0;
  }

  /** Marks records that have just been read. */
  read(items: readonly Item[]): void {
    for (const item of items) {
      item.inDoubt = this.#unread > 0;
      item.newerFollows = this.#overtaken.has(item.record.seq);
      if (this.#unread > 0) this.#unread--;
    }
  }

  /** Notes what became of records: an event that waits without having been tried stays in doubt. */
  carried(items: readonly Item[]): void {
    for (const { record, verdict, inDoubt } of items) {
      if (inDoubt && verdict?.kind === 'wait') this.#parked?.add(record.seq);
      else this.#parked?.delete(record.seq);
    }
  }

  gaveOut(items: readonly Item[]): void {
    this.#left -= items.length;
  }

  /** Notes that the log holds no more records than were read. */
  readAll(): void {
    this.#left -= this.#unread;
    this.#unread = 0;
  }
}

/** Surveys the log first where a drain is suspicious. @throws what reading throws */
export async function openDoubt(
  lane: Lane,
  start: Pick<DrainStart, 'settledSeq' | 'starts' | 'inDoubt' | 'parked'>,
  signal: AbortSignal,
): Promise<Doubt> {
  const { settledSeq: behindSeq, inDoubt } = start;
  const isNeeded = inDoubt && isSuspicious(start) && mayHoldOlder(lane);
  const range = { behindSeq, records: RECORDS_IN_DOUBT };
  return new Doubt(lane, start, isNeeded ? await survey(lane, range, signal) : undefined);
}

/** A batch may hold an older version unless the log conflates: such a log holds none. */
function mayHoldOlder({ semantics, conflates }: Lane): boolean {
  return semantics === 'state' && !conflates;
}
