import { setTimeout as wait } from 'node:timers/promises';
import type { FileEntryWithStats } from 'ssh2';
import { isAbsent, isUnexplained } from './failures.ts';
import type { SeenFile } from './known-files.ts';
import { isSame } from './known-files.ts';
import { fits, inFolder } from './pattern.ts';
import type { Asking, Session } from './session.ts';
import type { SftpSourceOptions } from './spec.ts';

const SETTLED_MS = 5_000;

/** What a look found. */
export interface Look {
  /** All files of the pattern. */
  readonly listed: readonly SeenFile[];
  /** Those that are complete and wanted, in their order. */
  readonly ready: readonly SeenFile[];
}

interface Listing {
  readonly files: readonly SeenFile[];
  readonly names: ReadonlySet<string>;
}

/** The files of a stream in a folder of the server. */
export class Folder {
  readonly #options: SftpSourceOptions;
  readonly #isOurs: (name: string) => boolean;
  /** Since when the wanted files of the last look have been as they are. */
  #since = new Map<string, { readonly file: SeenFile; readonly sinceMs: number }>();

  constructor(options: SftpSourceOptions) {
    this.#options = options;
    this.#isOurs = fits(options.files);
  }

  pathOf(name: string): string {
    return inFolder(this.#options.folder ?? '', name);
  }

  /** Looks twice if there are files that may still be growing. */
  async look(
    session: Session,
    isWanted: (file: SeenFile) => boolean,
    asking: Asking,
  ): Promise<Look> {
    const first = await this.#list(session, asking);
    const { marker, settledMs = marker === undefined ? SETTLED_MS : 0 } = this.#options;
    const missingMs = this.#unsettledMs(first.files.filter(isWanted), settledMs);
    if (missingMs <= 0) return this.#toLook(first, isWanted, settledMs);
    await wait(missingMs, undefined, { signal: asking.signal });
    const second = await this.#list(session, asking);
    this.#unsettledMs(second.files.filter(isWanted), settledMs);
    return this.#toLook(second, isWanted, settledMs);
  }

  /** Moves or deletes a file that is still as it was read; succeeds if it is gone. */
  async clear(session: Session, file: SeenFile, asking: Asking): Promise<void> {
    const { afterwards = 'leave', marker } = this.#options;
    if (afterwards === 'leave') return;
    const there = await session.stat(this.pathOf(file.name), asking).catch(ifAbsent);
    // With other content it has yet to be read.
    if (there && !isSame(file, { size: there.size, time: there.mtime })) return;
    if (there) await this.#clear(session, file, asking);
    const markers = marker === undefined ? [] : markersOf(file.name, marker);
    for (const name of markers) await this.#clear(session, { ...file, name }, asking);
  }

  async #clear(session: Session, { name, time }: SeenFile, asking: Asking): Promise<void> {
    const { afterwards } = this.#options;
    const from = this.pathOf(name);
    if (typeof afterwards !== 'object') {
      await session.remove(from, asking).catch(ifAbsent);
      return;
    }
    const to = inFolder(afterwards.move, name);
    try {
      await session.rename(from, to, asking);
    } catch (error) {
      const isGone = (await session.stat(from, asking).catch(ifAbsent)) === null;
      if (isGone) return;
      if (!isUnexplained(error) || !(await session.stat(to, asking).catch(ifAbsent))) throw error;
      // A file of this name came before.
      await session.rename(from, `${to}.${time}`, asking);
    }
  }

  async #list(session: Session, asking: Asking): Promise<Listing> {
    const entries = await session.list(this.#options.folder ?? '.', asking);
    const names = new Set(entries.map(({ filename }) => filename));
    const files = entries.filter((entry) => isFile(entry) && this.#isOurs(entry.filename));
    return {
      names,
      files: files.map(({ filename, attrs }) => ({
        ...{ name: filename, size: attrs.size, time: attrs.mtime ?? 0 },
      })),
    };
  }

  #toLook(
    { files, names }: Listing,
    isWanted: (file: SeenFile) => boolean,
    settledMs: number,
  ): Look {
    const { marker, order = 'time' } = this.#options;
    const wanted = files.filter(isWanted).sort(order === 'time' ? byTime : byName);
    const marked = wanted.filter(
      ({ name }) => marker === undefined || markersOf(name, marker).some((one) => names.has(one)),
    );
    const unsettled = marked.findIndex((file) => !this.#isSettled(file, settledMs));
    // By name a file behind one that still grows has to wait for it; by time the one that grows will be the last.
    const inOrder = order === 'name' && unsettled >= 0 ? marked.slice(0, unsettled) : marked;
    return { listed: files, ready: inOrder.filter((file) => this.#isSettled(file, settledMs)) };
  }

  /** Notes how the files are now. @returns how long it takes until all of them are settled if none changes */
  #unsettledMs(wanted: readonly SeenFile[], settledMs: number): number {
    const nowMs = performance.now();
    const before = this.#since;
    this.#since = new Map(
      wanted.map((file) => {
        const known = before.get(file.name);
        return [file.name, known && isSame(file, known.file) ? known : { file, sinceMs: nowMs }];
      }),
    );
    let missingMs = 0;
    for (const { sinceMs } of this.#since.values())
      missingMs = Math.max(missingMs, sinceMs + settledMs - nowMs);
    return missingMs;
  }

  #isSettled(file: SeenFile, settledMs: number): boolean {
    const known = this.#since.get(file.name);
    return known !== undefined && performance.now() - known.sinceMs >= settledMs;
  }
}

/** For `catch`: null if a file is not there. @throws any other error */
export function ifAbsent(error: unknown): null {
  if (isAbsent(error)) return null;
  throw error;
}

function isFile({ attrs, longname }: FileEntryWithStats): boolean {
  // Some servers send no mode, but all a line as of `ls -l`.
  return (attrs.mode as number | undefined) === undefined
    ? longname.startsWith('-')
    : attrs.isFile();
}

function markersOf(name: string, marker: string): readonly string[] {
  return [`${name}${marker}`, name.replace(/(?<=.)\.[^.]*$/, '') + marker];
}

function byTime(one: SeenFile, other: SeenFile): number {
  return one.time - other.time || byName(one, other);
}

/** By code units, which is independent of languages. */
function byName(one: SeenFile, other: SeenFile): number {
  return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
}
