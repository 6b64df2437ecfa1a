import { randomUUID } from 'node:crypto';
import type {
  CauseGroup,
  DeadLetterFilter,
  DeadLetterState,
  JsonObject,
  ReplayPreview,
  ShownDeadLetter,
} from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import { readPages } from './client-pages.ts';
import type { ServiceClients } from './client-orders.ts';
import type { DiscardDeadLettersResponse__Output } from './gen/stellwerk/control/v1/DiscardDeadLettersResponse.ts';
import type { GetDeadLetterResponse__Output } from './gen/stellwerk/control/v1/GetDeadLetterResponse.ts';
import type { ListDeadLetterGroupsResponse__Output } from './gen/stellwerk/control/v1/ListDeadLetterGroupsResponse.ts';
import type { ListDeadLettersResponse__Output } from './gen/stellwerk/control/v1/ListDeadLettersResponse.ts';
import type { ListPausedLaneKeysResponse__Output } from './gen/stellwerk/control/v1/ListPausedLaneKeysResponse.ts';
import type { PauseLaneKeyResponse__Output } from './gen/stellwerk/control/v1/PauseLaneKeyResponse.ts';
import type { ReplayDeadLettersResponse__Output } from './gen/stellwerk/control/v1/ReplayDeadLettersResponse.ts';
import type { ReplayLaneRequest } from './gen/stellwerk/control/v1/ReplayLaneRequest.ts';
import type { ReplayLaneResponse__Output } from './gen/stellwerk/control/v1/ReplayLaneResponse.ts';
import type { ResumeLaneKeyResponse__Output } from './gen/stellwerk/control/v1/ResumeLaneKeyResponse.ts';
import {
  filterMessage,
  letterStates,
  momentMessage,
  readDeadLetter,
  readGroup,
  readPreview,
} from './messages/index.ts';
import type { LaneReplay, ReplayFrom } from './recovery-port.ts';

/** The letters found, and the total number of matches. */
export interface FoundLetters {
  /** Oldest first, without document and raw row. */
  readonly letters: readonly ShownDeadLetter[];
  readonly total: number;
  /** The id up to which letters are counted. */
  readonly newestId: string;
}

export interface LetterSelection {
  readonly filter: DeadLetterFilter;
  /** Allows an empty filter. */
  readonly all: boolean;
  /** Idempotency key of the order. Default: every call is carried out. */
  readonly requestId?: string;
}

export interface LetterReplay extends LetterSelection {
  readonly document: JsonObject | null;
  readonly perSecond: number | null;
}

/** What a replay would do. */
export interface ReplayPreviews {
  /** To the first hundred letters. */
  readonly previews: readonly ReplayPreview[];
  /** How many letters it would try. */
  readonly total: number;
  /** How many of the selected letters cannot be replayed. */
  readonly left: number;
  /** The id up to which letters are counted. */
  readonly newestId: string;
}

/** The part of the API that replays and discards dead letters, replays lanes and pauses keys. */
export interface RecoveryClient {
  /** @param limit maximum number of letters */
  list(
    filter: DeadLetterFilter,
    states: readonly DeadLetterState[],
    limit: number,
  ): Promise<FoundLetters>;
  get(id: string): Promise<ShownDeadLetter>;
  /** Lists failures by cause. @param stream only failures of this stream; null for all */
  groups(stream: string | null, withClosed: boolean): Promise<readonly CauseGroup[]>;
  preview(replay: LetterReplay): Promise<ReplayPreviews>;
  replay(replay: LetterReplay): Promise<number>;
  discard(selection: LetterSelection): Promise<number>;
  replayLane(replay: LaneReplay): Promise<number>;
  pauseKey(lane: string, key: string): Promise<void>;
  resumeKey(lane: string, key: string): Promise<void>;
  pausedKeys(lane: string): Promise<readonly string[]>;
}

