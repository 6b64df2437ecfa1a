import { createHash } from 'node:crypto';
import { ifAbsent } from './folder.ts';
import { inFolder } from './pattern.ts';
import type { Asking, Session } from './session.ts';
import { CHUNK_BYTES } from './session.ts';

/** A file that was handed over, or is complete and about to be. */
export interface HandedOver {
  readonly number: number;
  readonly name: string;
  /** The name under which it was written. */
  readonly unfinished: string;
  /** Digests of the idempotency keys of its records. */
  readonly ids: readonly string[];
}

interface Notes {
  /** Counts the notes: of the two files the one with the higher number is valid. */
  readonly serial: number;
  /** The last files, the newest at the end. */
  readonly files: readonly HandedOver[];
}

/** What may be delivered and not settled: a few batches. */
const MIN_FILES = 8;
const MIN_IDS = 8_000;
/** 72 bits. */
const DIGEST_CHARS = 12;

export function idOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, DIGEST_CHARS);
}

/**
 * What a lane has handed over lately, kept beside its files, because whoever takes the files away leaves no trace of them. Two
 * files are written in turn, so that one of them is whole whenever a write is cut off.
 */
export class Journal {
  readonly #folder: string;
  readonly #prefix: string;
  #notes: Notes;

  private constructor(folder: string, prefix: string, notes: Notes) {
    this.#folder = folder;
    this.#prefix = prefix;
    this.#notes = notes;
  }

  static async load(
    session: Session,
    folder: string,
    prefix: string,
    asking: Asking,
  ): Promise<Journal> {
    const [one, other] = [
      await readNotes(session, pathOf(folder, prefix, 0), asking),
      await readNotes(session, pathOf(folder, prefix, 1), asking),
    ];
    const newest = (one?.serial ?? 0) > (other?.serial ?? 0) ? one : other;
    return new Journal(folder, prefix, newest ?? { serial: 0, files: [] });
  }

  get last(): HandedOver | null {
    return this.#notes.files.at(-1) ?? null;
  }

  get ids(): ReadonlySet<string> {
    return new Set(this.#notes.files.flatMap(({ ids }) => ids));
  }

  /** Notes a file durably. */
  async add(file: HandedOver, session: Session, asking: Asking): Promise<void> {
    await this.#save([...this.#notes.files, file], session, asking);
  }

  /** Notes that the last file gets another name. */
  async rename(name: string, number: number, session: Session, asking: Asking): Promise<void> {
    const { last } = this;
    if (!last) return;
    await this.#save(
      [...this.#notes.files.slice(0, -1), { ...last, name, number }],
      session,
      asking,
    );
  }

  async #save(files: readonly HandedOver[], session: Session, asking: Asking): Promise<void> {
    const notes = { serial: this.#notes.serial + 1, files: recent(files) };
    const text = JSON.stringify({ ...notes, check: checkOf(notes) });
    const path = pathOf(this.#folder, this.#prefix, notes.serial % 2);
    await session.write(path, Buffer.from(text), asking);
    this.#notes = notes;
  }
}

function recent(files: readonly HandedOver[]): readonly HandedOver[] {
  let ids = 0;
  const kept = files.toReversed().filter((file, nth) => {
    const isKept = nth < MIN_FILES || ids < MIN_IDS;
    ids += file.ids.length;
    return isKept;
  });
  return kept.toReversed();
}

function pathOf(folder: string, prefix: string, slot: number): string {
  return inFolder(folder, `${prefix}${slot + 1}.json`);
}

/** Returns null if there are none, or if writing them was cut off: then those before are valid. */
async function readNotes(session: Session, path: string, asking: Asking): Promise<Notes | null> {
  const handle = await session.open(path, 'r', asking).catch(ifAbsent);
  if (!handle) return null;
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const chunk = await session.read(handle, at, CHUNK_BYTES, asking);
    if (chunk.length === 0) break;
    chunks.push(chunk);
    at += chunk.length;
  }
  await session.closeFile(handle, asking);
  try {
    const { check, ...notes } = JSON.parse(Buffer.concat(chunks).toString()) as Notes & {
      readonly check: string;
    };
    return check === checkOf(notes) ? notes : null;
  } catch {
    return null;
  }
}

function checkOf({ serial, files }: Notes): string {
  return createHash('sha256')
    .update(JSON.stringify([serial, files]))
    .digest('base64url');
}
