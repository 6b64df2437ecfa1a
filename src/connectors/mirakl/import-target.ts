import { createHash } from 'node:crypto';
import type {
  Delivery,
  HeldThing,
  Outcome,
  PeekedThing,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import { sendTraced } from '../common/traced-request.ts';
import type { MarketApi } from './api.ts';
import { heldLike } from './held.ts';
import type { FileRow, LineError } from './import-file.ts';
import { rowOf, toCsv } from './import-file.ts';
import type { ImportKind, ImportTiming } from './imports.ts';
import { Imports } from './imports.ts';

/** A file that was sent, and of which it is not known what became of it. */
interface OpenImport {
  readonly id: string;
  readonly digest: string;
}

/**
 * Writes batches as files, which the marketplace processes in its own time: `deliver` returns when it has, with the outcome of each
 * line.
 *
 * What was interrupted is sent again, since a file says how things are and not what to change. But an older file must never be
 * processed behind a newer one. So no file is sent while an earlier one may still be processed: the target's own is asked for by its
 * id, and after a crash the marketplace's list must show none, where it has one.
 */
export class ImportTarget implements Target {
  readonly #api: MarketApi;
  readonly #kind: ImportKind;
  readonly #settings: TargetSettings;
  readonly #timing: ImportTiming;
  readonly #imports: Imports;
  readonly #concurrency: number;
  #open: OpenImport | null = null;

  /** @param concurrency how many offers are looked at at once */
  constructor(
    api: MarketApi,
    kind: ImportKind,
    settings: TargetSettings,
    timing: ImportTiming,
    concurrency: number,
  ) {
    this.#concurrency = concurrency;
    this.#api = api;
    this.#kind = kind;
    this.#settings = settings;
    this.#timing = timing;
    this.#imports = new Imports(api, kind, timing);
  }

  untilReady(signal: AbortSignal): Promise<void> {
    return this.#timing.pace.untilOpen(signal);
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    const outcomes = new Map<Delivery, Outcome>();
    const rows = new Map<Delivery, FileRow>();
    for (const one of deliveries) {
      const row = rowOf(one, this.#kind);
      if (typeof row === 'string') outcomes.set(one, refused(row));
      else rows.set(one, row);
    }
    if (rows.size > 0) await this.#import(rows, outcomes, signal);
    return deliveries.map((one) => outcomes.get(one) as Outcome);
  }

  async #import(
    rows: ReadonlyMap<Delivery, FileRow>,
    outcomes: Map<Delivery, Outcome>,
    signal: AbortSignal,
  ): Promise<void> {
    const id = await this.#begin(rows, signal);
    const end = await this.#imports.untilEnd(id, signal);
    if (end.kind !== 'processed') {
      this.#open = null;
      throw end.kind === 'failed' ? failedAsWhole(id, end.reason) : forgotten(id);
    }
    const errors = end.hasReport ? await this.#imports.errors(id, signal) : [];
    const reasons = this.#reasonsOf(rows, errors);
    if (reasons.size < end.refusedLines) {
      this.#open = null;
      throw new Failure('TARGET_REFUSED', {
        message: `The marketplace refuses ${end.refusedLines} lines of import ${id}, but its error report names ${reasons.size} of them.`,
      });
    }
    for (const [one, row] of rows) {
      const reason = reasons.get(one);
      const externalId = this.#skuIn(row);
      outcomes.set(
        one,
        reason === undefined
          ? { kind: 'applied', externalId }
          : await this.#refusal(one, externalId, reason, signal),
      );
    }
    this.#open = null;
  }

  /** @returns the id of the import of these rows, which is a new one unless they are those of the open import */
  async #begin(rows: ReadonlyMap<Delivery, FileRow>, signal: AbortSignal): Promise<string> {
    const deliveries = [...rows.keys()];
    const csv = toCsv([...rows.values()]);
    const digest = createHash('sha256').update(csv).digest('base64');
    if (this.#open?.digest === digest) return this.#open.id;
    if (this.#open) await this.#imports.untilEnd(this.#open.id, signal);
    else if (deliveries.some(({ repeated }) => repeated))
      await this.#imports.untilOthersEnd(signal);
    this.#open = null;
    await this.#timing.pace.turn(signal);
    const id = await sendTraced(deliveries, this.#settings, (traceHeaders) =>
      this.#imports.begin(csv, traceHeaders, signal),
    );
    this.#open = { id, digest };
    return id;
  }

  #reasonsOf(
    rows: ReadonlyMap<Delivery, FileRow>,
    errors: readonly LineError[],
  ): ReadonlyMap<Delivery, string> {
    const all = [...rows];
    const reasons = new Map<Delivery, string>();
    for (const { nth, sku, reason } of errors) {
      const [named] = all[nth] ?? [];
      const found =
        sku === ''
          ? [named]
          : all.filter(([, row]) => this.#skuIn(row) === sku).map(([one]) => one);
      for (const one of found) if (one) reasons.set(one, reason);
    }
    return reasons;
  }

  /** What the marketplace does not have need not be deleted. */
  async #refusal(
    { operation }: Delivery,
    sku: string,
    reason: string,
    signal: AbortSignal,
  ): Promise<Outcome> {
    const isGone = operation === 'delete' && (await this.#api.offer(sku, signal)) === null;
    return isGone ? { kind: 'unchanged', externalId: sku } : refused(reason);
  }

  peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    return inParallel(things, this.#concurrency, (one) => this.#held(one, signal), signal);
  }

  async #held(thing: PeekedThing, signal: AbortSignal): Promise<HeldThing | null> {
    const row = rowOf({ ...thing, operation: 'upsert' }, this.#kind);
    // What cannot be a line was never sent.
    if (typeof row === 'string') return null;
    const id = this.#skuIn(row);
    const offer = await this.#api.offer(id, signal);
    return offer && { id, ...heldLike(row, offer) };
  }

  #skuIn(row: FileRow): string {
    return row[this.#kind.sku] ?? '';
  }
}

/** What is wrong is the file, and no record can help it. */
function failedAsWhole(id: string, reason: string): Failure {
  return new Failure('TARGET_MISCONFIGURED', {
    message: `The marketplace could not import the file (import ${id}): ${reason || 'it gives no reason'}. Correct the mapping, or see what the marketplace says about the import, then resume the lane, which sends it again.`,
  });
}

function forgotten(id: string): Failure {
  return new Failure('TARGET_UNAVAILABLE', {
    message: `The marketplace does not know import ${id} any more, so nobody can tell what became of it. The file is sent again.`,
  });
}

function refused(reason: string): Outcome {
  const message = `The marketplace refuses the line: ${reason}`;
  return { kind: 'failed', failure: new Failure('TARGET_REFUSED', { message }) };
}
