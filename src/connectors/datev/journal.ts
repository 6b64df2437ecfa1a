import type { FileHandle } from 'node:fs/promises';
import { open, stat } from 'node:fs/promises';
import { ifAbsent } from '../common/if-absent.ts';
import type { Entry, HandOverLine, Owner } from './journal-lines.ts';
import { damaged, linesOf, parse, toLine } from './journal-lines.ts';
import { PlaceIndex } from './place-index.ts';
import type { Place } from './places.ts';
import { endOf, together } from './places.ts';
import { replaceFile } from './replace-file.ts';

/** So many lines behind the index are read in a tenth of a second; of a large journal it may be a 16th of its things. */
const MIN_LINES = 10_000;
const MAX_SHARE = 1 / 16;
/** What a file may hold of entries that later ones have replaced, besides as much as it needs. */
const MIN_REPLACED_BYTES = 1_000_000;

/** What an index holds besides places. */
interface IndexFacts {
  readonly owner: Owner;
  /** Where the part of the journal ends that is in the index. Its last line is this hand-over. */
  readonly end: number;
  readonly handOver: HandOverLine;
}

/**
 * A file that holds deliveries, and after which of them files were handed over. It is appended to, and fsynced before an append
 * resolves. An index beside it says where the last entry of each thing is, so that opening reads only what came later; without
 * the index, or if it belongs to another state of the file, all is read.
 */
export class Journal {
  readonly owner: Owner;
  /** The things with entries since the last hand-over, and the entry that was handed over; null if there is none. */
  readonly changed = new Map<string, Place | null>();
  /** When the first of these entries was written. */
  changedAtMs: number | null = null;
  readonly #file: string;
  #handle: FileHandle;
  #lastHandOver: HandOverLine | null = null;
  #index: PlaceIndex;
  /** The last entries of things that have one behind the index. */
  readonly #recent = new Map<string, Place>();
  /** How many lines there are behind the index. */
  #lines = 0;
  /** Where the last complete line ends. */
  #end = 0;
  #size = 0;

  private constructor(file: string, handle: FileHandle, owner: Owner, index = new PlaceIndex()) {
    this.#file = file;
    this.#handle = handle;
    this.owner = owner;
    this.#index = index;
  }

  /** Begins a new journal. Its file appears with its first line. */
  static async begin(file: string, owner: Owner): Promise<Journal> {
    await replaceFile(file, async (handle) => handle.writeFile(toLine(owner)));
    return (await Journal.open(file)) as Journal;
  }

