import { createHash } from 'node:crypto';
import { ifAbsent } from './folder.ts';
import { inFolder } from './pattern.ts';
import type { Asking, Session } from './session.ts';

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
  /** The files whose records were delivered last, for the first time or again; the latest at the end. */
  readonly files: readonly HandedOver[];
}

/** A lane has three batches under way; those of a hub that died are delivered again first, and so stay among the last. */
const MAX_FILES = 16;
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

  /** The file with the highest number. */
  get last(): HandedOver | null {
    return this.#notes.files.reduce<HandedOver | null>(
      (last, file) => (last && last.number > file.number ? last : file),
      null,
    );
  }

  /**
   * Returns which of these records were handed over. Their files are kept for longer than others, because it shows that their
   * delivery is not settled.
   */
  known(ids: readonly string[]): ReadonlySet<string> {
    const asked = new Set(ids);
    const isAsked = (file: HandedOver) => file.ids.some((id) => asked.has(id));
    const { serial, files } = this.#notes;
    const found = files.filter(isAsked);
    this.#notes = { serial, files: [...files.filter((file) => !isAsked(file)), ...found] };
    return new Set(found.flatMap((file) => file.ids));
  }

  /** Notes a file durably. */
  async add(file: HandedOver, session: Session, asking: Asking): Promise<void> {
    await this.#save([...this.#notes.files, file], session, asking);
  }

  /** Notes that a file gets another name. */
  async rename(
    file: HandedOver,
    { name, number }: Pick<HandedOver, 'name' | 'number'>,
    session: Session,
    asking: Asking,
  ): Promise<void> {
    const files = this.#notes.files.map((one) => (one === file ? { ...file, name, number } : one));
    await this.#save(files, session, asking);
  }

  async #save(files: readonly HandedOver[], session: Session, asking: Asking): Promise<void> {
    const notes = { serial: this.#notes.serial + 1, files: files.slice(-MAX_FILES) };
    const text = JSON.stringify({ ...notes, check: checkOf(notes) });
    const path = pathOf(this.#folder, this.#prefix, notes.serial % 2);
    await session.write(path, Buffer.from(text), asking);
    this.#notes = notes;
  }
}

function pathOf(folder: string, prefix: string, slot: number): string {
  return inFolder(folder, `${prefix}${slot + 1}.json`);
}

/** Returns null if there are none, or if writing them was cut off: then those before are valid. */
async function readNotes(session: Session, path: string, asking: Asking): Promise<Notes | null> {
  const text = await session.readWhole(path, asking).catch(ifAbsent);
  if (!text) return null;
  try {
    const { check, ...notes } = JSON.parse(text.toString()) as Notes & { readonly check: string };
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
