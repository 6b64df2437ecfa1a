import type { LaneEffects } from '../../actors/index.ts';
import type { BusConnection } from '../bus/index.ts';
import { openLaneReader } from '../bus/index.ts';
import type { Connector } from '../connector-api/index.ts';
import { Failure } from '../domain/index.ts';
import type { DeadLetters, Lane, LaneLedger } from '../pipeline/index.ts';
import { drainLane } from '../pipeline/index.ts';
import type { LanePlan, StreamPlan } from './config/index.ts';
import type { Logger } from './log.ts';
import type { StatusBoard } from './status-board.ts';

/** Records settled in one transaction at most. */
const BATCH_SIZE = 1000;

export interface LaneParts {
  readonly stream: StreamPlan;
  readonly plan: LanePlan;
  readonly connector: Connector;
  readonly bus: BusConnection;
  readonly ledger: LaneLedger;
  readonly deadLetters: DeadLetters;
  readonly board: StatusBoard;
  readonly log: Logger;
}

/** What the actor of a lane has done: take, deliver and settle until told to stop. */
export function laneEffects(parts: LaneParts): LaneEffects {
  const { stream, plan, bus, board, log } = parts;
  const target = parts.connector.target?.(plan.target);
  if (!target) throw new Failure('CONFIG_INVALID', { message: `${plan.connector} is no target.` });
  const lane: Lane = {
    name: plan.name,
    stream: plan.stream,
    semantics: stream.semantics,
    validate: plan.validate,
    validateMapped: plan.validateMapped,
    map: plan.map,
    match: plan.match,
    retry: plan.retry,
    target,
    ledger: parts.ledger,
    deadLetters: parts.deadLetters,
    openReader: (settledSeq) =>
      openLaneReader(bus, {
        stream: plan.stream,
        lane: plan.name,
        settledSeq,
        batchSize: BATCH_SIZE,
      }),
    onSettled(batch) {
      board.batchSettled(batch, Date.now());
      const { counts, tookMs, ...facts } = batch;
      log.info({ ...facts, ...counts, tookMs: Math.round(tookMs) }, 'batch settled');
    },
  };
  return { drain: (signal, progressed) => drainLane(lane, signal, progressed) };
}
