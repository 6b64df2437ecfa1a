import type {
  FieldConflict,
  PlanEvent,
  PlanRequest,
  Run,
  RunFilter,
  VerifyEvent,
  VerifyRequest,
  Whereabouts,
} from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { RecordQuestion, Story, StoryQuestion } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce, callStream } from './client-call.ts';
import { readPages } from './client-pages.ts';
import type { ServiceClients } from './client-orders.ts';
import type { GetRunResponse__Output } from './gen/stellwerk/control/v1/GetRunResponse.ts';
import type { ListConflictsResponse__Output } from './gen/stellwerk/control/v1/ListConflictsResponse.ts';
import type { ListRunsResponse__Output } from './gen/stellwerk/control/v1/ListRunsResponse.ts';
import type { PlanStreamResponse__Output } from './gen/stellwerk/control/v1/PlanStreamResponse.ts';
import type { GetRecordStoryResponse__Output } from './gen/stellwerk/control/v1/GetRecordStoryResponse.ts';
import type { LookUpRecordResponse__Output } from './gen/stellwerk/control/v1/LookUpRecordResponse.ts';
import type { VerifyStreamResponse__Output } from './gen/stellwerk/control/v1/VerifyStreamResponse.ts';
import {
  optionalMoment,
  readConflict,
  readPlanEvent,
  readRun,
  readStory,
  readVerifyEvent,
  readWhereabouts,
  runKinds,
  runOutcomes,
} from './messages/index.ts';

/** The part of the API about runs, conflicts, the location of things, plans and verification. */
export interface HistoryClient {
  /** Lists runs, newest first. @param limit maximum number of runs */
  runs(
    filter: RunFilter,
    limit: number,
  ): Promise<{ readonly runs: readonly Run[]; readonly more: boolean }>;
  run(id: string): Promise<Run>;
  /** Lists conflicts of one flow or of all (null), newest first. @param limit maximum number of conflicts */
  conflicts(
    flow: string | null,
    limit: number,
  ): Promise<{ readonly conflicts: readonly FieldConflict[]; readonly more: boolean }>;
  lookUp(
    question: RecordQuestion,
    withDocuments: boolean,
  ): Promise<{ readonly things: readonly Whereabouts[]; readonly more: boolean }>;
  /** Returns the things with this id (an order number, a SKU or any other), each with its history. */
  story(
    question: StoryQuestion,
  ): Promise<{ readonly stories: readonly Story[]; readonly more: boolean }>;
  /** Leaving the iteration cancels the call. */
  plan(request: PlanRequest): AsyncIterable<PlanEvent>;
  /** As `plan`; repairs ordered by then remain in effect. */
  verify(request: VerifyRequest): AsyncIterable<VerifyEvent>;
}

export function historyClient(clients: ServiceClients, limits: CallLimits): HistoryClient {
  return {
    async runs(filter, limit) {
      const asked = filterMessage(filter);
      const { items: runs, more } = await readPages(
        limit,
        (page) =>
          callOnce<ListRunsResponse__Output>(limits, (options, done) =>
            clients.runs.listRuns({ ...asked, ...page }, options, done),
          ),
        (answer) => answer.runs.map(readRun),
      );
      return { runs, more };
    },
    async conflicts(flow, limit) {
      const { items: conflicts, more } = await readPages(
        limit,
        (page) =>
          callOnce<ListConflictsResponse__Output>(limits, (options, done) =>
            clients.conflicts.listConflicts({ flow: flow ?? '', ...page }, options, done),
          ),
        (answer) => answer.conflicts.map(readConflict),
      );
      return { conflicts, more };
    },
    async run(id) {
      const { run } = await callOnce<GetRunResponse__Output>(limits, (options, done) =>
        clients.runs.getRun({ id }, options, done),
      );
      if (run) return readRun(run);
      throw new Failure('INTERNAL', { message: 'The hub answered without the run.' });
    },
    async lookUp({ by, versions }, includeDocuments) {
      const asked =
        by.kind === 'id'
          ? { id: by.id, connector: by.connector ?? '', entity: by.entity ?? '' }
          : { masterKey: by.masterKey };
      const { records, more } = await callOnce<LookUpRecordResponse__Output>(
        limits,
        (options, done) =>
          clients.records.lookUpRecord({ ...asked, versions, includeDocuments }, options, done),
      );
      return { things: records.map(readWhereabouts), more };
    },
    async story({ by, versions }) {
      const asked = by.kind === 'text' ? { text: by.text } : { masterKey: by.masterKey };
      const { stories, more } = await callOnce<GetRecordStoryResponse__Output>(
        limits,
        (options, done) => clients.records.getRecordStory({ ...asked, versions }, options, done),
      );
      return { stories: stories.map(readStory), more };
    },
    async *plan({ lane, ...same }) {
      const asked = { ...same, lane: lane ?? '' };
      const answer = callStream<PlanStreamResponse__Output>(limits, () =>
        clients.plans.planStream(asked),
      );
      for await (const message of answer) yield readPlanEvent(message);
    },
    async *verify({ lane, ...same }) {
      const asked = { ...same, lane: lane ?? '' };
      const answer = callStream<VerifyStreamResponse__Output>(limits, () =>
        clients.verify.verifyStream(asked),
      );
      for await (const message of answer) yield readVerifyEvent(message);
    },
  };
}

function filterMessage({ stream = '', kind, outcomes = [], fromMs, untilMs }: RunFilter) {
  return {
    stream,
    kind: kind ? runKinds.toWord(kind) : ('RUN_KIND_UNSPECIFIED' as const),
    outcomes: outcomes.map((outcome) => runOutcomes.toWord(outcome)),
    startedFrom: optionalMoment(fromMs ?? null),
    startedUntil: optionalMoment(untilMs ?? null),
  };
}
