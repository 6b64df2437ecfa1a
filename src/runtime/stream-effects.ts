import type { StreamEffects } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import { makeRoom, openStreamLog, trimHistory } from '../bus/index.ts';
import type { ChangeSource, Connector, Page, PageRequest, Source } from '../connector-api/index.ts';
import type { SourceRecord } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type {
  ArrivalBook,
  ArrivalLog,
  BulkLog,
  DeadLetters,
  Intake,
  IntakeTracing,
  StreamLog,
} from '../pipeline/index.ts';
import { Arrivals, RecentVersions, RejectedRows, readPage, runIntake } from '../pipeline/index.ts';
import type { Store, StreamLedger } from '../store/index.ts';
import type { StreamPlan } from './config/index.ts';
import { openKnownKeys } from './known-keys.ts';
import type { LaneAtWork } from './lane-effects.ts';
import type { Logger } from './log.ts';
import type { OpeningGate } from './opening-gate.ts';
import { Pace } from './pace.ts';
import type { StatusBoard } from './status-board.ts';
import type { ChangeWatch } from './change-watch.ts';
import { watchChanges } from './change-watch.ts';

/** Records that a stream remembers to drop what the overlap window reads again; twenty pages, about 20 MB. */
const RECENT_RECORDS = 20_000;
const TRIM_EVERY_MS = 10 * 60_000;
/** A long run reads on when no lane has more than this before it: enough that lanes never wait for it. */
const MAX_AHEAD = 4_000;

export interface StreamParts {
  readonly plan: StreamPlan;
  readonly connector: Connector;
  readonly bus: BusConnection;
  readonly store: Pick<Store, 'knownKeys'>;
  readonly ledger: StreamLedger;
  readonly deadLetters: DeadLetters;
  readonly arrivalBookOf: (stream: string) => ArrivalBook;
  /** Called when hints were stored. */
  readonly onHint: () => void;
  readonly board: StatusBoard;
  /** All lanes, whichever these are at the time. */
  readonly lanesAtWork: ReadonlyMap<string, LaneAtWork>;
  readonly log: Logger;
  /** Absent: nothing is traced. */
  readonly tracing?: IntakeTracing | undefined;
  /** Orders a run of the stream as soon as its state allows. */
  readonly wake: () => Promise<void>;
  /** Shared by all streams. */
  readonly gate: OpeningGate;
}

/** A stream as the rest of the hub sees it. */
export interface StreamAtWork {
  readonly plan: StreamPlan;
  readonly effects: StreamEffects;
  readonly ledger: StreamLedger;
  /** Its source, when it captures changes instead of polling. */
  readonly changes: ChangeSource | null;
  /** Shared by the stream's intake and its imports: it has one writer. */
  readonly log: StreamLog & BulkLog & ArrivalLog;
  /** Traces records that enter its log other than by its runs; absent: nothing is traced. */
  readonly tracing: IntakeTracing | undefined;
  readonly rejectedRows: RejectedRows;
  /** Takes records that the source's system sends. Created on first use: most streams only read. */
  readonly arrivals: () => Arrivals;
  /** Reads single records; absent when the source cannot. */
  readonly fetch: Source['fetch'];
  /** Opens a separate source, to look ahead while a run may be in progress. */
  readonly openSource: () => Source;
  readonly readPage: (source: Source, request: PageRequest) => Promise<Page>;
  /** Returns a function that says whether a record that the overlap reads again is known to be stored already. */
  readonly lookUpRecent: () => (record: SourceRecord) => boolean;
  /** Forgets what is remembered of a key. */
  readonly forgetRecent: (key: string) => void;
  /** Forgets what was stored last, so that it is stored again when the source is read again. */
  readonly forgetAllRecent: () => void;
  /** Called once, when it has ended for good. */
  close(): Promise<void>;
}

/** Creates the effects of a stream's actor: one run from the saved cursor to the source's end. @throws Failure CONFIG_INVALID */
export function putStreamToWork(parts: StreamParts): StreamAtWork {
  const { plan, bus, ledger, log: logger, wake } = parts;
  const log = openStreamLog(bus, plan.name, { framed: mayFrame(plan) });
  const changes = openChanges(parts, log);
  const source = changes ?? openSource(parts);
  const recent = new RecentVersions({ maxRecords: RECENT_RECORDS });
  const { semantics } = plan;
  const rejectedRows = new RejectedRows({
    ...{ stream: plan.name, semantics, deadLetters: parts.deadLetters },
  });
  const watch = watchChanges({ stream: plan.name, source, wake, log: logger });
  let arrivals: Arrivals | null = null;
  return {
    ...{ plan, ledger, changes, log, readPage },
    ...{ tracing: parts.tracing, rejectedRows },
    arrivals: () => (arrivals ??= openArrivals(parts, log, rejectedRows)),
    fetch: source.fetch?.bind(source),
    effects: streamEffects(parts, {
      ...{ source, changes, recent, rejectedRows, streamLog: log, watch },
    }),
    openSource: () => openSource(parts),
    lookUpRecent: () => recent.lookUp(),
    forgetRecent: (key) => recent.forget(key),
    forgetAllRecent: () => recent.forgetAll(),
    async close() {
      await watch.end();
      // Even when it was never used: a caller that comes now is then refused.
      await (arrivals ??= openArrivals(parts, log, rejectedRows)).close();
      await source.close?.();
    },
  };
}

