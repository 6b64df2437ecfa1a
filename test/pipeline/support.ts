import type { Delivery, Outcome } from '../../src/connector-api/index.ts';
import type { JsonObject, StoredRecord } from '../../src/domain/index.ts';
import { defaultRetryPolicy, Mutex } from '../../src/domain/index.ts';
import type {
  AppliedState,
  Burial,
  Claim,
  DrainOptions,
  DrainStart,
  Lane,
  LaneMessage,
  MappingRules,
  ParkedRecord,
  SettledBatch,
  Settlement,
  Suspicion,
} from '../../src/pipeline/index.ts';
import { drainLane, mapInPlace } from '../../src/pipeline/index.ts';

/** Makes a record of a stream, with defaults for what a test does not need. */
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
 * The ports of a lane in memory. The record path does not depend on servers, so its laws can be tested over many histories. The
 * tests in test/hub run the same path with the real bus and store.
 */
export class LaneHarness {
  readonly delivered: Delivery[][] = [];
  readonly dead: Burial[] = [];
  /** The parked records, by seq. */
  readonly parked = new Map<number, ParkedRecord>();
  pausedKeys: readonly string[] = [];
  /** Replayed dead letters that are closed, with the way they were closed. */
  readonly closed: string[] = [];
  /** Keys whose dead letters were resolved. */
  readonly healed: string[] = [];
  /** The state that the ledger returns for the start of a drain. */
  start: Omit<DrainStart, 'settledSeq' | 'parked' | 'pausedKeys' | 'deadLetterKeys'> = {
    starts: 1,
    suspicion: null,
    inDoubt: false,
    generation: 0,
    furthestSeq: 0,
  };
  deadLetterKeys: readonly string[] | null = [];
  readonly finishes: boolean[] = [];
  /** The batches that the last drain noted before it tried them. */
  readonly suspicions: Suspicion[] = [];
  readonly settlements: Settlement[] = [];
  readonly batches: SettledBatch[] = [];
  readonly links = new Map<string, string>();
  /** Keys of merged or split things, with the master key of their thing. */
  readonly decided = new Map<string, Pick<Claim, 'masterKey' | 'decided'>>();
  readonly applied = new Map<string, AppliedState>();
  readonly acked: number[] = [];
  /** The target's answer; by default it applies everything. */
  answer: (delivery: Delivery, call: number) => Outcome | Promise<Outcome> = (delivery) => ({
    kind: 'applied',
    externalId: delivery.externalId ?? delivery.key,
  });
  matches: Readonly<Record<string, readonly string[]>> | null = null;
  settledSeq = 0;
  /** Whether the server reports that the log holds nothing more than was taken. */
  atEnd = true;
  /** Delays each settlement until it resolves. */
  untilCommit: () => Promise<void> = () => Promise.resolve();
  readonly #overrides: Partial<Lane & MappingRules>;
  /** Where the last drain began, or tried its last careful batch. */
  #startedSeq = -1;

  constructor(overrides: Partial<Lane & MappingRules> = {}) {
    this.#overrides = overrides;
  }

