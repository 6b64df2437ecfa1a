import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { parseJson } from '../http/answer-json.ts';
import { readFailure } from '../http/failures.ts';
import type { MarketApi } from './api.ts';
import type { FileKind, LineError } from './import-file.ts';
import { errorsIn } from './import-file.ts';
import type { Pace } from './pace.ts';

/** Small files are often processed by then. */
const FIRST_ASK_MS = 5_000;
/** After this time a lane says that it is waiting; then it goes on. */
const PATIENCE_MS = 30 * 60_000;
/** States of an import that has begun, or will without anybody's doing. */
const RUNNING: ReadonlySet<string> = new Set(['WAITING', 'RUNNING']);
const MAX_LISTED = 100;
/** A lane that gives up sends parts of its batch as files of their own later, so it does not do so for a moment's outage. */
const MAX_UNANSWERED = 3;

/** Imports of one kind, as the marketplace has them. */
export interface ImportKind extends FileKind {
  /** Where files are sent. */
  readonly path: string;
  /** Where the state of an import is, below its id. */
  readonly state: string;
  /** The fields of the form besides the file. */
  readonly form: Readonly<Record<string, string>>;
  /** Whether the marketplace lists its imports. */
  readonly isListed: boolean;
}

export interface ImportTiming {
  /** Of the files, shared by all lanes of the connector. */
  readonly pace: Pace;
  readonly askEveryMs: number;
}

/** What became of a file. */
export type ImportEnd =
  | { readonly kind: 'processed'; readonly refusedLines: number; readonly hasReport: boolean }
  /** As a whole: no line was imported. */
  | { readonly kind: 'failed'; readonly reason: string }
  /** The marketplace does not know the import any more. */
  | { readonly kind: 'forgotten' };

/** Sends files, and asks what became of them. */
export class Imports {
  readonly #api: MarketApi;
  readonly #kind: ImportKind;
  readonly #timing: ImportTiming;

  constructor(api: MarketApi, kind: ImportKind, timing: ImportTiming) {
    this.#api = api;
    this.#kind = kind;
    this.#timing = timing;
  }

  /** Sends a file. @returns the import's id */
  async begin(
    csv: string,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ): Promise<string> {
    const { path, form } = this.#kind;
    const where = `POST ${path}`;
    const text = formData(csv, form);
    const answer = await this.#api.send({ method: 'POST', path, text, headers }, 'target', signal);
    if (answer.status === 413) {
      throw new Failure('TARGET_REFUSED', { message: `${where}: the file is too large.` });
    }
    const failure = readFailure(answer, 'target', where);
    if (failure) throw failure;
    const value = parseJson(answer, 'target', where);
    const id = isJsonObject(value) ? textOf(value.import_id) : '';
    if (id !== '') return id;
    throw misconfigured(`The answer to ${where} has no \`import_id\`: correct \`url\`.`);
  }

  /** Waits until the marketplace is done with a file. */
  async untilEnd(id: string, signal: AbortSignal): Promise<ImportEnd> {
    const { askEveryMs } = this.#timing;
    const giveUpAtMs = performance.now() + PATIENCE_MS;
    let afterMs = Math.min(FIRST_ASK_MS, askEveryMs);
    let unanswered = 0;
    while (performance.now() < giveUpAtMs) {
      await wait(afterMs, undefined, { signal });
      afterMs = askEveryMs;
      const told = await this.#ask(id, signal).catch((error: unknown) => {
        if (++unanswered > MAX_UNANSWERED || !isPassing(error)) throw error;
      });
      if (told === undefined) continue;
      unanswered = 0;
      if (told === null) return { kind: 'forgotten' };
      const { status, reason_status: reason, lines_in_error: errors, has_error_report: has } = told;
      if (status === 'FAILED') return { kind: 'failed', reason: textOf(reason) };
      if (status === 'COMPLETE')
        return { kind: 'processed', refusedLines: Number(errors ?? 0), hasReport: has === true };
    }
    throw unavailable(
      `The marketplace has not processed import ${id} in ${PATIENCE_MS / 60_000} minutes. The hub goes on asking.`,
    );
  }

  async #ask(id: string, signal: AbortSignal): Promise<JsonObject | null> {
    const path = `${this.#pathOf(id)}${this.#kind.state}`;
    const answer = await this.#api.send({ method: 'GET', path }, 'target', signal);
    if (answer.status === 404) return null;
    const failure = readFailure(answer, 'target', `GET ${path}`);
    if (failure) throw failure;
    const value = parseJson(answer, 'target', `GET ${path}`);
    if (isJsonObject(value)) return value;
    throw misconfigured(`The answer to GET ${path} is no object: correct \`url\`.`);
  }

  /** Reads which lines of a file the marketplace refused. */
  async errors(id: string, signal: AbortSignal): Promise<readonly LineError[]> {
    const path = `${this.#pathOf(id)}/error_report`;
    const headers = { accept: 'text/csv, application/octet-stream, */*' };
    const answer = await this.#api.send({ method: 'GET', path, headers }, 'target', signal);
    const failure = readFailure(answer, 'target', `GET ${path}`);
    if (failure) throw failure;
    return errorsIn(answer.body, this.#kind);
  }

  /**
   * Waits until the marketplace is done with all files that it has now. Its list does not tell what an import had in it, so after a
   * crash nobody knows whether one of them is the hub's.
   */
  async untilOthersEnd(signal: AbortSignal): Promise<void> {
    if (!this.#kind.isListed) return;
    const giveUpAtMs = performance.now() + PATIENCE_MS;
    let running = await this.#running(signal);
    while (running.size > 0 && performance.now() < giveUpAtMs) {
      await wait(this.#timing.askEveryMs, undefined, { signal });
      const still = await this.#running(signal);
      running = new Set([...running].filter((id) => still.has(id)));
    }
    if (running.size === 0) return;
    throw unavailable(
      `The marketplace has not processed import ${[...running].join(', ')} in ${PATIENCE_MS / 60_000} minutes. An older file must not be processed behind a newer one, so the hub goes on waiting.`,
    );
  }

  async #running(signal: AbortSignal): Promise<ReadonlySet<string>> {
    const query = { limit: MAX_LISTED, origins: 'API' };
    const { list } = await this.#api.list(this.#kind.path, { at: 'data', query }, 'target', signal);
    const running = list.filter(isJsonObject).filter(({ status }) => RUNNING.has(textOf(status)));
    return new Set(running.map(({ import_id: id }) => textOf(id)));
  }

  #pathOf(id: string): string {
    return `${this.#kind.path}/${encodeURIComponent(id)}`;
  }
}

/** A form with a file (RFC 7578). */
function formData(csv: string, fields: ImportKind['form']) {
  const boundary = `form_${randomUUID()}`;
  const named = (name: string) => `Content-Disposition: form-data; name="${name}"`;
  const parts = [
    ...Object.entries(fields).map(([name, value]) => `${named(name)}\r\n\r\n${value}\r\n`),
    `${named('file')}; filename="import.csv"\r\nContent-Type: text/csv; charset=utf-8\r\n\r\n${csv}\r\n`,
  ];
  const content = `${parts.map((part) => `--${boundary}\r\n${part}`).join('')}--${boundary}--\r\n`;
  return { type: `multipart/form-data; boundary=${boundary}`, content };
}

function isPassing(error: unknown): boolean {
  return error instanceof Failure && error.retryable;
}

function misconfigured(message: string): Failure {
  return new Failure('TARGET_MISCONFIGURED', { message });
}

function unavailable(message: string): Failure {
  return new Failure('TARGET_UNAVAILABLE', { message });
}
