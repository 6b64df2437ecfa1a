import type { RecordQuestion } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { LookUpRecordRequest__Output } from '../gen/stellwerk/control/v1/LookUpRecordRequest.ts';
import type { RecordServiceHandlers } from '../gen/stellwerk/control/v1/RecordService.ts';
import { isId, readSize } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import { whereaboutsMessage } from '../messages/index.ts';
import { unary } from '../unary.ts';

const VERSIONS = { usual: 5, most: 100 };
const MAX_ID_BYTES = 1_024;

export function recordService(context: ServiceContext): RecordServiceHandlers {
  const { history } = context.hub;
  return {
    LookUpRecord: unary(context, async (request, { signal }) => {
      const { things, more } = await history.lookUp(readQuestion(request), signal);
      return {
        records: things.map((thing) => whereaboutsMessage(thing, request.includeDocuments)),
        more,
      };
    }),
  };
}

function readQuestion(request: LookUpRecordRequest__Output): RecordQuestion {
  const { id, masterKey, connector, entity } = request;
  const versions = readSize('versions', request.versions, VERSIONS);
  if (masterKey !== undefined) {
    if (!isId(masterKey)) throw invalidRequest('master_key', 'takes decimal digits');
    if (connector) throw invalidRequest('connector', 'goes with id');
    if (entity) throw invalidRequest('entity', 'goes with id');
    return { by: { kind: 'master-key', masterKey }, versions };
  }
  // NUL can be stored by no system of this hub, and PostgreSQL refuses the whole question.
  if (!id || Buffer.byteLength(id) > MAX_ID_BYTES || id.includes('\0')) {
    throw invalidRequest('id', `must hold 1 to ${MAX_ID_BYTES} bytes of text`);
  }
  const by = { kind: 'id', id, connector: connector || null, entity: entity || null } as const;
  return { by, versions };
}
