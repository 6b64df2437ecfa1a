import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ImportClient } from '../../src/control/index.ts';
import type { ImportStatus } from '../../src/domain/index.ts';
import type { Random } from '../../ops/demo/random.ts';
import { between, seeded } from '../../ops/demo/random.ts';
import { HubClient } from './hub-client.ts';
import type { FileFormat, ImportFile } from './import-file.ts';
import { makeImportFile } from './import-file.ts';

const LOOK_EVERY_MS = 150;
const PAUSE_MS = 2_000;
/** How long to wait, after the work ends, for an import that is not over. */
const PATIENCE_MS = 40_000;
const NO_READING = { delimiter: null, recordPath: null, sheet: null } as const;

/** An import as its importer sees it. */
export interface Imported {
  readonly name: string;
  readonly file: Pick<ImportFile, 'rows' | 'brokenLines'>;
  readonly rejectsFile: string;
  /** The last status that the hub reported; null when it never confirmed the start. */
  status: ImportStatus | null;
}

interface ImporterOptions {
  readonly dir: string;
  readonly stateDir: string;
  readonly format: FileFormat;
  readonly name: string;
  readonly random: Random;
}

/** A person who imports one file after the other, and pauses some of the imports for a while. */
export class Importer {
  readonly imports: Imported[] = [];
  readonly #options: ImporterOptions;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /** Whether the hub is reading one of the files, according to its last status. */
  get isUnderWay(): boolean {
    return this.imports.at(-1)?.status?.state === 'running';
  }

  /** Imports until the signal aborts; an import that has begun is completed. */
  async work(signal: AbortSignal): Promise<void> {
    using hub = new HubClient(this.#options.stateDir);
    while (!signal.aborted) {
      await this.#importOne(hub, signal);
      await wait(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #importOne(hub: HubClient, signal: AbortSignal): Promise<void> {
    const { dir, format, name: prefix, random } = this.#options;
    const version = this.imports.length + 1;
    const name = `${prefix}-${version}.${format}`;
    const from = path.join(dir, name);
    const { text, ...file } = makeImportFile(format, { prefix, version, random });
    const pausesAfterMs = random() < 0.5 ? between(random, 0, 800) : null;
    const pausedMs = between(random, 100, 1_500);
    await writeFile(from, text);
    const one: Imported = { name, file, rejectsFile: `${from}.rejects`, status: null };
    this.imports.push(one);
    const reading = { ...NO_READING, numbers: ['n'], decimalComma: [], germanDates: [] };
    const request = {
      ...{ stream: 'bookings', from, reading, rejectsFile: one.rejectsFile },
      ...{ format: null, encoding: null, maxRejects: null },
    };
    const requestId = randomUUID();
    const persistently = askPersistently(hub, signal);
    one.status = await persistently((imports) => imports.start(request, requestId));
    const id = one.status?.id;
    if (id === undefined) return;
    if (pausesAfterMs !== null) {
      await wait(pausesAfterMs);
      await persistently((imports) => unlessOver(imports, id, 'pause'));
      await wait(pausedMs);
      await persistently((imports) => unlessOver(imports, id, 'resume'));
    }
    for (let isOver = false; !isOver;) {
      await wait(LOOK_EVERY_MS);
      const status = await persistently((imports) => lookAt(imports, id, signal.aborted));
      one.status = status ?? one.status;
      isOver = status === null || hasEnded(status);
    }
  }
}

/** Repeats a call until the hub answers. @returns null when it has not answered for 40 s after the work ended */
function askPersistently(hub: HubClient, signal: AbortSignal) {
  let givenUpMs = Infinity;
  return async <T>(ask: (imports: ImportClient) => Promise<T>): Promise<T | null> => {
    for (;;) {
      if (signal.aborted) givenUpMs = Math.min(givenUpMs, Date.now() + PATIENCE_MS);
      if (Date.now() > givenUpMs) return null;
      try {
        return await hub.call((client, limit) => ask(client.imports(limit)));
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        await wait(LOOK_EVERY_MS);
      }
    }
  };
}

/** Pauses or resumes an import, unless it is over: it then accepts no commands. */
async function unlessOver(
  imports: ImportClient,
  id: string,
  order: 'pause' | 'resume',
): Promise<ImportStatus> {
  const status = await imports.get(id);
  return hasEnded(status) ? status : imports[order](id);
}

/** @param isHurried retries at once an import that waits after a failure */
async function lookAt(
  imports: ImportClient,
  id: string,
  isHurried: boolean,
): Promise<ImportStatus> {
  const status = await imports.get(id);
  return isHurried && status.state === 'waiting' ? imports.resume(id) : status;
}

/** Whether the import is over. A failed one waits for a person, and nobody acts here. */
function hasEnded({ state }: ImportStatus): boolean {
  return state === 'finished' || state === 'failed' || state === 'cancelled';
}

/** Returns the line numbers that the hub has written into an import's file of rejected rows. */
export async function rejectedLines({ rejectsFile }: Imported): Promise<readonly number[]> {
  const text = await readFile(rejectsFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { line: number }).line);
}

/** Returns two importers into the same stream, so that their imports take turns. */
export function importersOf(dir: string, stateDir: string, seed: number): readonly Importer[] {
  return (['csv', 'jsonl'] as const).map((format, index) => {
    const random = seeded(seed + 20 + index);
    return new Importer({ dir, stateDir, format, name: `person-${index}`, random });
  });
}
