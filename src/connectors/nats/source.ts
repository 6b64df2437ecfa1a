import { RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { JsMsg, StreamInfo } from '@nats-io/jetstream';
import { nanos } from '@nats-io/transport-node';
import type {
  Cursor,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { rejectRow } from '../../connector-api/index.ts';
import { away, refused } from '../common/side.ts';
import type { NatsSystem, OpenNats } from './connection.ts';
import { natsFailure } from './failures.ts';
import { StreamReader } from './reader.ts';
import { toRow } from './records.ts';
import type { CreateOptions, NatsSourceOptions } from './spec.ts';

const STREAM_NOT_FOUND = 10059;
/** Duration of one long poll for a change; shorter than the time after which the server removes the consumer. */
const POLL_MS = 30_000;

/** The hub's position in a stream. */
interface NatsCursor {
  /** When the stream was created: another stream of the same name is read from its beginning. */
  readonly created: string;
  readonly seq: number;
  /** When the stream stored the message at `seq`, in microseconds. Absent before the first, and in cursors of earlier builds. */
  readonly storedAt?: number;
  /** The last version assigned to a message. */
  readonly version: number;
}

interface Run {
  readonly reader: StreamReader;
  readonly created: string;
  /** Position after which the page begins. A new reader begins with the message there, to recognise it. */
  at: number;
  /** The last version assigned to a message. */
  version: number;
  /** The newest message when the run began; later ones belong to the next run. */
  readonly end: number;
  /** Reports messages that the stream dropped before they were read. */
  missed: readonly RejectedRow[];
}

/**
 * Reads a JetStream stream of the company's own NATS from the position in the cursor on. Records without a version get the time at
 * which the stream stored them, in microseconds, incremented where the clock stood still: later in the stream is newer.
 */
export class NatsSource implements Source {
  readonly #system: NatsSystem;
  readonly #settings: SourceSettings;
  readonly #options: NatsSourceOptions;
  #run: Run | null = null;

  constructor(system: NatsSystem, settings: SourceSettings) {
    this.#system = system;
    this.#settings = settings;
    this.#options = settings.options;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const before = cursor as NatsCursor | null;
    try {
      const run = await this.#runAt(before, signal);
      const wanted = Math.min(limit, run.reader.pending);
      const messages = wanted === 0 ? [] : await this.#take(run.reader, wanted, signal);
      signal.throwIfAborted();
      if (wanted > 0 && messages.length === 0)
        throw away('source', `The stream ${this.#settings.entity} does not deliver.`);
      if (before && isReplaced(before, messages[0])) {
        await this.close();
        return await this.read({ cursor: { ...beginningOf(before) }, limit, signal });
      }
      return await this.#toPage(run, messages, before);
    } catch (error) {
      await this.close();
      signal.throwIfAborted();
      throw natsFailure(error, 'source', `read the stream ${this.#settings.entity}`);
    }
  }

  async untilChanged({ cursor, signal }: Omit<PageRequest, 'limit'>): Promise<void> {
    const before = cursor as NatsCursor | null;
    const { entity: stream } = this.#settings;
    const nats = await this.#system.use('source', signal);
    const action = `wait for changes of the stream ${stream}`;
    const { created } = await this.#limited(this.#info(nats), action, signal);
    if (before?.created !== created) return;
    const options = { stream, ...this.#filter, fromSeq: before.seq + 1, headersOnly: true };
    const reader = await this.#limited(StreamReader.open(nats, options), action, signal);
    try {
      while (reader.pending === 0) {
        signal.throwIfAborted();
        if ((await reader.take(1, POLL_MS, signal)).length > 0) return;
      }
    } catch (error) {
      signal.throwIfAborted();
      throw natsFailure(error, 'source', action);
    } finally {
      await reader.close();
    }
  }

  async close(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    await run?.reader.close();
  }

  get #filter(): { readonly subject: string | undefined } {
    return { subject: this.#options.subject };
  }

  /** The current run, or a new one when the cursor is at another position. */
  async #runAt(before: NatsCursor | null, signal: AbortSignal): Promise<Run> {
    if (this.#run && this.#run.at === before?.seq && !this.#run.reader.broken) return this.#run;
    await this.close();
    const { entity: stream } = this.#settings;
    const action = `read the stream ${stream}`;
    const nats = await this.#system.use('source', signal);
    const { created, state, config } = await this.#limited(this.#info(nats), action, signal);
    const known = before?.created === created;
    // Not where the messages since were lost: the stream was restored to an earlier state, or its server lost power.
    const from = known && before.seq > state.last_seq ? beginningOf(before) : before;
    const at = known ? (from?.seq ?? 0) : 0;
    const options = { stream, ...this.#filter, fromSeq: Math.max(1, at) };
    const reader = await this.#limited(StreamReader.open(nats, options), action, signal);
    const conflates = config.max_msgs_per_subject > 0;
    const missed = at > 0 && !conflates ? missedRows(stream, at, state.first_seq) : [];
    const version = from?.version ?? 0;
    this.#run = { reader, created, at, version, end: state.last_seq, missed };
    return this.#run;
  }

  async #toPage(run: Run, messages: readonly JsMsg[], before: NatsCursor | null): Promise<Page> {
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [...run.missed];
    for (const message of messages) {
      if (message.seq <= run.at) continue;
      run.version = Math.max(storedAtOf(message), run.version + 1);
      const row = toRow(message, this.#settings, run.version);
      if (row.kind === 'record') records.push(row.record);
      else rejected.push(row.row);
    }
    const last = messages.at(-1);
    run.at = last?.seq ?? run.at;
    run.missed = [];
    const more = run.reader.pending > 0 && run.at < run.end;
    if (!more) await this.close();
    const storedAt = last ? storedAtOf(last) : before?.storedAt;
    const cursor: NatsCursor = {
      ...{ created: run.created, seq: run.at, version: run.version },
      ...(storedAt === undefined ? {} : { storedAt }),
    };
    return { records, rejected, cursor: { ...cursor } satisfies Cursor, more };
  }

  /** Limited, because the client waits for as long as it cannot reach a server. */
  #take(reader: StreamReader, count: number, signal: AbortSignal): Promise<readonly JsMsg[]> {
    const action = `read the stream ${this.#settings.entity}`;
    return this.#limited(reader.take(count, this.#system.timeoutMs, signal), action, signal);
  }

  #limited<T>(answer: Promise<T>, action: string, signal: AbortSignal): Promise<T> {
    return this.#system.limited(answer, 'source', action, signal);
  }

  /**
   * Returns the stream's info; creates the stream when it is missing and `create` is set. @throws Failure SOURCE_REFUSED when it
   * cannot be read by position
   */
  async #info({ jsm }: OpenNats): Promise<StreamInfo> {
    const { entity: stream } = this.#settings;
    const { create } = this.#options;
    const info = await jsm.streams.info(stream).catch((error: unknown) => {
      if ((error as { code?: unknown }).code !== STREAM_NOT_FOUND) throw error;
      if (create) return jsm.streams.add(toStream(stream, create));
      throw refused(
        'source',
        `There is no stream ${stream}. Plain subjects are not kept: create a stream for them, or let the hub create it with \`create\`.`,
      );
    });
    if (info.config.retention === RetentionPolicy.Limits) return info;
    throw refused(
      'source',
      `The stream ${stream} has retention ${info.config.retention}: its messages are removed once others have read them. Read a stream with retention limits, for instance a mirror of it.`,
    );
  }
}

function toStream(name: string, { subjects, maxAgeMs, maxBytes }: CreateOptions) {
  return {
    name,
    description: 'made by stellwerk to keep what it reads',
    subjects: [...subjects],
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: nanos(maxAgeMs ?? 7 * 86_400_000),
    max_bytes: maxBytes ?? -1,
  };
}

/**
 * Where a stream begins that has lost messages since. Those that the hub knows get the versions that they had, so they change nothing.
 * A stream that was recreated continues with newer versions instead, because its messages are new.
 */
function beginningOf({ created }: NatsCursor): NatsCursor {
  return { created, seq: 0, version: 0 };
}

/**
 * Whether another message now has the position of the last one that was read. A server that loses its newest messages, because it
 * lost power before they were on disk or was restored from a backup, gives their numbers to the next ones.
 */
function isReplaced({ seq, storedAt }: NatsCursor, first: JsMsg | undefined): boolean {
  return first?.seq === seq && storedAt !== undefined && storedAtOf(first) !== storedAt;
}

/** In microseconds. */
function storedAtOf({ info }: JsMsg): number {
  return Math.floor(info.timestampNanos / 1000);
}

/** Reports messages that were dropped before the hub read them as rejected rows, because nothing will bring them back. */
function missedRows(stream: string, at: number, firstSeq: number): readonly RejectedRow[] {
  const missed = firstSeq - at - 1;
  if (missed <= 0) return [];
  const position = `${stream}, messages ${at + 1} to ${firstSeq - 1}`;
  const reason =
    'the stream removed them because of its limits, or was purged, before they were read; some may have had other subjects';
  return [rejectRow('', position, reason)];
}