  /** Runs the lane over these batches until all are settled and no parked record will become due, or until `stop` aborts. */
  async drain(
    batches: readonly (readonly LaneMessage[])[],
    options: DrainOptions = { trial: false },
    stop?: AbortSignal,
  ): Promise<void> {
    const finished = new AbortController();
    const lastSeq = Math.max(this.settledSeq, ...batches.flat().map(seqOf));
    const isDone = () =>
      this.settledSeq >= lastSeq && [...this.parked.values()].every((one) => this.#waits(one));
    if (isDone()) return;
    const progressed = () => {
      if (isDone()) finished.abort(finished.signal);
    };
    stop?.addEventListener('abort', () => finished.abort(finished.signal));
    await drainLane(this.#lane(batches), finished.signal, progressed, options).catch(
      (error: unknown) => {
        if (error !== finished.signal.reason) throw error;
      },
    );
  }

  /** Runs the lane over these records until it rests. */
  async drainUntilRest(records: readonly StoredRecord[], options: DrainOptions): Promise<void> {
    const batch = records.map((one) => ({ kind: 'record', record: one }) as const);
    await drainLane(this.#lane([batch]), new AbortController().signal, () => undefined, options);
  }

  async drainRecords(...batches: readonly StoredRecord[][]): Promise<void> {
    await this.drain(batches.map((batch) => batch.map((one) => ({ kind: 'record', record: one }))));
  }

  /** Makes the next drain begin as after the death of the process in the last one. */
  died(): void {
    const isThere = this.#startedSeq === this.settledSeq;
    const starts = isThere ? this.start.starts + 1 : 1;
    this.start = { ...this.start, starts, suspicion: isThere ? this.#noted : null, inDoubt: true };
  }

  /** Makes the next drain begin as after the last one ended in order. */
  ended(): void {
    const inDoubt = this.finishes.at(-1) === true;
    this.start = { ...this.start, starts: 1, suspicion: null, inDoubt };
  }

  /** As the ledger returns it. */
  get #noted(): Suspicion | null {
    const last = this.suspicions.at(-1);
    return last ? (JSON.parse(JSON.stringify(last)) as Suspicion) : this.start.suspicion;
  }

  #lane(batches: readonly (readonly LaneMessage[])[]): Lane {
    return {
      name: 'products/shop',
      stream: 'products',
      twoWay: null,
      semantics: 'state',
      conflates: false,
      schemaId: null,
      mapper: mapInPlace({
        semantics: 'state',
        validate: null,
        validateMapped: null,
        map: (document) => document,
        ...this.#overrides,
      }),
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
        begin: () => {
          this.#startedSeq = this.settledSeq;
          this.suspicions.length = 0;
          const { start, deadLetterKeys } = this;
          return Promise.resolve({ ...start, deadLetterKeys, ...this.#position() });
        },
        finish: ({ inDoubt }) => Promise.resolve(void this.finishes.push(inDoubt)),
        suspect: (suspicion) => {
          this.#startedSeq = this.settledSeq;
          return Promise.resolve(void this.suspicions.push(suspicion));
        },
        parked: (seqs) => Promise.resolve(seqs.flatMap((seq) => this.parked.get(seq) ?? [])),
        claim: (keys) => Promise.resolve(keys.map((key) => this.#claim(key))),
        settle: async (settlement) => {
          await this.untilCommit();
          this.#settle(settlement);
        },
      },
      suspects: new Mutex(),
      requirePlace: async () => undefined,
      maxParked: 1_000,
      personal: [],
      onAnswered: () => undefined,
      batchSize: () => 1000,
      onTaken: () => undefined,
      openReader: (behindSeq) => {
        const closed = new AbortController();
        // As with a log, each reader starts at its own position.
        const waiting = batches
          .map((batch) => batch.filter((message) => seqOf(message) > behindSeq))
          .filter((batch) => batch.length > 0);
        return Promise.resolve({
          take: (signal, limit) =>
            takeNext(waiting, AbortSignal.any([signal, closed.signal]), limit),
          ack: (seq) => void this.acked.push(seq),
          atEnd: () => Promise.resolve(this.atEnd && waiting.length === 0),
          allTaken: () => Promise.resolve(waiting.length === 0),
          close: () => Promise.resolve(closed.abort()),
        });
      },
      onSettled: (batch) => void this.batches.push(batch),
      ...this.#overrides,
    };
  }

  #position() {
    const parked = [...this.parked.values()].map(({ record: one, dueAtMs, deadLetterId }) => ({
      seq: one.seq,
      key: one.key,
      version: one.version,
      storedAtMs: one.storedAtMs,
      dueAtMs,
      deadLetterId,
    }));
    return { settledSeq: this.settledSeq, parked, pausedKeys: this.pausedKeys };
  }

  /** Whether a record waits for a person to resume its key, not for a due time or another record. */
  #waits({ record: one }: ParkedRecord): boolean {
    return this.pausedKeys.includes(one.key);
  }

  #claim(key: string): Claim {
    const decided = this.decided.get(key) ?? { masterKey: `m-${key}` };
    const { masterKey } = decided;
    return {
      ...decided,
      externalId: this.links.get(masterKey) ?? null,
      applied: this.applied.get(masterKey) ?? null,
    };
  }

  #settle(settlement: Settlement): void {
    this.settlements.push(settlement);
    this.settledSeq = settlement.lastSeq;
    const { aside } = settlement;
    for (const { seq } of aside?.unparked ?? []) this.parked.delete(seq);
    for (const one of aside?.parked ?? []) this.parked.set(one.record.seq, one);
    this.dead.push(...(aside?.buried ?? []));
    for (const one of aside?.closed ?? []) this.closed.push(`${one.deadLetterId} ${one.closing}`);
    for (const one of aside?.healed ?? []) this.healed.push(`${one.key}@${one.version}`);
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
  limit = Infinity,
): Promise<readonly LaneMessage[]> {
  signal.throwIfAborted();
  const next = waiting.shift();
  if (next && next.length > limit) waiting.unshift(next.slice(limit));
  if (next) return Promise.resolve(next.slice(0, limit));
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}
