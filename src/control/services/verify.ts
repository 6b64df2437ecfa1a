import type { VerifyRequest } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import { readSize } from '../fields.ts';
import type { VerifyServiceHandlers } from '../gen/stellwerk/control/v1/VerifyService.ts';
import type { VerifyStreamRequest__Output } from '../gen/stellwerk/control/v1/VerifyStreamRequest.ts';
import { verifyEventMessage } from '../messages/index.ts';
import { find } from '../order.ts';
import { streaming } from '../streaming.ts';

const VERIFY_LIMIT_MS = 60 * 60_000;
const ROWS = { usual: 1_000_000_000, most: 1_000_000_000 };
const DETAILS = { usual: 20, most: 1_000 };

export function verifyService(context: ServiceContext): VerifyServiceHandlers {
  const { hub } = context;
  return {
    VerifyStream: streaming(context, async function* (request, { signal }) {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(VERIFY_LIMIT_MS)]);
      const wanted = readRequest(request);
      find('stream', wanted.stream, hub.streams(), 'stream');
      for await (const event of hub.verifying.verify(wanted, limited))
        yield verifyEventMessage(event);
    }),
  };
}

function readRequest(request: VerifyStreamRequest__Output): VerifyRequest {
  const { stream, lane, repair } = request;
  return {
    ...{ stream, repair },
    lane: lane || null,
    limit: readSize('limit', request.limit, ROWS),
    details: readSize('details', request.details, DETAILS),
  };
}