export function recoveryClient(clients: ServiceClients, limits: CallLimits): RecoveryClient {
  const { deadLetters, lanes } = clients;
  const send = (replay: LetterReplay, dryRun: boolean) =>
    callOnce<ReplayDeadLettersResponse__Output>(limits, (options, done) =>
      deadLetters.replayDeadLetters(replayMessage(replay, dryRun), options, done),
    );
  return {
    async list(filter, states, limit) {
      const asked = {
        filter: filterMessage(filter),
        states: states.map((state) => letterStates.toWord(state)),
      };
      let total = 0;
      let newestId = '';
      const { items: letters } = await readPages(
        limit,
        async (page) => {
          const isFirst = page.pageToken === '';
          const request = { ...asked, ...page, withoutTotal: !isFirst };
          const answer = await callOnce<ListDeadLettersResponse__Output>(limits, (options, done) =>
            deadLetters.listDeadLetters(request, options, done),
          );
          if (isFirst) ({ totalSize: total, newestId } = answer);
          return answer;
        },
        (answer) => answer.deadLetters.map(readDeadLetter),
      );
      return { letters, total, newestId };
    },
    async get(id) {
      const { deadLetter } = await callOnce<GetDeadLetterResponse__Output>(
        limits,
        (options, done) => deadLetters.getDeadLetter({ id }, options, done),
      );
      if (deadLetter) return readDeadLetter(deadLetter);
      throw new Failure('INTERNAL', { message: 'The hub answered without the dead letter.' });
    },
    async groups(stream, includeClosed) {
      const { groups } = await callOnce<ListDeadLetterGroupsResponse__Output>(
        limits,
        (options, done) =>
          deadLetters.listDeadLetterGroups({ stream: stream ?? '', includeClosed }, options, done),
      );
      return groups.map(readGroup);
    },
    async preview(replay) {
      const { previews, replayed, left, newestId } = await send(replay, true);
      return { previews: previews.map(readPreview), total: replayed, left, newestId };
    },
    replay: async (replay) => (await send(replay, false)).replayed,
    async discard({ filter, all, requestId = randomUUID() }) {
      const request = { filter: filterMessage(filter), all, requestId };
      const { discarded } = await callOnce<DiscardDeadLettersResponse__Output>(
        limits,
        (options, done) => deadLetters.discardDeadLetters(request, options, done),
      );
      return discarded;
    },
    async replayLane({ lane, from, force, requestId = randomUUID() }) {
      const request = { name: lane, force, requestId, ...fromMessage(from) };
      const { records } = await callOnce<ReplayLaneResponse__Output>(limits, (options, done) =>
        lanes.replayLane(request, options, done),
      );
      return records;
    },
    async pauseKey(name, key) {
      await callOnce<PauseLaneKeyResponse__Output>(limits, (options, done) =>
        lanes.pauseLaneKey({ name, key }, options, done),
      );
    },
    async resumeKey(name, key) {
      await callOnce<ResumeLaneKeyResponse__Output>(limits, (options, done) =>
        lanes.resumeLaneKey({ name, key }, options, done),
      );
    },
    async pausedKeys(name) {
      const { keys } = await callOnce<ListPausedLaneKeysResponse__Output>(limits, (options, done) =>
        lanes.listPausedLaneKeys({ name }, options, done),
      );
      return keys;
    },
  };
}

function replayMessage(
  { filter, all, document, perSecond, requestId = randomUUID() }: LetterReplay,
  dryRun: boolean,
) {
  return {
    filter: filterMessage(filter),
    all,
    documentJson: document === null ? '' : JSON.stringify(document),
    perSecond: perSecond ?? 0,
    dryRun,
    requestId,
  };
}

function fromMessage(from: ReplayFrom): Partial<ReplayLaneRequest> {
  if (from.kind === 'seq') return { seq: from.seq };
  return from.kind === 'key' ? { key: from.key } : { time: momentMessage(from.atMs) };
}
