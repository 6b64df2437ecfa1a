import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { Failure } from '../../src/domain/index.ts';
import type { Arrival, ArrivalBook, ArrivalLog } from '../../src/pipeline/index.ts';
import { Arrivals, Gatherer, RejectedRows } from '../../src/pipeline/index.ts';

const noLimits = { gatherMs: 0 };

test('each caller gets the answers for its own items, in order, and batches stay within the limits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 10 }),
      async (sizes, maxItems) => {
        const written: number[][] = [];
        let atWork = 0;
        const gatherer = new Gatherer<number, string>({
          name: 'a test',
          limits: { ...noLimits, maxItems },
          weigh: () => 1,
          async write(items) {
            assert.equal(++atWork, 1, 'one batch at a time');
            written.push([...items]);
            await setTimeout(0);
            atWork -= 1;
            return { answers: items.map((item) => `stored ${item}`) };
          },
        });
        let next = 0;
        const calls = sizes.map((size) => Array.from({ length: size }, () => next++));
        const answers = await Promise.all(calls.map((call) => gatherer.add(call)));
        assert.deepEqual(
          answers,
          calls.map((call) => call.map((item) => `stored ${item}`)),
        );
        assert.deepEqual(written.flat(), calls.flat());
        const largest = Math.max(maxItems, ...sizes);
        assert.ok(written.every((batch) => batch.length <= largest));
      },
    ),
    { numRuns: 60 },
  );
});

test('beyond its capacity it refuses all items of a caller, with a time after which to retry, and accepts other callers', async () => {
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const gatherer = new Gatherer<string, string>({
    name: 'stream orders',
    limits: { ...noLimits, maxItems: 2, maxWaitingItems: 3 },
    weigh: () => 1,
    async write(items) {
      begun.resolve();
      await gate.promise;
      return { answers: items };
    },
  });
  const first = gatherer.add(['a', 'b']);
  await begun.promise; // It is being written, nothing waits.
  const second = gatherer.add(['c', 'd']);
  await assert.rejects(
    gatherer.add(['e', 'f']),
    (failure: Failure) => failure.code === 'INTAKE_BUSY' && (failure.retryAfterMs ?? 0) > 0,
  );
  const third = gatherer.add(['g']);
  gate.resolve();
  assert.deepEqual(await Promise.all([first, second, third]), [['a', 'b'], ['c', 'd'], ['g']]);
});

test('closing stores what is waiting and accepts nothing more', async () => {
  const written: string[] = [];
  const gatherer = new Gatherer<string, string>({
    name: 'stream orders',
    weigh: () => 1,
    async write(items) {
      written.push(...items);
      return { answers: items };
    },
  });
  const waiting = gatherer.add(['a']);
  await gatherer.close();
  await assert.rejects(gatherer.add(['b']), { code: 'INTAKE_BUSY' });
  assert.deepEqual(await waiting, ['a']);
  assert.deepEqual(written, ['a']);
});

/** What a server does with a call: it performs it, refuses it, or performs it and loses the connection before it answers. */
type Fate = 'done' | 'refused' | 'cut';

/** A log and a book in memory that fail as instructed. */
class Servers {
  readonly log: (string | null)[] = [];
  noted = new Set<string>();
  notedSeq = 0;
  #onDisk = { noted: new Set<string>(), notedSeq: 0 };
  readonly #fates: Fate[];

  constructor(fates: readonly Fate[]) {
    this.#fates = [...fates];
  }

  #call<T>(work: () => T): T {
    const fate = this.#fates.shift() ?? 'done';
    if (fate === 'refused') throw new Failure('BUS_UNAVAILABLE', { message: 'refused' });
    const done = work();
    if (fate === 'cut') throw new Failure('BUS_UNAVAILABLE', { message: 'cut' });
    return done;
  }

  readonly asLog: ArrivalLog = {
    appendArrivals: async (arrivals) =>
      this.#call(() => {
        this.log.push(...arrivals.map(({ deliveryId }) => deliveryId));
        return { rejected: arrivals.map(() => null), lastSeq: this.log.length };
      }),
    deliveriesBehind: (behindSeq) => pagesOf(this.log, behindSeq),
  };

  readonly asBook: ArrivalBook = {
    load: async () => ({ accepted: 0, duplicates: 0, rejected: 0 }),
    notedSeq: async () => this.notedSeq,
    known: async (ids) => this.#call(() => new Set(ids.filter((id) => this.noted.has(id)))),
    note: async ({ deliveryIds, noted }) =>
      this.#call(() => {
        const isWhole = noted === null || noted.from === this.notedSeq;
        this.#note(deliveryIds, isWhole ? noted?.to : 0);
        return isWhole;
      }),
    noteFound: async ({ deliveryIds, lastSeq }) =>
      this.#call(() => {
        this.#note(deliveryIds, lastSeq);
        this.#onDisk = { noted: new Set(this.noted), notedSeq: this.notedSeq };
        return deliveryIds.length;
      }),
    noteHints: async () => new Set(),
  };

  /** The database crashes and loses what it was not asked to have on disk. */
  forget(): void {
    [this.noted, this.notedSeq] = [new Set(this.#onDisk.noted), this.#onDisk.notedSeq];
  }

  #note(ids: readonly string[], lastSeq = 0): void {
    for (const id of ids) this.noted.add(id);
    this.notedSeq = Math.max(this.notedSeq, lastSeq);
  }
}

async function* pagesOf(log: readonly (string | null)[], behindSeq: number) {
  const deliveryIds = log.slice(behindSeq).filter((id) => id !== null);
  if (log.length > behindSeq) yield { deliveryIds, lastSeq: log.length };
}

test('each delivery is stored exactly once, however often it arrives, and whenever servers fail or forget, or the process dies', async () => {
  const fate = fc.constantFrom<Fate>('done', 'done', 'refused', 'cut');
  const deliveries = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fate, { maxLength: 60 }),
      fc.array(fc.record({ deliveries, killed: fc.boolean(), crashed: fc.boolean() }), {
        minLength: 1,
        maxLength: 12,
      }),
      async (fates, rounds) => {
        const servers = new Servers(fates);
        const answered = new Set<string>();
        let arrivals = open(servers);
        for (const { deliveries: ids, killed, crashed } of rounds) {
          const outcomes = await Promise.allSettled(
            ids.map((id) => arrivals.store([arrival(`d${id}`)])),
          );
          outcomes.forEach((outcome, index) => {
            if (outcome.status === 'fulfilled') answered.add(`d${ids[index]}`);
          });
          if (crashed) servers.forget();
          // A new process, which knows only what the servers hold.
          if (killed) arrivals = open(servers);
        }
        assert.equal(new Set(servers.log).size, servers.log.length, 'nothing is stored twice');
        for (const id of answered) assert.ok(servers.log.includes(id), `${id} was promised`);
      },
    ),
    { numRuns: 150 },
  );
});

function open(servers: Servers): Arrivals {
  return new Arrivals({
    stream: 'orders',
    log: servers.asLog,
    book: servers.asBook,
    rejectedRows: new RejectedRows({
      ...{ stream: 'orders', semantics: 'event' },
      deadLetters: { bury: async () => undefined, closeRejected: async () => undefined },
    }),
    onCounted: () => undefined,
    onHint: () => undefined,
    limits: noLimits,
  });
}

function arrival(deliveryId: string): Arrival {
  const record = { key: 'k', version: 1, operation: 'upsert', document: {} } as const;
  return { record, deliveryId };
}
