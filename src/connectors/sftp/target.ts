import { randomUUID } from 'node:crypto';
import type { Delivery, Outcome, Target, TargetSettings } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { away } from '../common/side.ts';
import { isAbsent } from './failures.ts';
import { ifAbsent } from './folder.ts';
import { idOf, Journal } from './journal.ts';
import { Lines } from './lines.ts';
import { inFolder } from './pattern.ts';
import type { SftpServer } from './server.ts';
import type { Asking, Session } from './session.ts';
import type { SftpTargetOptions } from './spec.ts';

const NUMBER_DIGITS = 6;
/** Names that are tried for one file. */
const MAX_NAMES = 100;

/** A journal as read on one connection: on the next it may turn out otherwise. */
interface Desk {
  readonly session: Session;
  readonly journal: Journal;
}

/**
 * Writes a file for each batch. The file is first written under another name; then the journal says that its records are handed
 * over; then it gets its name. So whatever a crash interrupts, each record is in one file: before the note in the journal nothing
 * has appeared and everything is written anew, after it what still has the other name is renamed.
 */
export class SftpTarget implements Target {
  readonly #server: SftpServer;
  readonly #lane: TargetSettings;
  readonly #options: SftpTargetOptions;
  readonly #lines: Lines;
  readonly #prefix: string;
  #desk: Desk | null = null;

  constructor(server: SftpServer, lane: TargetSettings) {
    this.#server = server;
    this.#lane = lane;
    this.#options = lane.options;
    this.#lines = new Lines(this.#options, lane.lane);
    this.#prefix = `.stellwerk-${lane.lane.replaceAll('/', '+')}-`;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    try {
      const session = await this.#server.session('target', signal);
      return await this.#deliver(deliveries, session, { side: 'target', signal });
    } catch (error) {
      // It is unknown now what the server holds; reading the journal again will show it.
      this.#desk = null;
      signal.throwIfAborted();
      throw Failure.from(error, 'TARGET_UNAVAILABLE');
    }
  }

  async #deliver(
    deliveries: readonly Delivery[],
    session: Session,
    asking: Asking,
  ): Promise<readonly Outcome[]> {
    const { journal } = await this.#open(session, asking);
    const known = journal.known(deliveries.map(({ idempotencyKey }) => idOf(idempotencyKey)));
    const lines: string[] = [];
    const ids: string[] = [];
    const outcomes = deliveries.map((delivery): Outcome => {
      const id = idOf(delivery.idempotencyKey);
      const externalId = delivery.externalId ?? delivery.key;
      if (known.has(id)) return { kind: 'unchanged', externalId };
      try {
        lines.push(this.#lines.lineOf(delivery));
        ids.push(id);
        return { kind: 'applied', externalId };
      } catch (error) {
        return { kind: 'failed', failure: Failure.from(error) };
      }
    });
    if (lines.length > 0) await this.#handOver(lines, ids, { session, journal }, asking);
    return outcomes;
  }

  async #handOver(
    lines: readonly string[],
    ids: readonly string[],
    { session, journal }: Desk,
    asking: Asking,
  ): Promise<void> {
    const number = (journal.last?.number ?? 0) + 1;
    const unfinished = `${this.#prefix}${randomUUID()}.part`;
    await session.write(this.#atWork(unfinished), this.#lines.fileOf(lines), asking);
    await journal.add({ number, name: this.#nameOf(number), unfinished, ids }, session, asking);
    await this.#publish({ session, journal }, asking);
  }

  /** Gives the last file of the journal its name, unless it has it already. */
  async #publish({ session, journal }: Desk, asking: Asking): Promise<void> {
    for (let tried = 0; tried < MAX_NAMES; tried++) {
      const { last } = journal;
      if (!last) return;
      const to = inFolder(this.#folder, last.name);
      // Some servers replace a file of the new name.
      if (!(await session.stat(to, asking).catch(ifAbsent))) {
        const failed = await this.#rename(last.unfinished, to, session, asking);
        if (failed === null) return;
        if (!(await session.stat(to, asking).catch(ifAbsent))) throw failed;
      }
      const there = await session.stat(this.#atWork(last.unfinished), asking).catch(ifAbsent);
      if (!there) return;
      const number = last.number + 1;
      await journal.rename(last, { name: this.#nameOf(number), number }, session, asking);
    }
    throw away(
      'target',
      `The folder ${this.#folder || '.'} has files of all names that the lane tries.`,
    );
  }

  /** Returns why the file could not be renamed. It is gone if that was done before. */
  async #rename(
    unfinished: string,
    to: string,
    session: Session,
    asking: Asking,
  ): Promise<Failure | null> {
    try {
      await session.rename(this.#atWork(unfinished), to, asking);
      return null;
    } catch (error) {
      asking.signal.throwIfAborted();
      if (!isAbsent(error)) return Failure.from(error);
      // Of a missing folder the server says the same.
      await session.list(this.#folder || '.', asking);
      return null;
    }
  }

  /** Finishes what was interrupted, once on each connection and after each failure. */
  async #open(session: Session, asking: Asking): Promise<Desk> {
    if (this.#desk?.session === session) return this.#desk;
    const work = this.#work;
    const journal = await Journal.load(session, work, this.#prefix, asking);
    const desk = { session, journal };
    const { last } = journal;
    const names = (await session.list(work || '.', asking)).map(({ filename }) => filename);
    if (last && names.includes(last.unfinished)) await this.#publish(desk, asking);
    for (const name of names)
      if (name.startsWith(this.#prefix) && name.endsWith('.part') && name !== last?.unfinished)
        await session.remove(inFolder(work, name), asking).catch(ifAbsent);
    this.#desk = desk;
    return desk;
  }

  get #folder(): string {
    return this.#options.folder ?? '';
  }

  get #work(): string {
    return this.#options.work ?? this.#folder;
  }

  #atWork(name: string): string {
    return inFolder(this.#work, name);
  }

  #nameOf(number: number): string {
    const { format } = this.#lines;
    const { file = `${this.#lane.entity.replaceAll('/', '_')}_{time}_{number}.${format}` } =
      this.#options;
    const time = new Date().toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
    return file
      .replaceAll('{time}', time)
      .replaceAll('{number}', String(number).padStart(NUMBER_DIGITS, '0'));
  }
}