/** The server applies its limits per message, and personal records must be found and purged by their key. */
function mayFrame({ limits, personal }: StreamPlan): boolean {
  const { maxRecords, maxRecordsPerKey } = limits;
  return maxRecords === null && maxRecordsPerKey === null && personal.length === 0;
}

function openArrivals(
  parts: StreamParts,
  log: StreamAtWork['log'],
  rejectedRows: RejectedRows,
): Arrivals {
  const { plan, arrivalBookOf, board, onHint, tracing } = parts;
  return new Arrivals({
    ...{ stream: plan.name, log, book: arrivalBookOf(plan.name), rejectedRows, onHint, tracing },
    onCounted: (added) => board.arrived(plan.name, added),
  });
}

/** Null for a stream that polls. */
function openChanges(parts: StreamParts, log: StreamAtWork['log']): ChangeSource | null {
  const { plan, connector, bus, store, board, lanesAtWork } = parts;
  const stream = plan.name;
  const known = openKnownKeys({
    ...{ stream, bus, store, lanes: lanesAtWork },
    lastSeq: () => log.lastSeq(),
    lanePositions: () => board.lanePositions(stream),
  });
  const owner = { namespace: bus.namespace, stream };
  return connector.changes?.(plan.source, owner, known) ?? null;
}

function openSource({ plan, connector }: StreamParts): Source {
  const source = connector.source?.({ ...plan.source, priority: () => plan.priority });
  if (source) return source;
  throw new Failure('CONFIG_INVALID', { message: `${plan.connector} is not a source.` });
}

interface StreamTools {
  readonly source: Source;
  /** The same source, if it captures changes. */
  readonly changes: ChangeSource | null;
  readonly recent: RecentVersions;
  readonly rejectedRows: RejectedRows;
  readonly streamLog: StreamLog;
  readonly watch: ChangeWatch;
}

function streamEffects(
  parts: StreamParts,
  { source, changes, recent, rejectedRows, streamLog, watch }: StreamTools,
): StreamEffects {
  const { plan, ledger, board, log, gate } = parts;
  const nothing = () => undefined;
  /** Gives back the place at the gate, once. */
  let opened: () => void = nothing;
  let trimmedAtMs = 0;

  /** A run that never ends must trim while it runs. */
  async function trimNowAndThen(): Promise<void> {
    if (Date.now() - trimmedAtMs < TRIM_EVERY_MS) return;
    trimmedAtMs = Date.now();
    await trim(parts);
  }

  const paceOfRun = () =>
    new Pace({
      maxAhead: () => MAX_AHEAD,
      end: () => parts.bus.growth.end(plan.name),
      lanes: () => board.lanePositions(plan.name),
      subscribe: (listener) => board.subscribe(listener),
    });

  const intakeFor = (progressed: () => void, pace: Pace): Intake => ({
    stream: plan.name,
    source,
    pageSize: plan.pageSize,
    log: streamLog,
    rejectedRows,
    recent,
    room: (signal) => pace.room(signal),
    ...(parts.tracing ? { tracing: parts.tracing } : {}),
    async saveCursor(cursor, added) {
      await ledger.save(cursor, added, parts.bus.growth.end(plan.name));
      board.pageStored(plan.name, added);
      opened();
      if (changes === null) return;
      changes.confirm(cursor);
      progressed();
      await trimNowAndThen();
    },
  });
  async function run(signal: AbortSignal, progressed: () => void): Promise<void> {
    const startedAtMs = Date.now();
    board.runStarted(plan.name, startedAtMs);
    await ledger.startRun(startedAtMs);
    try {
      const { cursor } = await ledger.load();
      await runIntake(intakeFor(progressed, paceOfRun()), cursor, signal);
    } catch (error) {
      await freeRoom(parts, error);
      await ledger.finishRun(board.runFinished(plan.name, Date.now()), Failure.from(error));
      throw error;
    }
    const done = board.runFinished(plan.name, Date.now());
    await ledger.finishRun(done);
    const level = done.stored + done.rejected > 0 ? 'info' : 'debug';
    log[level]({ stream: plan.name, ...done, tookMs: Date.now() - startedAtMs }, 'run finished');
    await trim(parts);
    if (source.untilChanged) watch.begin((await ledger.load()).cursor);
  }
  return {
    async run(signal, progressed) {
      watch.rest();
      // A run that never ends would occupy its place at the gate for ever.
      if (changes === null) opened = await gate.enter(signal);
      try {
        await run(signal, progressed);
      } finally {
        opened();
        opened = nothing;
      }
    },
  };
}

/**
 * Drops history that every lane has settled when the log is full; the run is then tried again. Records that a lane
 * still needs stay.
 * @returns how many records were removed
 */
export async function freeRoom(
  { plan, bus, board, log }: Pick<StreamParts, 'plan' | 'bus' | 'board' | 'log'>,
  error: unknown,
): Promise<number> {
  if (!(error instanceof Failure) || error.code !== 'STREAM_FULL') return 0;
  const removed = await makeRoom(bus, plan.name, board.settledByAll(plan.name));
  log.warn({ stream: plan.name, removed }, 'stream is full: removed settled history');
  return removed;
}

async function trim({ plan, bus, board, log }: StreamParts): Promise<void> {
  const { maxAgeMs } = plan.limits;
  if (maxAgeMs === null) return;
  const settledSeq = board.settledByAll(plan.name);
  if (settledSeq === 0) return;
  const removed = await trimHistory(bus, plan.name, { settledSeq, maxAgeMs, nowMs: Date.now() });
  if (removed > 0) log.info({ stream: plan.name, removed }, 'removed history past its age limit');
}
