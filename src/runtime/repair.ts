import type { SourceRecord } from '../domain/index.ts';
import type { Drift } from '../pipeline/index.ts';
import { appendTraced, keysStored } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { RecoveryParts } from './recovery.ts';
import { changeLane } from './recovery.ts';
import type { StreamAtWork } from './stream-effects.ts';

export interface RepairParts extends Pick<RecoveryParts, 'lanes' | 'board'> {
  readonly store: Store;
}

/** Each order interrupts the lane for a moment, so they are given for 5,000 records at a time; about 10 MB. */
const ORDER_SIZE = 5_000;

/** Sends again the records that one lane's target lacks or holds differently, and nothing else. */
export class Repair {
  readonly #parts: RepairParts;
  readonly #stream: StreamAtWork;
  readonly #lane: LaneAtWork;
  readonly #beganAtMs = Date.now();
  #drifts: Drift[] = [];
  #ordered = 0;

  constructor(parts: RepairParts, stream: StreamAtWork, lane: LaneAtWork) {
    this.#parts = parts;
    this.#stream = stream;
    this.#lane = lane;
  }

  /** @returns how many records this call ordered */
  async add(drifts: readonly Drift[], signal: AbortSignal): Promise<number> {
    this.#drifts.push(...drifts);
    return this.#drifts.length < ORDER_SIZE ? 0 : this.order(signal);
  }

  /** Records what was ordered in all as a replay among the runs, also of a repair that did not come to its end. */
  async enter(): Promise<void> {
    if (this.#ordered === 0) return;
    const { stream, name: lane } = this.#lane.plan;
    const replay = { stream, lane, atMs: this.#beganAtMs, records: this.#ordered };
    await this.#parts.store.runs.enterReplay(replay);
  }

  /** Orders what is left. @returns how many records this call ordered */
  async order(signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const drifts = this.#drifts;
    this.#drifts = [];
    if (drifts.length === 0) return 0;
    let lost: readonly SourceRecord[] = [];
    let ordered = 0;
    await changeLane(this.#parts, this.#lane.plan.name, async ({ ledger }) => {
      const current = await withoutOvertaken(ledger, drifts);
      const stored = current.flatMap((drift) => (drift.stored ? [drift.stored] : []));
      lost = current.flatMap((drift) => (drift.stored ? [] : [drift.record]));
      ordered = current.length;
      const order = { request: null, answer: stored.length };
      if (stored.length > 0) await ledger.recovery.parkAgain(stored, true, order);
      if (lost.length > 0) await ledger.recovery.forceKeys(lost.map(({ key }) => key));
    });
    ordered -= await this.#storeAgain(lost, signal);
    this.#ordered += ordered;
    return ordered;
  }

  /**
   * Stores records again that the log no longer holds; other lanes find them unchanged.
   * @returns how many are too large for it
   */
  async #storeAgain(records: readonly SourceRecord[], signal: AbortSignal): Promise<number> {
    if (records.length === 0) return 0;
    const { log, plan, tracing, rejectedRows } = this.#stream;
    const into = { stream: plan.name, tracing };
    const tooLarge = await appendTraced(into, records, null, (traced) =>
      log.append(traced, signal),
    );
    await rejectedRows.heal(() => keysStored(records, tooLarge));
    // Makes the board look again, and the lanes with it.
    this.#parts.board.imported(plan.name);
    return tooLarge.length;
  }
}

/**
 * Drops records of which a newer version reached the target meanwhile: the older one must not follow it. Called while
 * the lane rests.
 */
async function withoutOvertaken(
  { inquiry }: LaneAtWork['ledger'],
  drifts: readonly Drift[],
): Promise<readonly Drift[]> {
  const keys = [...new Set(drifts.map(({ record }) => record.key))];
  const states = await inquiry.keyStates(keys);
  const applied = new Map(keys.map((key, nth) => [key, states[nth]?.claim?.applied]));
  return drifts.filter(({ record, stored }) => {
    const version = applied.get(record.key)?.version;
    return version === undefined || version <= (stored ?? record).version;
  });
}
