import type { Item } from './item.ts';
import type { Lane } from './lane.ts';
import type { DrainStart } from './ports.ts';
import { survey } from './survey.ts';

/** Records that the drain before may have delivered without settling them: a batch being settled and one being delivered. */
const RECORDS_IN_DOUBT = 2_000;
/** A drain that starts so often at one position, each time after the process died, looks for the record that kills it. */
const SUSPICIOUS_STARTS = 3;

/** Whether a drain has to find out which record the process dies of. */
export function isSuspicious({ starts }: Pick<DrainStart, 'starts'>): boolean {
  return starts >= SUSPICIOUS_STARTS;
}

/**
 * The fresh records that the drain before may have delivered without settling them. It took other batches, and so may have delivered the
 * newest version of a thing of which a batch of now holds an older one alone. Behind that, a target that keeps no versions and knows the
 * newest again would end with the older.
 */
export class Doubt {
  readonly #mayHoldOlder: boolean;
  readonly #overtaken: ReadonlySet<number>;
  #unread: number;
  /** Still to be given out. */
  #left: number;

  /** @param overtaken places of those behind which a newer version of their thing stands, where somebody looked */
  constructor(
    lane: Lane,
    { inDoubt }: Pick<DrainStart, 'inDoubt'>,
    overtaken: ReadonlySet<number> = new Set(),
  ) {
    this.#mayHoldOlder = mayHoldOlder(lane);
    this.#overtaken = overtaken;
    this.#unread = inDoubt ? RECORDS_IN_DOUBT : 0;
    this.#left = this.#unread;
  }

  /** Whether all of them have been given out. */
  get isOver(): boolean {
    return this.#left <= 0;
  }

  /** Whether what was read has to be conflated with what is still to be read, before any of it is delivered. */
  get hasUnread(): boolean {
    return this.#mayHoldOlder && this.#unread > 0;
  }

  /** Marks records that were just read. */
  read(items: readonly Item[]): void {
    for (const item of items) {
      item.inDoubt = this.#unread > 0;
      item.newerFollows = this.#overtaken.has(item.record.seq);
      if (this.#unread > 0) this.#unread--;
    }
  }

  gaveOut(items: readonly Item[]): void {
    this.#left -= items.length;
  }

  /** There are no more than were read. */
  readAll(): void {
    this.#left -= this.#unread;
    this.#unread = 0;
  }
}

/** @throws what reading throws */
export async function openDoubt(
  lane: Lane,
  start: Pick<DrainStart, 'settledSeq' | 'starts' | 'inDoubt'>,
  signal: AbortSignal,
): Promise<Doubt> {
  const { settledSeq: behindSeq, inDoubt } = start;
  const isNeeded = inDoubt && isSuspicious(start) && mayHoldOlder(lane);
  const range = { behindSeq, records: RECORDS_IN_DOUBT };
  return new Doubt(lane, start, isNeeded ? await survey(lane, range, signal) : undefined);
}

/** A log that conflates holds no older versions. */
function mayHoldOlder({ semantics, conflates }: Lane): boolean {
  return semantics === 'state' && !conflates;
}
