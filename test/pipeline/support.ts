import type { Delivery, Outcome } from '../../src/connector-api/index.ts';
import type { JsonObject, StoredRecord } from '../../src/domain/index.ts';
import { defaultRetryPolicy, noVerdicts } from '../../src/domain/index.ts';
import type {
  AppliedState,
  DeadLetter,
  Lane,
  LaneMessage,
  SettledBatch,
  Settlement,
} from '../../src/pipeline/index.ts';
import { drainLane } from '../../src/pipeline/index.ts';

/** A record of a stream, with what a test does not care about filled in. */
export function record(
  seq: number,
  key: string,
  version: number,
  document: JsonObject = { seq },
  operation: StoredRecord['operation'] = 'upsert',
): StoredRecord {
  return { seq, key, version, document, operation, storedAtMs: 0 };
}

/**
 * The ports of a lane, kept in memory: the record path is pure of servers, so its laws can be tested over many histories. The
 * real bus and store stand under the same path in test/hub.
 */
export class LaneHarness {
  readonly delivered: Delivery[][] = [];
  readonly dead: DeadLetter[] = [];
  readonly settlements: Settlement[] = [];
  readonly batches: SettledBatch[] = [];
  readonly links = new Map<string, string>();
  readonly applied = new Map<string, AppliedState>();
  readonly acked: number[] = [];
  /** What the target answers; by default it applies everything. */
  answer: (delivery: Delivery, call: number) => Outcome | Promise<Outcome> = (delivery) => ({
    kind: 'applied',
    externalId: delivery.externalId ?? delivery.key,
  });
  matches: Readonly<Record<string, readonly string[]>> | null = null;
  settledSeq = 0;
  readonly #overrides: Partial<Lane>;

  constructor(overrides: Partial<Lane> = {}) {
    this.#overrides = overrides;
  }

  /** Runs the lane over these batches, until all are settled. */
  async drain(batches: readonly (readonly LaneMessage[])[]): Promise<void> {
    const finished = new AbortController();
    const rest = batches.map((batch) =>
      batch.filter((message) => seqOf(message) > this.settledSeq),
    );
    const waiting = rest.filter((batch) => batch.length > 0);
    let unsettled = waiting.length;
    if (unsettled === 0) return;
    const lane = this.#lane(waiting);
    const progressed = () => {
      unsettled--;
      if (unsettled === 0) finished.abort(finished.signal);
    };
    await drainLane(lane, finished.signal, progressed).catch((error: unknown) => {
      if (error !== finished.signal.reason) throw error;
    });
  }

  async drainRecords(...batches: readonly StoredRecord[][]): Promise<void> {
    await this.drain(batches.map((batch) => batch.map((one) => ({ kind: 'record', record: one }))));
  }

  #lane(waiting: (readonly LaneMessage[])[]): Lane {
    return {
      name: 'products/shop',
      stream: 'products',
      semantics: 'state',
      validate: null,
      validateMapped: null,
      map: (document) => document,
      match: null,
      retry: { ...defaultRetryPolicy, initialMs: 1 },
      target: {
        deliver: async (deliveries) => {
          this.delivered.push([...deliveries]);
          const outcomes: Outcome[] = [];
          for (const one of deliveries)
            outcomes.push(await this.answer(one, this.delivered.length));
          return outcomes;
        },
        match: ({ values }) =>
          Promise.resolve(new Map(values.map((value) => [value, this.matches?.[value] ?? []]))),
      },
      ledger: {
        position: () => Promise.resolve({ settledSeq: this.settledSeq, counts: noVerdicts }),
        claim: (keys) => Promise.resolve(keys.map((key) => this.#claim(key))),
        settle: (settlement) => Promise.resolve(this.#settle(settlement)),
      },
      deadLetters: {
        bury: (letters) => Promise.resolve(void this.dead.push(...letters)),
      },
      openReader: () => {
        const closed = new AbortController();
        return Promise.resolve({
          take: (signal) => takeNext(waiting, AbortSignal.any([signal, closed.signal])),
          ack: (seq) => void this.acked.push(seq),
          close: () => Promise.resolve(closed.abort()),
        });
      },
      onSettled: (batch) => void this.batches.push(batch),
      ...this.#overrides,
    };
  }

  #claim(key: string) {
    const masterKey = `m-${key}`;
    return {
      masterKey,
      externalId: this.links.get(masterKey) ?? null,
      applied: this.applied.get(masterKey) ?? null,
    };
  }

  #settle(settlement: Settlement): void {
    this.settlements.push(settlement);
    this.settledSeq = settlement.lastSeq;
    for (const { masterKey, externalId, ...state } of settlement.records) {
      this.links.set(masterKey, externalId);
      this.applied.set(masterKey, state);
    }
  }
}

function seqOf(message: LaneMessage): number {
  return message.kind === 'record' ? message.record.seq : message.seq;
}

function takeNext(
  waiting: (readonly LaneMessage[])[],
  signal: AbortSignal,
): Promise<readonly LaneMessage[]> {
  signal.throwIfAborted();
  const next = waiting.shift();
  if (next) return Promise.resolve(next);
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
