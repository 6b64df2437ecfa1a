import type { ServiceContext } from '../context.ts';
import type { ConflictServiceHandlers } from '../gen/stellwerk/control/v1/ConflictService.ts';
import { conflictMessage } from '../messages/index.ts';
import { readPage } from '../page.ts';
import { unary } from '../unary.ts';

export function conflictService(context: ServiceContext): ConflictServiceHandlers {
  const { history } = context.hub;
  return {
    ListConflicts: unary(context, async (request) => {
      const { limit, token: before } = readPage(request);
      const flow = request.flow === '' ? null : request.flow;
      const { conflicts, next } = await history.listConflicts(flow, { limit, before });
      return { conflicts: conflicts.map(conflictMessage), nextPageToken: next ?? '' };
    }),
  };
}
