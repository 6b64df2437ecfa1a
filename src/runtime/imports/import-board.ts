import type { ActorView } from '../../../actors/index.ts';
import type {
  ImportMemory,
  ImportPosition,
  ImportState,
  ImportStatus,
} from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';

const RATE_WINDOW_MS = 5_000;
const KEPT_IMPORTS = 100;

interface Facts {
  memory: ImportMemory;
  /** Whether it has its turn; before that it is shown as pending. */
  begun: boolean;
  /** Figures of the last seconds, oldest first. */
  samples: { readonly atMs: number; readonly rows: number; readonly bytes: number }[];
}

/** What status shows of imports, kept in memory. */
export class ImportBoard {
  readonly #facts = new Map<string, Facts>();
  readonly #viewOf: (id: string) => ActorView<ImportState> | null;
  readonly #changed: () => void;

  constructor(viewOf: (id: string) => ActorView<ImportState> | null, changed: () => void) {
    this.#viewOf = viewOf;
    this.#changed = changed;
  }

  add(memory: ImportMemory): void {
    const known = this.#facts.get(memory.id);
    if (known) known.memory = memory;
    else this.#facts.set(memory.id, { memory, begun: false, samples: [] });
    this.#changed();
  }

  begun(id: string, isAtWork: boolean): void {
    const facts = this.#facts.get(id);
    if (!facts) return;
    facts.begun = isAtWork;
    facts.samples = [];
    this.#changed();
  }

  moved(id: string, position: ImportPosition, nowMs = Date.now()): void {
    const facts = this.#facts.get(id);
    if (!facts) return;
    facts.memory = { ...facts.memory, position };
    facts.samples.push({ atMs: nowMs, rows: position.read, bytes: position.fileBytes });
    // Keeps one sample from before the window, so that a slow import has a rate too.
    while ((facts.samples[1]?.atMs ?? nowMs) < nowMs - RATE_WINDOW_MS) facts.samples.shift();
    this.#changed();
  }

  ended(id: string, outcome: 'finished' | 'cancelled', nowMs = Date.now()): void {
    const facts = this.#facts.get(id);
    if (facts) facts.memory = { ...facts.memory, outcome, finishedAtMs: nowMs };
    this.#forgetOld();
    this.#changed();
  }

  /** Returns the imports that are not over, and the newest that are; newest first. */
  list(): readonly ImportStatus[] {
    return this.#newestFirst().map((facts) => this.#status(facts));
  }

  #newestFirst(): readonly Facts[] {
    return [...this.#facts.values()].toSorted(
      (one, other) => Number(other.memory.id) - Number(one.memory.id),
    );
  }

  /** Keeps as many ended imports as a start reads from the store: a hub may import every minute for years. */
  #forgetOld(): void {
    const over = this.#newestFirst().filter(({ memory }) => memory.outcome !== null);
    for (const { memory } of over.slice(KEPT_IMPORTS)) this.#facts.delete(memory.id);
  }

  /** @throws Failure NOT_FOUND */
  get(id: string): ImportStatus {
    const facts = this.#facts.get(id);
    if (facts) return this.#status(facts);
    throw new Failure('NOT_FOUND', { message: `There is no import ${id}.` });
  }

  #status({ memory, begun, samples }: Facts): ImportStatus {
    const { id, order, position, outcome, createdAtMs, finishedAtMs, requestedBy } = memory;
    const view = outcome === null ? this.#viewOf(id) : null;
    const running = view?.state === 'running' && begun;
    const rate = running ? rateOf(samples) : null;
    const left = Math.max(0, memory.fileSize - position.fileBytes);
    return {
      id,
      stream: order.stream,
      source: order.source,
      format: order.reading.format,
      rejectsFile: order.rejectsFile,
      state:
        outcome ?? (view?.state === 'running' && !begun ? 'pending' : (view?.state ?? 'pending')),
      sinceMs: finishedAtMs ?? view?.sinceMs ?? createdAtMs,
      counts: { read: position.read, stored: position.stored, rejected: position.rejected },
      bytesDone: position.fileBytes,
      bytesTotal: memory.fileSize,
      rowsPerSecond: Math.round(rate?.rows ?? 0),
      leftMs: rate && rate.bytes > 0 ? Math.round((left / rate.bytes) * 1000) : null,
      createdAtMs,
      finishedAtMs,
      requestedBy,
      lastError: view?.lastError ?? null,
    };
  }
}

/** Rows and bytes per second. */
function rateOf(
  samples: Facts['samples'],
): { readonly rows: number; readonly bytes: number } | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.atMs <= first.atMs) return null;
  const seconds = (last.atMs - first.atMs) / 1000;
  return { rows: (last.rows - first.rows) / seconds, bytes: (last.bytes - first.bytes) / seconds };
}