  /** @returns null when there is no journal @throws Failure TARGET_MISCONFIGURED when a line is damaged */
  static async open(file: string): Promise<Journal | null> {
    const found = await stat(file).catch(ifAbsent);
    if (found === null) return null;
    const handle = await open(file, 'a+');
    try {
      let journal = await Journal.#fromIndex(file, handle);
      const from = journal === null ? 0 : journal.#end;
      for await (const { content, place } of linesOf(file, from, found.size)) {
        if (journal === null) journal = new Journal(file, handle, content as Owner);
        else if ('handedOver' in content) journal.#noteHandOver(content);
        else journal.#note((content as Entry).key, (content as Entry).atMs, place);
        journal.#end = place.position + place.length + 1;
      }
      if (journal === null) throw damaged(file, 0);
      journal.#size = found.size;
      return journal;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** @returns null when there is no index, or when the journal is not the one it was made of, as one from a backup */
  static async #fromIndex(file: string, handle: FileHandle): Promise<Journal | null> {
    const loaded = await PlaceIndex.load(indexOf(file));
    if (loaded === null) return null;
    const { owner, end, handOver } = loaded.facts as IndexFacts;
    const line = Buffer.from(toLine(handOver));
    const there = await read(handle, end - line.length, line.length);
    if (!there?.equals(line)) return null;
    const journal = new Journal(file, handle, owner, loaded.index);
    journal.#lastHandOver = handOver;
    journal.#end = end;
    return journal;
  }

  /** Number of the last hand-over. */
  get handOvers(): number {
    return this.#lastHandOver?.handedOver ?? 0;
  }

  get lastFiles(): readonly string[] {
    return this.#lastHandOver?.files ?? [];
  }

  /** Whether the journal's file has its place and nobody else has written to it. */
  async isCurrent(): Promise<boolean> {
    const there = await stat(this.#file).catch(ifAbsent);
    const held = await this.#handle.stat();
    return there?.ino === held.ino && there.dev === held.dev && held.size === this.#size;
  }

  async append(entries: readonly Entry[]): Promise<void> {
    const lines = entries.map(toLine);
    let position = this.#end;
    await this.#write(lines.join(''));
    entries.forEach(({ key, atMs }, nth) => {
      const length = Buffer.byteLength(lines[nth] ?? '') - 1;
      this.#note(key, atMs, { position, length });
      position += length + 1;
    });
  }

  async handOver(files: readonly string[], atMs: number): Promise<void> {
    const line: HandOverLine = { handedOver: this.handOvers + 1, atMs, files };
    await this.#write(toLine(line));
    this.#noteHandOver(line);
  }

  /** Returns the last entries of things; null for those that have none. */
  last(keys: readonly string[]): Promise<readonly (Entry | null)[]> {
    return this.read(keys.map((key) => ({ key, place: this.#find(key) })));
  }

  /** @throws Failure TARGET_MISCONFIGURED when an entry of this key is not where it should be */
  async read(
    wanted: readonly { readonly key: string; readonly place: Place | null }[],
  ): Promise<readonly (Entry | null)[]> {
    const places = new Map(wanted.map(({ place }) => [place?.position, place]));
    const sorted = [...places.values()]
      .filter((place) => place !== null)
      .sort((one, other) => one.position - other.position);
    const entries = new Map<number, Entry>();
    for (const group of together(sorted))
      for (const { position, line } of await this.#linesAt(group))
        entries.set(position, parse(line.toString(), this.#file, position) as Entry);
    return wanted.map(({ key, place }) => {
      if (place === null) return null;
      const entry = entries.get(place.position);
      if (entry?.key !== key) throw damaged(this.#file, place.position);
      return entry;
    });
  }

  /** Returns the ids of all things that are not deleted. Reads the whole file. */
  async ids(): Promise<readonly string[]> {
    const ids = new Map<string, string>();
    for await (const { content } of linesOf(this.#file, 0, this.#end)) {
      if (!('key' in content)) continue;
      if (content.deleted) ids.delete(content.key);
      else ids.set(content.key, content.id);
    }
    return [...ids.values()].sort();
  }

  /**
   * Brings the index up to date, and rewrites a file most of which is entries that later ones have replaced. Does nothing while
   * there is something to hand over, or little to gain. A crash leaves the former file or the new one, each complete.
   */
  async compact(minLines = MIN_LINES, minBytes = MIN_REPLACED_BYTES): Promise<void> {
    if (this.changed.size > 0 || this.#lastHandOver === null) return;
    if (this.#lines < Math.max(minLines, this.#index.size * MAX_SHARE)) return;
    this.#index = this.#index.with(this.#recent);
    this.#recent.clear();
    this.#lines = 0;
    if (this.#end > 2 * this.#index.bytes() + minBytes) await this.#rewrite(this.#lastHandOver);
    const facts = { owner: this.owner, end: this.#end, handOver: this.#lastHandOver };
    await this.#index.save(indexOf(this.#file), facts satisfies IndexFacts);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** Replaces the file by one that holds only the last entry of each thing, in the same form and order. */
  async #rewrite(handOver: HandOverLine): Promise<void> {
    const moved = new Map<number, number>();
    const first = Buffer.from(toLine(this.owner));
    let end = first.length;
    await replaceFile(this.#file, async (handle) => {
      await handle.appendFile(first);
      for (const group of together(this.#index.inOrder())) {
        const lines = await this.#linesAt(group);
        for (const { position, line } of lines) {
          moved.set(position, end);
          end += line.length;
        }
        await handle.appendFile(Buffer.concat(lines.map(({ line }) => line)));
      }
      const last = Buffer.from(toLine(handOver));
      await handle.appendFile(last);
      end += last.length;
      // A file server may refuse to replace a file that is open.
      await this.#handle.close();
    });
    this.#handle = await open(this.#file, 'a+');
    this.#index = this.#index.moved(moved);
    [this.#end, this.#size] = [end, end];
  }

  /** Reads lines that are close to each other. */
  async #linesAt(places: readonly Place[]): Promise<{ position: number; line: Buffer }[]> {
    const from = places[0]?.position ?? 0;
    const end = Math.max(...places.map(endOf));
    const bytes = await read(this.#handle, from, end - from);
    if (bytes === null) throw damaged(this.#file, from);
    return places.map((place) => {
      const line = bytes.subarray(place.position - from, endOf(place) - from);
      return { position: place.position, line };
    });
  }

  async #write(text: string): Promise<void> {
    if (this.#size > this.#end) await this.#handle.truncate(this.#end);
    const bytes = Buffer.from(text);
    await this.#handle.appendFile(bytes);
    await this.#handle.datasync();
    this.#end += bytes.length;
    this.#size = this.#end;
  }

  #find(key: string): Place | null {
    return this.#recent.get(key) ?? this.#index.find(key);
  }

  #note(key: string, atMs: number, place: Place): void {
    if (!this.changed.has(key)) this.changed.set(key, this.#find(key));
    this.changedAtMs ??= atMs;
    this.#recent.set(key, place);
    this.#lines++;
  }

  #noteHandOver(line: HandOverLine): void {
    [this.#lastHandOver, this.changedAtMs] = [line, null];
    this.changed.clear();
    this.#lines++;
  }
}

function indexOf(file: string): string {
  return `${file}.index`;
}

/** @returns null when the file is shorter */
async function read(handle: FileHandle, position: number, length: number): Promise<Buffer | null> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await handle.read({ buffer, position });
  return bytesRead === length ? buffer : null;
}
