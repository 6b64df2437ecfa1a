import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { LogicalReplicationService, PgoutputPlugin } from 'pg-logical-replication';
import type { Pgoutput } from 'pg-logical-replication';
import { eitherSignal } from '../../../domain/index.ts';
import { isObjectInUse } from '../failures.ts';
import type { Lsn } from './lsn.ts';
import { formatLsn, parseLsn } from './lsn.ts';

/** Beyond these limits the connection is not read, so further changes wait in the server. */
const MAX_MESSAGES = 2_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** The server closes a connection that is silent for wal_sender_timeout, by default a minute. */
const STATUS_EVERY_MS = 5_000;
/** A server that does not answer a status request for this long counts as unavailable. */
const SILENCE_MS = 45_000;
/** A slot whose previous connection was cut is free only once the server has noticed. */
const SLOT_BUSY_MS = 5_000;
const SLOT_RETRY_MS = 100;
/** The server begins to send at once; it may read its log for longer before there is a change. */
const START_LIMIT_MS = 30_000;
const CLOSE_LIMIT_MS = 2_000;
const PROBE_MS = 250;

export interface FeedOptions {
  readonly config: pg.ClientConfig;
  readonly slot: string;
  readonly publication: string;
  /** Changes committed before this position are not sent. */
  readonly from: Lsn;
  /** How long the server may take to begin. Default 30 s. */
  readonly startLimitMs?: number;
}

/** A message of the output plugin, or the reason why it could not be read. */
type Parsed =
  | { readonly message: Pgoutput.Message; readonly bytes: number }
  | { readonly failure: unknown; readonly bytes: number };

/** Leaves values as the text that the server sent: the database itself makes the documents. */
class TextPlugin extends PgoutputPlugin {
  /** Number of messages that have arrived, including those not taken yet. */
  arrived = 0;

  /** Never throws: the socket calls it, where no one would catch the error. */
  override parse(buffer: Buffer): never {
    this.arrived++;
    return this.#parsed(buffer) as never;
  }

  #parsed(buffer: Buffer): Parsed {
    try {
      const message = super.parse(buffer);
      if (message.tag === 'relation') {
        for (const column of message.columns) column.parser = String;
      }
      return { message, bytes: buffer.length };
    } catch (failure) {
      return { failure, bytes: buffer.length };
    }
  }
}

/**
 * One connection that delivers the changes of a slot. Changes that are not taken stay in the server. Only changes that are stored
 * are confirmed: the library's own acknowledgement would let the server discard changes that have merely arrived.
 */
export class Feed {
  readonly #service: LogicalReplicationService;
  readonly #plugin: TextPlugin;
  #buffer: Pgoutput.Message[] = [];
  #bytes = 0;
  #taken = 0;
  #confirmed: Lsn;
  #failure: Error | null = null;
  #closed = false;
  #heardAtMs = Date.now();
  #sentUntil: Lsn;
  #caughtUpAtMs: number | null = null;
  /** The server's position when it was last checked. */
  #probe: { readonly lsn: Lsn; readonly atMs: number; reached(): void } | null = null;
  /** Whether everything taken is stored. */
  readonly #isStored: () => boolean;
  #arrival = Promise.withResolvers<void>();
  #room = Promise.withResolvers<void>();
  #status: NodeJS.Timeout | null = null;

