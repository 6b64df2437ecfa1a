import type { PlanRequest } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { PlanServiceHandlers } from '../gen/stellwerk/control/v1/PlanService.ts';
import type { PlanStreamRequest__Output } from '../gen/stellwerk/control/v1/PlanStreamRequest.ts';
import { readSize } from '../fields.ts';
import { planEventMessage } from '../messages/index.ts';
import { find } from '../order.ts';
import { streaming } from '../streaming.ts';

const PLAN_LIMIT_MS = 15 * 60_000;
const ROWS = { usual: 10_000, most: 100_000 };
const DETAILS = { usual: 20, most: 1_000 };

export function planService(context: ServiceContext): PlanServiceHandlers {
  const { hub } = context;
  return {
    PlanStream: streaming(context, async function* (request, { signal }) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(PLAN_LIMIT_MS)]);
      const wanted = readRequest(request);
      find('stream', wanted.stream, hub.streams(), 'stream');
      for await (const event of hub.planning.plan(wanted, limited)) yield planEventMessage(event);
    }),
  };
}

function readRequest(request: PlanStreamRequest__Output): PlanRequest {
  const { stream, lane, fromStart, againstTargets } = request;
  return {
    ...{ stream, fromStart, againstTargets },
    lane: lane || null,
    limit: readSize('limit', request.limit, ROWS),
    details: readSize('details', request.details, DETAILS),
  };
}
