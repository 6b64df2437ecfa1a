import type {
  Delivery,
  MatchRequest,
  Outcome,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import { BatchRequest } from './batch-request.ts';
import type { HttpClient } from './client.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { readThing } from './read-thing.ts';
import { deliverRecord } from './record-request.ts';
import { earlierCreate, idsByValue } from './search.ts';
import type { BatchOptions, HttpTargetOptions, Search } from './spec.ts';

/**
 * Writes with one request per record or per batch. When the system becomes unavailable partway, answered records keep their
 * outcome and the others are `unreached`. Those are delivered again: every request carries an `Idempotency-Key`, by which the
 * system recognises what it has already applied; a system that ignores it can be asked by `reference`.
 */
export class HttpTarget implements Target {
  readonly match?: NonNullable<Target['match']>;
  readonly peek?: NonNullable<Target['peek']>;
  readonly #client: HttpClient;
  readonly #settings: TargetSettings;
  readonly #options: HttpTargetOptions;
  readonly #concurrency: number;

  constructor(client: HttpClient, settings: TargetSettings, concurrency: number) {
    this.#client = client;
    this.#settings = settings;
    this.#options = settings.options;
    this.#concurrency = concurrency;
    const { lookup } = this.#options;
    if (lookup) this.match = (request) => this.#match(lookup, request);
    const { get } = this.#options;
    if (get) {
      this.peek = ({ things, signal }) =>
        this.#each(things, signal, (thing) => readThing(this.#client, get, thing, signal));
    }
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = (outcomes: Outcomes) => this.#write(deliveries, outcomes, signal);
    return deliverPartly(deliveries, write, signal);
  }

  async #write(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const { batch } = this.#options;
    const single = batch ? deliveries.filter(isSentAlone) : deliveries;
    if (batch) {
      const together = deliveries.filter((delivery) => !isSentAlone(delivery));
      await this.#writeBatches(batch, together, outcomes, signal);
    }
    await this.#each(single, signal, async (one) => {
      outcomes.set(one, await this.#writeOne(one, signal));
    });
  }

  async #writeOne(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    return (await this.#earlierCreate(one, signal)) ?? this.#send(one, signal);
  }

  async #send(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { entity } = this.#settings;
    const outcome = await deliverRecord(this.#client, entity, this.#options, one, signal);
    if (outcome.kind !== 'changed') return outcome;
    return (await this.#unchangedAfterAll(one, signal)) ?? outcome;
  }

  /**
   * Asks whether a thing was really edited when the target says that its ETag does not match. Some proxies change ETags on their
   * way, so that no write would ever match. Null if it was edited.
   */
  async #unchangedAfterAll(one: Delivery, signal: AbortSignal): Promise<Outcome | null> {
    const { get } = this.#options;
    const etag = one.expected?.etag;
    if (!get || (await readThing(this.#client, get, one, signal))?.etag !== etag) return null;
    const failure = new Failure('TARGET_BUSY', {
      message: `A write with If-Match: ${etag} was answered 412, although GET ${get.path} still returns this ETag. If this is so each time, a proxy in between changes ETags: remove \`get.etag\`, or correct the proxy.`,
    });
    return { kind: 'failed', failure };
  }

  async #writeBatches(
    batch: BatchOptions,
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#each(deliveries, signal, async (one) => {
      const found = await this.#earlierCreate(one, signal);
      if (found) outcomes.set(one, found);
    });
    const open = deliveries.filter((one) => !outcomes.has(one));
    const parted = { batch, reference: this.#options.reference, settings: this.#settings };
    await this.#each(inParts(open, batch.size), signal, (part) =>
      new BatchRequest(this.#client, parted, outcomes).deliver(part, signal),
    );
  }

  /** Updates what an earlier create has left, if it may be another version. Null when the record has to be created. */
  async #earlierCreate(delivery: Delivery, signal: AbortSignal): Promise<Outcome | null> {
    const { reference } = this.#options;
    const { repeated, operation, externalId, replaces } = delivery;
    if (!reference || !repeated || operation !== 'upsert' || externalId !== null) return null;
    const found = await earlierCreate(this.#client, reference, delivery, signal);
    if (found?.kind !== 'applied' || !replaces) return found;
    return this.#send({ ...delivery, externalId: found.externalId }, signal);
  }

  async #match(
    lookup: Search,
    { field, values, signal }: MatchRequest,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await this.#each(
      values,
      signal,
      async (value) =>
        [value, await idsByValue(this.#client, lookup, field, value, signal)] as const,
    );
    return new Map(found);
  }

  /** Limited per lane, because a lane can never have more requests in flight than the whole connector. */
  #each<Item, Result>(
    items: readonly Item[],
    signal: AbortSignal,
    work: (item: Item) => Promise<Result>,
  ): Promise<Result[]> {
    return inParallel(items, this.#concurrency, work, signal);
  }
}

/** Whether a record cannot be part of a batch: deletes, and writes that are conditional on an ETag. */
function isSentAlone({ operation, expected }: Delivery): boolean {
  return operation === 'delete' || expected?.etag !== undefined;
}
