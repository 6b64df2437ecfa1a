import type { RunFilter } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { ListRunsRequest__Output } from '../gen/stellwerk/control/v1/ListRunsRequest.ts';
import type { RunServiceHandlers } from '../gen/stellwerk/control/v1/RunService.ts';
import { invalid, isId, readSize } from '../invalid.ts';
import { readOptionalMoment, runKinds, runMessage, runOutcomes } from '../messages/index.ts';
import { unary } from '../unary.ts';

const PAGE = { usual: 50, most: 500 };

export function runService(context: ServiceContext): RunServiceHandlers {
  const { history } = context.hub;
  return {
    ListRuns: unary(context, async (request) => {
      const { pageToken } = request;
      if (pageToken !== '' && !isId(pageToken)) {
        throw invalid('page_token', 'takes what an answer before gave as next_page_token');
      }
      const limit = readSize('page_size', request.pageSize, PAGE);
      const { runs, next } = await history.listRuns(readFilter(request), {
        limit,
        before: pageToken || null,
      });
      return { runs: runs.map(runMessage), nextPageToken: next ?? '' };
    }),
    GetRun: unary(context, async ({ id }) => {
      if (!isId(id)) throw invalid('id', 'takes decimal digits');
      return { run: runMessage(await history.getRun(id)) };
    }),
  };
}

function readFilter(request: ListRunsRequest__Output): RunFilter {
  const { stream, kind, outcomes } = request;
  const fromMs = readOptionalMoment(request.startedFrom);
  const untilMs = readOptionalMoment(request.startedUntil);
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
