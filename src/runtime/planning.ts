import type { BusConnection } from '../bus/index.ts';
import { fitCheck, readRecord } from '../bus/index.ts';
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
import { Cadence } from './cadence.ts';
import { Quota } from './quota.ts';
import { lanesOf, notFound, readPages, requireReady } from './source-pages.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Each holds about ten megabytes and calls the systems, so only a few may run at a time. */
const MAX_PLANS = 3;
const PROGRESS_EVERY_MS = 200;

export interface PlanningParts {
  readonly bus: BusConnection;
  readonly streams: ReadonlyMap<string, StreamAtWork>;
  readonly lanes: ReadonlyMap<string, LaneAtWork>;
  readonly connector: (name: string) => Pick<ConnectorStatus, 'state' | 'lastError'>;
  readonly laneStatus: (name: string) => LaneStatus;
}

/** Plans the next run of a stream. Uses a separate source, so a run in progress is not affected. */
export function openPlanning(parts: PlanningParts): PlanPort {
  let underWay = 0;
  return {
    async *plan(request, signal) {
      if (underWay >= MAX_PLANS) {
        throw new Failure('COMMAND_REJECTED', {
          message: `${MAX_PLANS} plans are already running; wait for one of them, or stop it.`,
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
  const progress = new Cadence(PROGRESS_EVERY_MS);
  const isKnown = request.fromStart ? () => false : stream.lookUpRecent();
  const unfit = fitCheck(parts.bus);
  const counts = { read: 0, skipped: 0, rejected: 0 };
  let complete = true;
  for await (const page of readPages(parts, stream, request, signal)) {
    const unknown = page.records.filter((record) => !isKnown(record));
    const sizes = unknown.map((record) => unfit(record));
    const fresh = unknown.filter((_, nth) => sizes[nth] === null);
    const rejected = [...page.rejected, ...sizes.filter((row) => row !== null)];
    counts.read += page.records.length + page.rejected.length;
    counts.skipped += page.records.length - unknown.length;
    counts.rejected += rejected.length;
    complete = page.complete;
    yield* told.take(rejected.map(plannedRow), toldAs);
    // One at a time: each queries the store, the log and its target, which a running stream also needs.
    for (const planner of planners.values())
      yield* told.take(await planner.plan(fresh, signal), toldAs);
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
  return new Map(
    lanesOf(stream, lanes, request.lane).map((one) => {
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

/** Records left alone are reported only when they drifted. */
function toldAs({ effect, drifted }: PlannedRecord): string | null {
  const leftAlone = effect === 'unchanged' || effect === 'superseded';
  return leftAlone && !drifted ? null : effect;
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
