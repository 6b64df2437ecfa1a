import type {
  ErasureOrder,
  RecordQuestion,
  RelinkOrder,
  StoryQuestion,
} from '../../domain/index.ts';
import { viewOf } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { EraseRecordRequest__Output } from '../gen/stellwerk/control/v1/EraseRecordRequest.ts';
import type { GetRecordStoryRequest__Output } from '../gen/stellwerk/control/v1/GetRecordStoryRequest.ts';
import type { LookUpRecordRequest__Output } from '../gen/stellwerk/control/v1/LookUpRecordRequest.ts';
import type { RecordServiceHandlers } from '../gen/stellwerk/control/v1/RecordService.ts';
import { isId, readSize, requireText } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import {
  erasureMessage,
  readMerge,
  readSplit,
  relinkingMessage,
  storyMessage,
  whereaboutsMessage,
} from '../messages/index.ts';
import { requestIdOf } from '../order.ts';
import { unary } from '../unary.ts';

const VERSIONS = { usual: 5, most: 100 };

export function recordService(context: ServiceContext): RecordServiceHandlers {
  const { history, relinking } = context.hub;
  const relink = async (order: RelinkOrder, request: RelinkRequest, signal: AbortSignal) => {
    const { requestId } = requestIdOf(request);
    const relinked = request.dryRun
      ? await relinking.preview(order, signal)
      : await relinking.change(order, signal, requestId);
    return { relinking: relinkingMessage(relinked) };
  };
  return {
    LookUpRecord: unary(context, async (request, { signal, who }) => {
      const { things, more } = await history.lookUp(
        readQuestion(request),
        viewOf(who.role),
        signal,
      );
      return {
        records: things.map((thing) => whereaboutsMessage(thing, request.includeDocuments)),
        more,
      };
    }),
    GetRecordStory: unary(context, async (request, { signal, who }) => {
      const question = readStoryQuestion(request);
      const { stories, more } = await history.story(question, viewOf(who.role), signal);
      return { stories: stories.map(storyMessage), more };
    }),
    EraseRecord: unary(context, async (request, { signal }) => {
      const order = readErasure(request);
      const { requestId } = requestIdOf(request);
      const { erasing } = context.hub;
      return erasureMessage(
        request.dryRun
          ? await erasing.preview(order, signal)
          : await erasing.erase(order, signal, requestId),
      );
    }),
    MergeRecords: unary(context, (request, { signal }) =>
      relink(readMerge(request), request, signal),
    ),
    SplitRecord: unary(context, (request, { signal }) =>
      relink(readSplit(request), request, signal),
    ),
  };
}

interface RelinkRequest {
  readonly dryRun: boolean;
  readonly requestId: string;
}

function readErasure(request: EraseRecordRequest__Output): ErasureOrder {
  const { stream, everywhere, leaveFrames } = request;
  if (stream === '') throw invalidRequest('stream', 'must name a stream');
  return { stream, key: requireText('key', request.key), everywhere, leaveFrames };
}

function readStoryQuestion(request: GetRecordStoryRequest__Output): StoryQuestion {
  const { text, masterKey } = request;
  const versions = readSize('versions', request.versions, VERSIONS);
  if (masterKey !== undefined) {
    if (!isId(masterKey)) throw invalidRequest('master_key', 'takes 1 to 15 decimal digits');
    return { by: { kind: 'master-key', masterKey }, versions };
  }
  return { by: { kind: 'text', text: requireText('text', text) }, versions };
}

function readQuestion(request: LookUpRecordRequest__Output): RecordQuestion {
  const { id, masterKey, connector, entity } = request;
  const versions = readSize('versions', request.versions, VERSIONS);
  if (masterKey !== undefined) {
    if (!isId(masterKey)) throw invalidRequest('master_key', 'takes 1 to 15 decimal digits');
    if (connector) throw invalidRequest('connector', 'can only be used with id');
    if (entity) throw invalidRequest('entity', 'can only be used with id');
    return { by: { kind: 'master-key', masterKey }, versions };
  }
  const named = { connector: connector || null, entity: entity || null };
  const by = { kind: 'id', id: requireText('id', id), ...named } as const;
  return { by, versions };
}
