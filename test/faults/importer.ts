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
/** How long an import that is not over when work ends is waited for. */
const PATIENCE_MS = 40_000;
const NO_READING = { delimiter: null, recordPath: null, sheet: null } as const;

/** An import as its importer knows it. */
export interface Imported {
  readonly name: string;
  readonly file: Pick<ImportFile, 'rows' | 'brokenLines'>;
  readonly rejectsFile: string;
  /** What the hub said of it last; null when it never said that it begins. */
  status: ImportStatus | null;
}

interface ImporterOptions {
  readonly dir: string;
  readonly stateDir: string;
  readonly format: FileFormat;
  readonly name: string;
  readonly random: Random;
}

/** A person who imports one file after the other, and has some of them pause on the way. */
export class Importer {
  readonly imports: Imported[] = [];
  readonly #options: ImporterOptions;

  constructor(options: ImporterOptions) {
    this.#options = options;
  }

  /** Whether the hub is, as far as its importer knows, reading one of his files. */
  get isUnderWay(): boolean {
    return this.imports.at(-1)?.status?.state === 'running';
  }

  /** Until the signal aborts; what has begun is brought to its end. */
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

/** Asks until the hub has answered. @returns null when it did not for a long time after work ended */
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

/** An import that is over takes no orders. */
async function unlessOver(
  imports: ImportClient,
  id: string,
  order: 'pause' | 'resume',
): Promise<ImportStatus> {
  const status = await imports.get(id);
  return hasEnded(status) ? status : imports[order](id);
}

/** @param isHurried what waits after a failure is tried at once */
async function lookAt(
  imports: ImportClient,
  id: string,
  isHurried: boolean,
): Promise<ImportStatus> {
  const status = await imports.get(id);
  return isHurried && status.state === 'waiting' ? imports.resume(id) : status;
}

/** One that failed waits for a person, who has done nothing to be asked for. */
function hasEnded({ state }: ImportStatus): boolean {
  return state === 'finished' || state === 'failed' || state === 'cancelled';
}

/** The lines that the hub has written into an import's file of rejected rows. */
export async function rejectedLines({ rejectsFile }: Imported): Promise<readonly number[]> {
  const text = await readFile(rejectsFile, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { line: number }).line);
}

/** Two who import into the same stream, so that their imports take turns. */
export function importersOf(dir: string, stateDir: string, seed: number): readonly Importer[] {
  return (['csv', 'jsonl'] as const).map((format, index) => {
    const random = seeded(seed + 20 + index);
    return new Importer({ dir, stateDir, format, name: `person-${index}`, random });
  });
}
