import { Failure } from '../domain/index.ts';
import type { Batch } from './item.ts';
import { bury } from './item.ts';
import type { Lane } from './lane.ts';
import type { DrainStart } from './ports.ts';

/** After this many starts at one position, each after the process died, a drain looks for the record that kills it. */
const SUSPICIOUS_STARTS = 3;
/** The record that kills the process is among this many: two batches under way and two read ahead. */
const SUSPECTS = 4_000;
/** How often the process may die with a record alone on the path before the record is given up. */
const MAX_SUSPICIONS = 3;
/**
 * A batch in which the process died is divided into this many parts, and batches grow by this factor while it does not die. Of 1,000
 * records, the one that kills is alone after two deaths and at most 63 harmless batches. With halves it would take up to ten deaths,
 * and each death stops the whole hub.
 */
const PARTS = 32;

/** Whether a drain has to find out which record kills the process. */
export function isSuspicious({ starts }: Pick<DrainStart, 'starts'>): boolean {
  return starts >= SUSPICIOUS_STARTS;
}

/**
 * Finds the record that kills the process. A careful drain has one batch on the path at a time, and stores which one before it tries
 * it. So if the process dies, the next drain knows that the record is in that batch, and tries it in parts.
 */
export class Caution {
  readonly #lane: Pick<Lane, 'ledger' | 'suspects'>;
  readonly #fresh: Pace;
  readonly #parked: Pace;
  /** How often each record was tried alone, for those that are not settled. */
  readonly #alone: Map<number, number>;
  /** Records that are still to be tried carefully. */
  #suspects: number;
  #tried: Batch | null = null;
  #leave: (() => void) | null = null;

  constructor(
    lane: Pick<Lane, 'ledger' | 'suspects'>,
    start: Pick<DrainStart, 'starts' | 'suspicion'>,
  ) {
    const { fresh = 0, parked = 0, alone = {} } = start.suspicion ?? {};
    this.#lane = lane;
    this.#fresh = new Pace(fresh);
    this.#parked = new Pace(parked);
    this.#alone = new Map(Object.entries(alone).map(([seq, times]) => [Number(seq), times]));
    this.#suspects = isSuspicious(start) ? SUSPECTS : 0;
  }

  /** Whether the lane may have several batches on its path, of any size. */
  get isOver(): boolean {
    return this.#suspects <= 0;
  }

  /** Returns the largest batch that may be tried next. Parked records and fresh ones have a limit of their own. */
  limit({ parked }: { readonly parked: boolean }): number {
    if (this.isOver) return Infinity;
    return parked ? this.#parked.size : this.#fresh.size;
  }

  /**
   * Stores that a batch is about to be tried. Buries a record that was alone too often when the process died.
   * A batch with records that were tried when the process died waits until no other lane tries such a batch. Otherwise a record of a
   * slow target would look guilty whenever a record of another lane kills the process.
   */
  async try(batch: Batch, signal: AbortSignal): Promise<void> {
    const { items } = batch;
    const [first] = items;
    if (!first || this.isOver) return;
    const { wasParked } = first;
    const { seq } = first.record;
    const isSuspect = this.#paceOf(batch).left > 0 || this.#alone.has(seq);
    if (isSuspect) this.#leave = await this.#lane.suspects.enter('', signal);
    this.#tried = batch;
    if (items.length === 1) this.#alone.set(seq, (this.#alone.get(seq) ?? 0) + 1);
    await this.#lane.ledger.suspect({
      fresh: wasParked ? this.#fresh.left : items.length,
      parked: wasParked ? items.length : this.#parked.left,
      alone: Object.fromEntries(this.#alone),
    });
    if ((this.#alone.get(seq) ?? 0) > MAX_SUSPICIONS) bury(first, poisoned(MAX_SUSPICIONS));
  }

  /** Notes that the batch tried last is settled: none of its records kills the process. */
  passed(): void {
    if (!this.#tried) return;
    const { items } = this.#tried;
    for (const { record } of items) this.#alone.delete(record.seq);
    this.#suspects -= items.length;
    this.#paceOf(this.#tried).passed(items.length);
    this.#tried = null;
    this.close();
  }

  /** Lets the next lane try its batch. */
  close(): void {
    this.#leave?.();
    this.#leave = null;
  }

  #paceOf({ items }: Batch): Pace {
    return items[0]?.wasParked ? this.#parked : this.#fresh;
  }
}

/** The size of careful batches. The first holds one record, since a record that kills is often the first behind a lane's position. */
class Pace {
  #size = 1;
  #left: number;
  /** The process may also have died because the batch was large: no batch of this drain gets near that size again. */
  readonly #most: number;

  /** @param died records of the batch in which the process died; 0 for none */
  constructor(died: number) {
    if (died > 0) this.#size = Math.ceil(died / PARTS);
    this.#left = died;
    this.#most = died > 1 ? Math.floor(died / 2) : Infinity;
  }

  get size(): number {
    return this.#size;
  }

  /** Records still to be tried of the batch in which the process died. */
  get left(): number {
    return this.#left;
  }

  passed(records: number): void {
    this.#left = Math.max(0, this.#left - records);
    if (this.#left === 0) this.#size = Math.min(this.#size * PARTS, this.#most);
  }
}

function poisoned(times: number): Failure {
  return new Failure('RECORD_POISONED', {
    message: `The hub process died ${times} times while it processed this record alone; the record was not tried again.`,
  });
}
