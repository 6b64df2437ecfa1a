import type { LaneEffects } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import { openLaneReader } from '../bus/index.ts';
import type { Connector } from '../connector-api/index.ts';
import type { CircuitMeter, Mutex, Priority } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { DrainOptions, Lane, TwoWayFlow } from '../pipeline/index.ts';
import { drainLane, mapInPlace, schemaIdOf } from '../pipeline/index.ts';
import type { LaneMemory } from '../store/index.ts';
import type { Workers } from '../workers/index.ts';
import type { LanePlan, StreamPlan } from './config/index.ts';
import { Interruptible } from './interruptible.ts';
import type { Logger } from './log.ts';
import type { BatchMeter } from './metrics/index.ts';
import type { StatusBoard } from './status-board.ts';
import type { Traffic } from './traffic.ts';
import { logBatch } from './batch-log.ts';
import type { Telemetry } from './telemetry/index.ts';

/** Maximum number of records settled in one transaction. */
const BATCH_SIZE = 1000;
/** About 200 bytes of memory each. */
const MAX_PARKED = 250_000;

export interface LaneParts {
  readonly stream: StreamPlan;
  readonly plan: LanePlan;
  readonly connector: Connector;
  readonly bus: BusConnection;
  readonly ledger: LaneMemory;
  readonly twoWay: TwoWayFlow | null;
  readonly board: StatusBoard;
  readonly traffic: Traffic;
  /** As `Lane.suspects`. */
  readonly suspects: Mutex;
  /** As `Lane.requirePlace`. */
  readonly requirePlace: () => Promise<void>;
  readonly workers: Pick<Workers, 'mapper'>;
  /** Returns the lane's present priority. */
  readonly priority: () => Priority;
  readonly log: Logger;
  /** Belongs to the lane's connector; all its lanes share it. */
  readonly meter: CircuitMeter;
  readonly batches: BatchMeter;
  /** Null: nothing is traced. */
  readonly telemetry: Telemetry | null;
  /** Opens the connector's circuit. */
  readonly trip: (failure: Failure) => void;
}

/** A lane as the rest of the hub sees it. */
export interface LaneAtWork {
  readonly plan: LanePlan;
  readonly effects: LaneEffects;
  readonly lane: Lane;
  readonly ledger: LaneMemory;
  /** Changes the lane's stored state while no drain is running; the next drain starts from it. */
  readonly whileAtRest: (change: () => Promise<void>) => Promise<void>;
  /** Called once, when it has ended for good. */
  close(): Promise<void>;
}

/** Creates the effects of a lane's actor: take, deliver and settle until told to stop. */
export function putLaneToWork(parts: LaneParts): LaneAtWork {
  const { plan, ledger, board } = parts;
  const lane = openLane(parts);
  const rounds = new Interruptible();
  const { bus } = parts;
  const draining: Draining = { plan, bus, board, ledger, lane, rounds, isUncertain: false };
  return {
    plan,
    lane,
    ledger,
    effects: {
      drain: (signal, progressed, options) => drainOrRest(draining, signal, progressed, options),
      hasWork: () => board.hasWork(plan.name),
    },
    whileAtRest: (change) => rounds.interrupt(change),
    close: async () => lane.target.close?.(),
  };
}

interface Draining extends Pick<LaneParts, 'plan' | 'bus' | 'board' | 'ledger'> {
  readonly lane: Lane;
  readonly rounds: Interruptible;
  /** Whether the last drain failed: its last settlement may be stored although no answer came. */
  isUncertain: boolean;
}

/**
 * Drains the lane as long as there is work; then waits, without consumer and timers, until its stream's log grows. Any
 * interruption may have given it work, so it looks at once afterwards.
 */
function drainOrRest(
  draining: Draining,
  signal: AbortSignal,
  progressed: () => void,
  { trial }: DrainOptions,
): Promise<void> {
  const { plan, bus, board, lane, rounds } = draining;
  const { growth } = bus;
  const options = { trial, onBegun: () => showWhatIsStored(draining) };
  let seen = board.settledBy(plan.name);
  let resting = !trial && !draining.isUncertain && !board.hasWork(plan.name);
  return rounds.run(async (either) => {
    for (;;) {
      const rest = resting;
      resting = false;
      if (rest) await growth.otherThan(plan.stream, seen, either);
      const end = growth.end(plan.stream);
      await drainLane(lane, either, progressed, options).catch((error: unknown) => {
        draining.isUncertain = true;
        throw error;
      });
      const settledSeq = board.settledBy(plan.name);
      // The log may end behind the last record that still exists.
      seen = growth.end(plan.stream) === settledSeq ? settledSeq : end;
      resting = true;
    }
  }, signal);
}

/** Shows what the ledger holds, unless the board was told of every settlement. */
async function showWhatIsStored(draining: Draining): Promise<void> {
  const { plan, ledger, board } = draining;
  if (!draining.isUncertain) return;
  board.restoreLane(plan.name, await ledger.position(), await ledger.recovery.extent());
  draining.isUncertain = false;
}

function openLane(parts: LaneParts): Lane {
  const { stream, plan, bus, board, log, meter, batches, trip, traffic, priority } = parts;
  const { telemetry, workers } = parts;
  const target = parts.connector.target?.({
    ...plan.target,
    priority,
    ...(telemetry ? { traceRequest: (traced) => telemetry.request(plan.name, traced) } : {}),
  });
  if (!target)
    throw new Failure('CONFIG_INVALID', { message: `${plan.connector} is not a target.` });
  return {
    name: plan.name,
    stream: plan.stream,
    semantics: stream.semantics,
    conflates: stream.limits.maxRecordsPerKey !== null,
    mapper: plan.heavy
      ? workers.mapper(plan.heavy, priority)
      : mapInPlace({ ...plan, semantics: stream.semantics }),
    schemaId: schemaIdOf(stream.schema),
    match: plan.match,
    retry: plan.retry,
    personal: stream.personal,
    target,
    twoWay: parts.twoWay,
    ledger: parts.ledger,
    suspects: parts.suspects,
    requirePlace: parts.requirePlace,
    maxParked: MAX_PARKED,
    openReader: (settledSeq) =>
      openLaneReader(bus, {
        stream: plan.stream,
        lane: plan.name,
        settledSeq,
        batchSize: BATCH_SIZE,
        conflates: stream.limits.maxRecordsPerKey !== null,
        traced: telemetry !== null,
      }),
    batchSize: () => traffic.batchSize(priority()),
    onTaken: () => traffic.passed(priority()),
    onSettled(batch) {
      board.batchSettled(batch, Date.now());
      batches.settled(batch);
      telemetry?.settled(batch);
      logBatch(log, plan.stream, batch);
    },
    onAnswered({ succeeded, failures }) {
      const [failure] = failures;
      if (meter.add(succeeded, failures.length, Date.now()) && failure) trip(failure);
    },
  };
}
