import type { RunFilter } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ListRunsRequest__Output } from '../gen/stellwerk/control/v1/ListRunsRequest.ts';
import type { RunServiceHandlers } from '../gen/stellwerk/control/v1/RunService.ts';
import { isId } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import { readTime, runKinds, runMessage, runOutcomes } from '../messages/index.ts';
import { readPage } from '../page.ts';
import { unary } from '../unary.ts';

export function runService(context: ServiceContext): RunServiceHandlers {
  const { history } = context.hub;
  return {
    ListRuns: unary(context, async (request) => {
      const { limit, token: before } = readPage(request);
      const { runs, next } = await history.listRuns(readFilter(request), { limit, before });
      return { runs: runs.map(runMessage), nextPageToken: next ?? '' };
    }),
    GetRun: unary(context, async ({ id }) => {
      if (!isId(id)) throw invalidRequest('id', 'takes 1 to 15 decimal digits');
      return { run: runMessage(await history.getRun(id)) };
    }),
  };
}

function readFilter(request: ListRunsRequest__Output): RunFilter {
  const { stream, kind, outcomes } = request;
  const { startedFrom, startedUntil } = request;
  const fromMs = startedFrom ? readTime(startedFrom, 'started_from') : null;
  const untilMs = startedUntil ? readTime(startedUntil, 'started_until') : null;
  return {
    ...(stream ? { stream } : {}),
    ...(kind === 'RUN_KIND_UNSPECIFIED' ? {} : { kind: runKinds.readState(kind, 'kind') }),
    ...(outcomes.length === 0
      ? {}
      : { outcomes: outcomes.map((word) => runOutcomes.readState(word, 'outcomes')) }),
    ...(fromMs === null ? {} : { fromMs }),
    ...(untilMs === null ? {} : { untilMs }),
  };
}
