import { createHash } from 'node:crypto';
import type { Delivery, Json, Outcome, TargetSettings } from '../../connector-api/index.ts';
import { Failure, isJsonObject, shortened } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { sendTraced } from '../common/traced-request.ts';
import { parseWritten, requireNoRedirect, valueAt } from './answer-json.ts';
import type { HttpClient } from './client.ts';
import { recordAnswer, recordFailure, refused } from './failures.ts';
import type { BatchOptions, Search } from './spec.ts';

/** Not found, method not allowed, not implemented: the path or the method is wrong for every batch, whatever it contains. */
const WRONG_PATH: ReadonlySet<number> = new Set([404, 405, 501]);
const MAX_SHOWN = 100;

interface BatchRequestOptions {
  readonly batch: BatchOptions;
  readonly reference: Search | undefined;
  readonly settings: TargetSettings;
}

/**
 * Delivers a batch to the target in one request, or in halves where that fails as a whole: see `narrowDown`.
 *
 * Each half is a request with its own `Idempotency-Key`; a batch that is resent carries the same key. A target that applies part
 * of a batch and then answers 500 receives that part again, so its batches must be atomic, or upsert by a key of the record.
 */
export class BatchRequest {
  readonly #client: HttpClient;
  readonly #batch: BatchOptions;
  readonly #reference: Search | undefined;
  readonly #settings: TargetSettings;
  readonly #outcomes: Outcomes;
  readonly #where: string;

  constructor(
    client: HttpClient,
    { batch, reference, settings }: BatchRequestOptions,
    outcomes: Outcomes,
  ) {
    this.#client = client;
    this.#batch = batch;
    this.#reference = reference;
    this.#settings = settings;
    this.#outcomes = outcomes;
    this.#where = `${batch.method} ${batch.path}`;
  }

  /** @throws Failure when the system is unavailable or has no such path; outcomes stored before that stay */
  deliver(whole: readonly Delivery[], signal: AbortSignal): Promise<void> {
    return narrowDown(whole, (part) => this.#send(part, signal), this.#outcomes, signal);
  }

  async #send(part: readonly Delivery[], signal: AbortSignal): Promise<Failure | null> {
    const { method, path, items, results: place } = this.#batch;
    const list = part.map(({ document }) => document);
    const key = digest(part.map(({ idempotencyKey }) => idempotencyKey));
    const answer = await sendTraced(part, this.#settings, (traceHeaders) =>
      this.#client.send(
        {
          method,
          path,
          headers: { 'idempotency-key': key, ...traceHeaders },
          body: items === undefined ? list : { [items]: list },
        },
        'target',
        signal,
      ),
    );
    if (WRONG_PATH.has(answer.status)) {
      const reason = `answered ${answer.status}: it does not accept batches there`;
      throw refused('target', `${this.#where} ${reason}. Correct "batch" of the connector.`);
    }
    requireNoRedirect(answer, this.#where);
    const failure = recordFailure(recordAnswer(answer), this.#where);
    if (failure) return failure;
    const results = valueAt(parseWritten(answer, this.#where, this.#reference), place);
    if (!Array.isArray(results) || results.length !== part.length) {
      throw new Failure('CONTRACT_BROKEN', {
        message: `${this.#where} must return one outcome per record at ${place ?? 'the top level'}, in order; it received ${part.length} records.`,
      });
    }
    part.forEach((one, index) =>
      this.#outcomes.set(one, this.#toOutcome(one, results[index] as Json)),
    );
    return null;
  }

  #toOutcome(delivery: Delivery, result: Json): Outcome {
    const { idField, statusField, errorField } = this.#batch;
    const fields = isJsonObject(result) ? result : {};
    const told = fields[errorField];
    const reason = typeof told === 'string' ? told : JSON.stringify(told ?? result);
    const status = statusOf(fields[statusField] ?? 200);
    const failure =
      status === null
        ? this.#noStatus(fields[statusField])
        : recordFailure({ status, reason, retryAfterMs: null }, this.#where);
    if (failure) return { kind: 'failed', failure };
    const id = fields[idField];
    const externalId = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
    return { kind: 'applied', externalId: externalId ?? delivery.externalId ?? delivery.key };
  }

  #noStatus(value: Json | undefined): Failure {
    const shown = shortened(JSON.stringify(value), MAX_SHOWN);
    return new Failure('TARGET_REFUSED', {
      message: `${this.#where} answered ${shown} in "${this.#batch.statusField}", which is not an HTTP status from 100 to 599, so it is unknown whether the record was accepted. Correct "batch.statusField" of the connector.`,
    });
  }
}

/** Returns null for anything else than an HTTP status, such as a word or a boolean. */
function statusOf(value: Json): number | null {
  if (typeof value !== 'number' && typeof value !== 'string') return null;
  return /^[1-5]\d\d$/.test(String(value).trim()) ? Number(value) : null;
}

function digest(keys: readonly string[]): string {
  return createHash('sha256').update(keys.join('\n')).digest('base64url');
}
