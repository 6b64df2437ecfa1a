import { createHash } from 'node:crypto';
import type { Delivery, Json, Outcome, TargetSettings } from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import { sendTraced } from '../common/traced-request.ts';
import type { HttpClient } from './client.ts';
import { parseJson, valueAt } from './client.ts';
import { recordAnswer, recordFailure, refused } from './failures.ts';
import type { BatchOptions } from './spec.ts';

/** So many answers 500 in a row, down one side and up again, and it is the system that is broken, not a record. */
const PATIENCE_WITH_500 = 24;

/** Not found, method not allowed, not implemented: the path or method is wrong for every batch, whatever it holds. */
const WRONG_PATH: ReadonlySet<number> = new Set([404, 405, 501]);

/**
 * Brings a batch into the target by one request and tells each outcome as soon as it is known.
 *
 * A batch that fails as a whole hides who is at fault: halves tell, and halves of halves, until the guilty record stands alone
 * with its own answer. This goes for what is refused (400, 422), too large (413), and also for busy or broken answers (409, 423,
 * 500): a record that makes the target stumble must not hold up its neighbours. It costs about 2·log2(n) requests for each guilty
 * record. Only a target that answers 500 to everything is not asked for each record: after 24 in a row it counts as away, and
 * the records that it was not asked about singly get no outcome.
 *
 * Each half is a request with an `Idempotency-Key` of its own. A target that applies a part of a batch and then answers 500 sees
 * that part again: its batches have to be atomic, or to upsert by a key of the record.
 */
export class BatchRequest {
  readonly #client: HttpClient;
  readonly #batch: BatchOptions;
  readonly #settings: TargetSettings;
  readonly #tell: (delivery: Delivery, outcome: Outcome) => void;
  readonly #where: string;
  #brokenInARow = 0;

  constructor(
    client: HttpClient,
    { batch, settings }: { readonly batch: BatchOptions; readonly settings: TargetSettings },
    tell: (delivery: Delivery, outcome: Outcome) => void,
  ) {
    this.#client = client;
    this.#batch = batch;
    this.#settings = settings;
    this.#tell = tell;
    this.#where = `${batch.method} ${batch.path}`;
  }

  /** @throws Failure when the system is away, or has no such path; what was told before stands */
  async deliver(part: readonly Delivery[], signal: AbortSignal): Promise<void> {
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
      const reason = `answered ${answer.status}: it takes no batches there`;
      throw refused('target', `${this.#where} ${reason}. Correct "batch" of the connector.`);
    }
    const failure = recordFailure(recordAnswer(answer), this.#where);
    this.#brokenInARow = answer.status === 500 ? this.#brokenInARow + 1 : 0;
    if (failure) return this.#narrowDown(part, failure, signal);
    const results = valueAt(parseJson(answer.body, 'target', this.#where), place);
    if (!Array.isArray(results) || results.length !== part.length) {
      throw new Failure('CONTRACT_BROKEN', {
        message: `${this.#where} must answer one outcome per record at ${place ?? 'its top'}, in order; it took ${part.length}.`,
      });
    }
    part.forEach((one, index) => this.#tell(one, this.#toOutcome(one, results[index] as Json)));
  }

  async #narrowDown(
    part: readonly Delivery[],
    failure: Failure,
    signal: AbortSignal,
  ): Promise<void> {
    const [first] = part;
    if (part.length === 1 && first) return this.#tell(first, { kind: 'failed', failure });
    if (this.#brokenInARow >= PATIENCE_WITH_500) {
      throw new Failure('TARGET_UNAVAILABLE', {
        message: `${this.#brokenInARow} requests in a row failed, the last: ${failure.message}`,
        details: failure.details,
        cause: failure,
      });
    }
    const middle = Math.ceil(part.length / 2);
    await this.deliver(part.slice(0, middle), signal);
    await this.deliver(part.slice(middle), signal);
  }

  #toOutcome(delivery: Delivery, result: Json): Outcome {
    const { idField, statusField, errorField } = this.#batch;
    const fields = isJsonObject(result) ? result : {};
    const told = fields[errorField];
    const reason = typeof told === 'string' ? told : JSON.stringify(told ?? result);
    const status = Number(fields[statusField] ?? 200);
    const failure = recordFailure({ status, reason, retryAfterMs: null }, this.#where);
    if (failure) return { kind: 'failed', failure };
    const id = fields[idField];
    const externalId = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
    return { kind: 'applied', externalId: externalId ?? delivery.externalId ?? delivery.key };
  }
}

function digest(keys: readonly string[]): string {
  return createHash('sha256').update(keys.join('\n')).digest('base64url');
}
