import { createHash } from 'node:crypto';
import type {
  Delivery,
  Json,
  MatchRequest,
  Outcome,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import type { HttpClient } from './client.ts';
import { parseJson, valueAt } from './client.ts';
import { inParallel } from './in-parallel.ts';
import { reasonOf, recordFailure, refused } from './failures.ts';
import type { HttpTargetOptions, RequestTemplate } from './spec.ts';

type BatchOptions = NonNullable<HttpTargetOptions['batch']>;

/**
 * Writes by one request per record, or per batch. When the system goes away in the middle of a batch, `deliver` throws and the
 * whole batch comes again: every request carries an `Idempotency-Key`, by which the system recognises what it has applied.
 */
export class HttpTarget implements Target {
  readonly match?: NonNullable<Target['match']>;
  readonly #client: HttpClient;
  readonly #entity: string;
  readonly #options: HttpTargetOptions;
  readonly #concurrency: number;

  constructor(client: HttpClient, settings: TargetSettings, concurrency: number) {
    this.#client = client;
    this.#entity = settings.entity;
    this.#options = settings.options;
    this.#concurrency = concurrency;
    const { lookup } = this.#options;
    if (lookup) this.match = (request) => this.#match(lookup, request);
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const { batch } = this.#options;
    if (!batch) {
      return inParallel(
        deliveries,
        this.#concurrency,
        (one) => this.#deliverOne(one, signal),
        signal,
      );
    }
    const outcomes = new Map<Delivery, Outcome>();
    const gone = deliveries.filter(({ operation }) => operation === 'delete');
    const kept = deliveries.filter(({ operation }) => operation === 'upsert');
    const parts: Delivery[][] = [];
    for (let start = 0; start < kept.length; start += batch.size)
      parts.push(kept.slice(start, start + batch.size));
    const answered = await inParallel(
      parts,
      this.#concurrency,
      (part) => this.#deliverBatch(batch, part, signal),
      signal,
    );
    parts.forEach((part, index) =>
      part.forEach((one, nth) => outcomes.set(one, answered[index]?.[nth] as Outcome)),
    );
    const deleted = await inParallel(
      gone,
      this.#concurrency,
      (one) => this.#deliverOne(one, signal),
      signal,
    );
    gone.forEach((one, index) => outcomes.set(one, deleted[index] as Outcome));
    return deliveries.map((one) => outcomes.get(one) as Outcome);
  }

  async #deliverOne(delivery: Delivery, signal: AbortSignal): Promise<Outcome> {
    const { method, path } = this.#requestFor(delivery);
    const answer = await this.#client.send(
      {
        method,
        path: fill(path, delivery),
        headers: { 'idempotency-key': delivery.idempotencyKey },
        ...(method === 'DELETE' ? {} : { body: delivery.document }),
      },
      'target',
      signal,
    );
    const externalId = delivery.externalId ?? delivery.key;
    if (delivery.operation === 'delete' && [404, 410].includes(answer.status)) {
      return { kind: 'unchanged', externalId };
    }
    const failure = recordFailure(answer.status, reasonOf(answer.body), method);
    if (failure) return { kind: 'failed', failure };
    const { idField } = this.#options;
    if (delivery.externalId !== null || idField === undefined || method === 'DELETE') {
      return { kind: 'applied', externalId };
    }
    const id = valueAt(parseJson(answer.body, 'target', method), idField);
    if (typeof id === 'string' || typeof id === 'number')
      return { kind: 'applied', externalId: String(id) };
    throw refused(
      'target',
      `The answer to ${method} ${path} has no id at ${idField}: correct \`idField\`.`,
    );
  }

  #requestFor({ operation, externalId }: Delivery): RequestTemplate {
    const { create, update, delete: remove } = this.#options;
    const one = `/${this.#entity}/{externalId}`;
    if (operation === 'delete') return remove ?? { method: 'DELETE', path: one };
    // Without a create of its own an update by id does both, as PUT means it (RFC 9110, 9.3.4).
    if (externalId === null)
      return create ?? update ?? { method: 'POST', path: `/${this.#entity}` };
    return update ?? { method: 'PUT', path: one };
  }

  async #deliverBatch(
    batch: BatchOptions,
    part: readonly Delivery[],
    signal: AbortSignal,
  ): Promise<Outcome[]> {
    const list = part.map(({ document }) => document);
    const answer = await this.#client.send(
      {
        method: batch.method,
        path: batch.path,
        headers: { 'idempotency-key': digest(part.map(({ idempotencyKey }) => idempotencyKey)) },
        body: batch.items === undefined ? list : { [batch.items]: list },
      },
      'target',
      signal,
    );
    const where = `${batch.method} ${batch.path}`;
    const failure = recordFailure(answer.status, reasonOf(answer.body), where);
    if (failure && !failure.retryable && part.length > 1) return this.#halve(batch, part, signal);
    if (failure) return part.map(() => ({ kind: 'failed', failure }));
    const results = valueAt(parseJson(answer.body, 'target', where), batch.results);
    if (!Array.isArray(results) || results.length !== part.length) {
      throw new Failure('CONTRACT_BROKEN', {
        message: `${where} must answer one outcome per record at ${batch.results ?? 'its top'}, in order; it took ${part.length}.`,
      });
    }
    return part.map((delivery, index) => toOutcome(batch, delivery, results[index] as Json, where));
  }

  /** A batch refused as a whole hides who is at fault: halves tell. */
  async #halve(
    batch: BatchOptions,
    part: readonly Delivery[],
    signal: AbortSignal,
  ): Promise<Outcome[]> {
    const middle = Math.ceil(part.length / 2);
    const first = await this.#deliverBatch(batch, part.slice(0, middle), signal);
    return [...first, ...(await this.#deliverBatch(batch, part.slice(middle), signal))];
  }

  async #match(
    lookup: NonNullable<HttpTargetOptions['lookup']>,
    { field, values, signal }: MatchRequest,
  ): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = await inParallel(
      values,
      this.#concurrency,
      async (value) => {
        const path = lookup.path
          .replaceAll('{field}', encodeURIComponent(field))
          .replaceAll('{value}', encodeURIComponent(value));
        const { value: answer } = await this.#client.getJson(path, 'target', signal);
        const items = valueAt(answer, lookup.items);
        const ids = (Array.isArray(items) ? (items as readonly Json[]) : []).map((item) =>
          valueAt(item, lookup.idField),
        );
        return [value, ids.filter((id) => id !== undefined && id !== null).map(String)] as const;
      },
      signal,
    );
    return new Map(found);
  }
}

function toOutcome(batch: BatchOptions, delivery: Delivery, result: Json, where: string): Outcome {
  const fields = isJsonObject(result) ? result : {};
  const status = Number(fields[batch.statusField] ?? 200);
  const reason = fields[batch.errorField];
  const failure = recordFailure(
    status,
    typeof reason === 'string' ? reason : JSON.stringify(reason ?? result),
    where,
  );
  if (failure) return { kind: 'failed', failure };
  const id = fields[batch.idField];
  const told = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  return { kind: 'applied', externalId: told ?? delivery.externalId ?? delivery.key };
}

function fill(path: string, { externalId, key, masterKey }: Delivery): string {
  return path
    .replaceAll('{externalId}', encodeURIComponent(externalId ?? key))
    .replaceAll('{key}', encodeURIComponent(key))
    .replaceAll('{masterKey}', encodeURIComponent(masterKey));
}

function digest(keys: readonly string[]): string {
  return createHash('sha256').update(keys.join('\n')).digest('base64url');
}
