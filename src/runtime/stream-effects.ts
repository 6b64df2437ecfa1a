import type { StreamEffects } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import { makeRoom, openStreamLog, trimHistory } from '../bus/index.ts';
import type { Connector, Page, PageRequest, Source } from '../connector-api/index.ts';
import type { SourceRecord } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { BulkLog, DeadLetters, Intake, StreamLog } from '../pipeline/index.ts';
import { RecentVersions, readPage, runIntake } from '../pipeline/index.ts';
import type { StreamLedger } from '../store/index.ts';
import type { StreamPlan } from './config/index.ts';
import type { Logger } from './log.ts';
import type { OpeningGate } from './opening-gate.ts';
import type { StatusBoard } from './status-board.ts';
import type { ChangeWatch } from './change-watch.ts';
import { watchChanges } from './change-watch.ts';

/** Records that a stream remembers to drop what the overlap window reads again; twenty pages, some 20 MB. */
const RECENT_RECORDS = 20_000;

export interface StreamParts {
  readonly plan: StreamPlan;
  readonly connector: Connector;
  readonly bus: BusConnection;
  readonly ledger: StreamLedger;
  readonly deadLetters: DeadLetters;
  readonly board: StatusBoard;
  readonly log: Logger;
  /** Has the stream read as soon as it may. */
  readonly wake: () => Promise<void>;
  /** Shared by all streams. */
  readonly gate: OpeningGate;
}

/** A stream as the rest of the hub deals with it. */
export interface StreamAtWork {
  readonly plan: StreamPlan;
  readonly effects: StreamEffects;
  readonly ledger: StreamLedger;
  /** Shared by the stream's intake and its imports: it has one writer. */
  readonly log: StreamLog & BulkLog;
  /** A source of one's own, to look ahead while a run may be under way. */
  readonly openSource: () => Source;
  readonly readPage: (source: Source, request: PageRequest) => Promise<Page>;
  /** Tells whether a record that the overlap reads again is stored already, as far as is remembered. */
  readonly lookUpRecent: () => (record: SourceRecord) => boolean;
  /** Called once, when it has ended for good. */
  close(): Promise<void>;
}

/** What the actor of a stream has done: one run from the saved cursor to the source's end. @throws Failure CONFIG_INVALID */
export function putStreamToWork(parts: StreamParts): StreamAtWork {
  const { plan, bus, ledger, log: logger, wake } = parts;
  const source = openSource(parts);
  const log = openStreamLog(bus, plan.name);
  const recent = new RecentVersions({ maxRecords: RECENT_RECORDS });
  const watch = watchChanges({ stream: plan.name, source, wake, log: logger });
  return {
    ...{ plan, ledger, log, readPage },
    effects: streamEffects(parts, { source, recent, streamLog: log, watch }),
    openSource: () => openSource(parts),
    lookUpRecent: () => recent.lookUp(),
    async close() {
      await watch.end();
      await source.close?.();
    },
  };
}

function openSource({ plan, connector }: StreamParts): Source {
  const source = connector.source?.(plan.source);
  if (source) return source;
  throw new Failure('CONFIG_INVALID', { message: `${plan.connector} is no source.` });
}

interface StreamTools {
  readonly source: Source;
  readonly recent: RecentVersions;
  readonly streamLog: StreamLog;
  readonly watch: ChangeWatch;
}

function streamEffects(
  parts: StreamParts,
  { source, recent, streamLog, watch }: StreamTools,
): StreamEffects {
  const { plan, ledger, board, log, gate } = parts;
  let opened: () => void = () => undefined;
  const intake: Intake = {
    stream: plan.name,
    source,
    pageSize: plan.pageSize,
    log: streamLog,
    deadLetters: parts.deadLetters,
    recent,
    async saveCursor(cursor, added) {
      await ledger.save(cursor, added);
      board.pageStored(plan.name, added);
      opened();
    },
  };
  async function run(signal: AbortSignal): Promise<void> {
    const startedAtMs = Date.now();
    board.runStarted(plan.name, startedAtMs);
    await ledger.startRun(startedAtMs);
    try {
      const { cursor } = await ledger.load();
      await runIntake(intake, cursor, signal);
    } catch (error) {
      await freeRoom(parts, error);
      await ledger.finishRun(board.runFinished(plan.name, Date.now()), Failure.from(error));
      throw error;
    }
    const done = board.runFinished(plan.name, Date.now());
    await ledger.finishRun(done);
    log.info({ stream: plan.name, ...done, tookMs: Date.now() - startedAtMs }, 'run finished');
    await trim(parts);
    watch.begin((await ledger.load()).cursor);
  }
  return {
    async run(signal) {
      watch.rest();
      opened = await gate.enter(signal);
      try {
        await run(signal);
      } finally {
        opened();
      }
    },
  };
}

/** A full log drops history that every lane has settled; the run is then tried again. What a lane still needs stays. @returns records removed */
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
  if (removed > 0) log.info({ stream: plan.name, removed }, 'removed history past its age');
}
