import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../connector-api/index.ts';
import { textLines } from '../../domain/index.ts';
import { ifAbsent } from '../common/if-absent.ts';
import { syncFolder } from '../common/sync-folder.ts';
import type { Row } from './rows.ts';

const MARK_CHARS = 12;

/** What a journal is for; its first line. */
export interface Owner {
  readonly lane: string;
  readonly entity: string;
  readonly consultant: number;
  readonly client: number;
}

/** The content of a thing as of one delivery. */
export interface Entry {
  /** The thing's key in its source: it stays the same if the hub is set up anew, unlike the master key. */
  readonly key: string;
  readonly id: string;
  readonly version: number;
  readonly idempotencyKey: string;
  readonly atMs: number;
  /** Absent: the thing exists. */
  readonly deleted?: true;
  readonly rows: readonly Row[];
}

/** Says that everything before it was handed over, in these files. */
interface HandOverLine {
  readonly handedOver: number;
  readonly atMs: number;
  readonly files: readonly string[];
}

/** Where an entry is, and what a delivery is compared with. */
export interface Place {
  readonly id: string;
  readonly version: number;
  /** Distinguishes deliveries with the same version. */
  readonly mark: string;
  readonly deleted: boolean;
  readonly position: number;
  readonly length: number;
}

/**
 * A file that holds every delivery, and after which of them files were handed over. It is only appended to, and fsynced before an
 * append resolves. In memory is where the last entry of each thing is, about 200 bytes per thing.
 */
export class Journal {
  readonly owner: Owner;
  readonly things = new Map<string, Place>();
  /** The things with entries since the last hand-over, and the entry that was handed over; null if there is none. */
  readonly changed = new Map<string, Place | null>();
  /** When the first of these entries was written. */
  changedAtMs: number | null = null;
  /** Number of the last hand-over. */
  handOvers = 0;
  lastFiles: readonly string[] = [];
  readonly #file: string;
  readonly #handle: FileHandle;
  /** Where the last complete line ends. */
  #end = 0;
  #size = 0;

  private constructor(file: string, handle: FileHandle, owner: Owner) {
    this.#file = file;
    this.#handle = handle;
    this.owner = owner;
  }

  /** Begins a new journal. Its file appears with its first line. */
  static async begin(file: string, owner: Owner): Promise<Journal> {
    const handle = await open(`${file}.new`, 'w');
    try {
      await handle.writeFile(`${JSON.stringify(owner)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${file}.new`, file);
    await syncFolder(path.dirname(file));
    return (await Journal.open(file)) as Journal;
  }

  /** @returns null when there is no journal @throws Failure TARGET_MISCONFIGURED when a line is damaged */
  static async open(file: string): Promise<Journal | null> {
    const found = await stat(file).catch(ifAbsent);
    if (found === null) return null;
    const handle = await open(file, 'a+');
    try {
      let journal: Journal | null = null;
      let position = 0;
      let number = 0;
      const text = createReadStream(file, { end: Math.max(0, found.size - 1), encoding: 'utf8' });
      for await (const line of textLines(text)) {
        number++;
        const length = Buffer.byteLength(line);
        // A crash may have torn off the last line.
        if (position + length + 1 > found.size) break;
        const content = readLine(line, number, file);
        if (journal === null) journal = new Journal(file, handle, content as Owner);
        else if ('handedOver' in content) journal.#noteHandOver(content);
        else journal.#note(content as Entry, position, length);
        position += length + 1;
      }
      if (journal === null) throw damaged(file, 1);
      [journal.#end, journal.#size] = [position, found.size];
      return journal;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Whether the journal's file has its place and nobody else has written to it. */
  async isCurrent(): Promise<boolean> {
    const there = await stat(this.#file).catch(ifAbsent);
    const held = await this.#handle.stat();
    return there?.ino === held.ino && there.dev === held.dev && held.size === this.#size;
  }

  async append(entries: readonly Entry[]): Promise<void> {
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`);
    let position = this.#end;
    await this.#write(lines.join(''));
    entries.forEach((entry, nth) => {
      const length = Buffer.byteLength(lines[nth] ?? '') - 1;
      this.#note(entry, position, length);
      position += length + 1;
    });
  }

  async handOver(files: readonly string[], atMs: number): Promise<void> {
    const line: HandOverLine = { handedOver: this.handOvers + 1, atMs, files };
    await this.#write(`${JSON.stringify(line)}\n`);
    this.#noteHandOver(line);
  }

  async read({ position, length }: Place): Promise<Entry> {
    const buffer = Buffer.alloc(length);
    await this.#handle.read({ buffer, position });
    return JSON.parse(buffer.toString()) as Entry;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  async #write(text: string): Promise<void> {
    if (this.#size > this.#end) await this.#handle.truncate(this.#end);
    const bytes = Buffer.from(text);
    await this.#handle.appendFile(bytes);
    await this.#handle.datasync();
    this.#end += bytes.length;
    this.#size = this.#end;
  }

  #note(entry: Entry, position: number, length: number): void {
    const { key, id, version, idempotencyKey, deleted = false, atMs } = entry;
    if (!this.changed.has(key)) this.changed.set(key, this.things.get(key) ?? null);
    this.changedAtMs ??= atMs;
    const mark = markOf(idempotencyKey);
    this.things.set(key, { id, version, mark, deleted, position, length });
  }

  #noteHandOver({ handedOver, files }: HandOverLine): void {
    [this.handOvers, this.lastFiles, this.changedAtMs] = [handedOver, files, null];
    this.changed.clear();
  }
}

export function markOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, MARK_CHARS);
}

function readLine(line: string, number: number, file: string): Owner | Entry | HandOverLine {
  try {
    return JSON.parse(line) as Owner | Entry | HandOverLine;
  } catch {
    throw damaged(file, number);
  }
}

function damaged(file: string, number: number): Failure {
  return new Failure('TARGET_MISCONFIGURED', {
    message: `Line ${number} of the journal ${file} is damaged, so it is not known what was handed over: restore the file from a backup, then resume what has failed.`,
  });
}
