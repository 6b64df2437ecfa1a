import type { BusConnection } from '../bus/index.ts';
import { readRecord, sizeCheck } from '../bus/index.ts';
import type { PlanPort } from '../control/index.ts';
import type {
  ConnectorStatus,
  LaneStatus,
  PlanEvent,
  PlannedLane,
  PlannedRecord,
  PlanRequest,
  RejectedRow,
} from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { Planner } from '../pipeline/index.ts';
import type { LaneAtWork } from './lane-effects.ts';
import { Pace, Quota } from './plan-measure.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Each holds some ten megabytes and calls the systems: a few people may look ahead at a time. */
const MAX_PLANS = 3;
const PROGRESS_EVERY_MS = 200;

export interface PlanningParts {
  readonly bus: BusConnection;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly connector: (name: string) => Pick<ConnectorStatus, 'state' | 'lastError'>;
  readonly laneStatus: (name: string) => LaneStatus;
}

/** Tells what the next run of a stream would do. Reads by a source of its own, so a run under way does not notice. */
export function openPlanning(parts: PlanningParts): PlanPort {
  let underWay = 0;
  return {
    async *plan(request, signal) {
      if (underWay >= MAX_PLANS) {
        throw new Failure('COMMAND_REJECTED', {
          message: `${MAX_PLANS} plans are under way; wait for one of them, or stop it.`,
        });
      }
      underWay++;
      try {
        yield* plan(parts, request, signal);
      } finally {
        underWay--;
      }
    },
  };
}

async function* plan(
  parts: PlanningParts,
  request: PlanRequest,
  signal: AbortSignal,
): AsyncGenerator<PlanEvent> {
  const stream = parts.streams.get(request.stream);
  if (!stream) throw notFound('stream', request.stream);
  const planners = openPlanners(parts, stream, request);
  const told = new Quota(request.details);
  const progress = new Pace(PROGRESS_EVERY_MS);
  const isKnown = request.fromStart ? () => false : stream.lookUpRecent();
  const tooLarge = sizeCheck(parts.bus);
  const counts = { read: 0, skipped: 0, rejected: 0 };
  let complete = true;
  for await (const page of readPages(parts, stream, request, signal)) {
    const unknown = page.records.filter((record) => !isKnown(record));
    const sizes = unknown.map((record) => tooLarge(record));
    const fresh = unknown.filter((_, nth) => sizes[nth] === null);
    const rejected = [...page.rejected, ...sizes.filter((row) => row !== null)];
    counts.read += page.records.length + page.rejected.length;
    counts.skipped += page.records.length - unknown.length;
    counts.rejected += rejected.length;
    complete = page.complete;
    yield* told.take(rejected.map(plannedRow));
    // One after the other: each asks the store, the log and its target, and a run at work shares them.
    for (const planner of planners.values()) yield* told.take(await planner.plan(fresh, signal));
    if (progress.isDue()) yield { kind: 'progress', read: counts.read };
  }
  const lanes = [...planners].map(([lane, planner]) =>
    laneSummary(lane, planner, parts.laneStatus(lane.plan.name)),
  );
  yield { kind: 'summary', summary: { stream: request.stream, ...counts, complete, lanes } };
}

function openPlanners(
  { bus, lanes, connector }: PlanningParts,
  { plan: stream }: StreamAtWork,
  request: PlanRequest,
): ReadonlyMap<LaneAtWork, Planner> {
  const planned = stream.lanes.filter(({ name }) => request.lane === null || request.lane === name);
  if (planned.length === 0 && request.lane !== null) throw notFound('lane', request.lane);
  const atWork = planned.map(({ name }) => {
    const lane = lanes.get(name);
    if (!lane) throw notFound('lane', name);
    return lane;
  });
  return new Map(
    atWork.map((one) => {
      const { lane, ledger } = one;
      const againstTarget = request.againstTargets;
      if (lane.match || (againstTarget && lane.target.peek)) {
        requireReady(one.plan.connector, connector(one.plan.connector), 'TARGET_UNAVAILABLE');
      }
      const planner = new Planner({
        ...{ lane, againstTarget },
        lookUp: (keys) => ledger.inquiry.keyStates(keys),
        readRecord: (seq) => readRecord(bus, lane.stream, seq),
      });
      return [one, planner];
    }),
  );
}

interface PlanPage {
  readonly records: Awaited<ReturnType<StreamAtWork['readPage']>>['records'];
  readonly rejected: readonly RejectedRow[];
  /** Whether this page ends the source. */
  readonly complete: boolean;
}

/** Reads from the saved cursor, which stays where it is. The circuit of the source is looked at before each page. */
async function* readPages(
  { connector }: PlanningParts,
  stream: StreamAtWork,
  { limit, fromStart }: PlanRequest,
  signal: AbortSignal,
): AsyncGenerator<PlanPage> {
  const source = stream.openSource();
  try {
    let cursor = fromStart ? null : (await stream.ledger.load()).cursor;
    for (let left = limit, more = true; more && left > 0;) {
      const name = stream.plan.connector;
      requireReady(name, connector(name), 'SOURCE_UNAVAILABLE');
      const size = Math.min(stream.plan.pageSize, left);
      const page = await stream.readPage(source, { cursor, limit: size, signal });
      const rows = page.records.length + page.rejected.length;
      const records = page.records.slice(0, left);
      yield {
        records,
        rejected: page.rejected.slice(0, Math.max(0, left - records.length)),
        complete: !page.more && rows <= left,
      };
      left -= rows;
      ({ cursor, more } = page);
    }
  } finally {
    await source.close?.();
  }
}

/** Nobody calls a system whose circuit is open, nor one that a person has paused. */
function requireReady(
  name: string,
  { state, lastError }: Pick<ConnectorStatus, 'state' | 'lastError'>,
  code: 'SOURCE_UNAVAILABLE' | 'TARGET_UNAVAILABLE',
): void {
  if (state === 'ready') return;
  const why = lastError ? `: ${lastError.message}` : '';
  if (state === 'paused' || state === 'failed') {
    throw new Failure('COMMAND_REJECTED', {
      message: `Connector ${name} is ${state}${why}; resume it, then plan.`,
    });
  }
  throw new Failure(code, { message: `Connector ${name} is ${state} just now${why}` });
}

function plannedRow({ position, reason }: RejectedRow): PlannedRecord {
  return {
    ...{ lane: null, effect: 'reject', key: null, position, version: null, operation: null },
    ...{ externalId: null, code: 'ROW_UNREADABLE', reason, basis: 'none', differences: [] },
    drifted: false,
  };
}

function laneSummary(
  { plan }: LaneAtWork,
  planner: Planner,
  { backlog, parked }: LaneStatus,
): PlannedLane {
  return {
    ...{ name: plan.name, connector: plan.connector, entity: plan.target.entity, backlog, parked },
    counts: planner.counts(),
    fields: planner.fields(),
    againstTarget: planner.againstTarget,
  };
}

function notFound(kind: 'stream' | 'lane', name: string): Failure {
  return new Failure('NOT_FOUND', { message: `There is no ${kind} "${name}".` });
}