  private constructor(options: FeedOptions, isStored: () => boolean) {
    this.#confirmed = options.from;
    this.#sentUntil = options.from;
    this.#isStored = isStored;
    this.#plugin = new TextPlugin({ protoVersion: 1, publicationNames: [options.publication] });
    this.#service = new LogicalReplicationService(
      { ...options.config },
      { acknowledge: { auto: false, timeoutSeconds: 0 }, flowControl: { enabled: true } },
    );
    this.#service.on('data', async (_lsn: string, parsed: Parsed) => this.#onData(parsed));
    this.#service.on('heartbeat', (lsn, _at, shouldRespond) =>
      this.#onHeartbeat(parseLsn(lsn), shouldRespond),
    );
    this.#service.on('error', (error) => this.#fail(error));
  }

  /**
   * Resolves when the server starts to send.
   * @param isStored whether all messages taken so far are stored
   * @throws the error of the server or the connection
   */
  static async open(
    options: FeedOptions,
    isStored: () => boolean,
    signal: AbortSignal,
  ): Promise<Feed> {
    for (const beganAtMs = Date.now(); ;) {
      const feed = new Feed(options, isStored);
      try {
        await feed.#start(options, signal);
        return feed;
      } catch (error) {
        await feed.close();
        if (!isObjectInUse(error) || Date.now() - beganAtMs > SLOT_BUSY_MS) throw error;
      }
      await wait(SLOT_RETRY_MS, undefined, { signal });
    }
  }

  /**
   * Asks the server how far it has sent, and waits briefly for the answer.
   * @param lsn the server's position at `atMs`
   * @returns when the hub last had everything that the server had; null before the first time
   */
  async caughtUp(lsn: Lsn, atMs: number): Promise<number | null> {
    const reached = Promise.withResolvers<void>();
    this.#probe = { lsn, atMs, reached: () => reached.resolve() };
    this.#tell(true);
    await Promise.race([reached.promise, wait(PROBE_MS, undefined, { ref: false })]);
    return this.#caughtUpAtMs;
  }

  /** Takes up to `limit` messages; waits up to `limitMs` for the first. @throws the error that ended the connection */
  async take(limit: number, limitMs: number, signal: AbortSignal): Promise<Pgoutput.Message[]> {
    if (this.#buffer.length === 0) await this.#arrived(limitMs, signal);
    if (this.#failure && this.#buffer.length === 0) throw this.#failure;
    const taken = this.#buffer.splice(0, limit);
    this.#taken += taken.length;
    if (this.#buffer.length === 0) {
      this.#bytes = 0;
      this.#arrival = Promise.withResolvers();
    }
    this.#room.resolve();
    this.#room = Promise.withResolvers();
    return taken;
  }

  /** Whether everything that has arrived was taken. */
  get isDrained(): boolean {
    return this.#plugin.arrived === this.#taken;
  }

  /** Everything committed before this position has arrived, as far as the server has said. */
  get sentUntil(): Lsn {
    return this.#sentUntil;
  }

  /** Lets the server discard everything committed before this position. */
  confirm(lsn: Lsn): void {
    if (lsn > this.#confirmed) this.#confirmed = lsn;
    this.#noteReached(this.#confirmed);
    this.#tell(false);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#status) clearInterval(this.#status);
    this.#room.resolve();
    this.#arrival.resolve();
    const limit = new AbortController();
    const late = wait(CLOSE_LIMIT_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    // A broken connection cannot be closed.
    await Promise.race([this.#service.stop().catch(() => undefined), late]);
    limit.abort();
  }

  async #start(options: FeedOptions, signal: AbortSignal): Promise<void> {
    const { slot, from, startLimitMs = START_LIMIT_MS } = options;
    signal.throwIfAborted();
    const started = Promise.withResolvers<void>();
    const late = setTimeout(() => {
      started.reject(new Error(`The server has not begun to send within ${startLimitMs} ms.`));
    }, startLimitMs);
    this.#service.on('start', () => started.resolve());
    const onAbort = () => started.reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#service.subscribe(this.#plugin, slot, formatLsn(from)).then(
      () => started.reject(this.#fail(new Error('The server ended the connection.'))),
      (error: unknown) => {
        started.reject(this.#fail(error));
      },
    );
    try {
      await started.promise;
    } finally {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    }
    this.#status = setInterval(() => this.#onTick(), STATUS_EVERY_MS);
    this.#status.unref();
  }

  async #onData(parsed: Parsed): Promise<void> {
    this.#heardAtMs = Date.now();
    if ('failure' in parsed) return void this.#fail(parsed.failure);
    this.#buffer.push(parsed.message);
    this.#bytes += parsed.bytes;
    this.#arrival.resolve();
    while (!this.#closed && (this.#buffer.length >= MAX_MESSAGES || this.#bytes >= MAX_BYTES)) {
      await this.#room.promise;
    }
    this.#heardAtMs = Date.now();
  }

  #onHeartbeat(sentUntil: Lsn, shouldRespond: boolean): void {
    this.#heardAtMs = Date.now();
    if (sentUntil > this.#sentUntil) this.#sentUntil = sentUntil;
    if (this.isDrained && this.#isStored()) this.#noteReached(sentUntil);
    if (shouldRespond) this.#tell(false);
  }

  #onTick(): void {
    const isWaiting = this.#buffer.length > 0;
    if (!isWaiting && Date.now() - this.#heardAtMs > SILENCE_MS) {
      this.#fail(new Error(`The server has said nothing for ${SILENCE_MS / 1000} s.`));
    }
    this.#tell(true);
  }

  /** The hub has everything up to this position. */
  #noteReached(lsn: Lsn): void {
    if (this.#probe === null || lsn < this.#probe.lsn) return;
    this.#caughtUpAtMs = this.#probe.atMs;
    this.#probe.reached();
    this.#probe = null;
  }

  /** Subtracts the one that the library adds: otherwise the server would skip a commit that begins exactly at the position. */
  #tell(ask: boolean): void {
    if (this.#closed || this.#confirmed === 0n) return;
    void this.#service.acknowledge(formatLsn(this.#confirmed - 1n), ask);
  }

  /** Keeps the first failure, which is the cause. */
  #fail(cause: unknown): Error {
    this.#failure ??= cause instanceof Error ? cause : new Error(String(cause));
    this.#arrival.resolve();
    return this.#failure;
  }

  async #arrived(limitMs: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const end = new AbortController();
    using either = eitherSignal(signal, end.signal);
    const late = wait(limitMs, undefined, { signal: either.signal });
    try {
      await Promise.race([this.#arrival.promise, late]);
    } finally {
      end.abort();
      late.catch(() => undefined);
    }
  }
}
