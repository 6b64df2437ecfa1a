import type { DeadLetterFilter, JsonObject, ReplayPreview, View } from '../../domain/index.ts';
import {
  Failure,
  isJsonObject,
  isTooDeep,
  parseSent,
  tooDeep,
  viewOf,
} from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { DeadLetterServiceHandlers } from '../gen/stellwerk/control/v1/DeadLetterService.ts';
import type { ListDeadLettersRequest__Output } from '../gen/stellwerk/control/v1/ListDeadLettersRequest.ts';
import type { ReplayDeadLettersRequest__Output } from '../gen/stellwerk/control/v1/ReplayDeadLettersRequest.ts';
import { isId } from '../fields.ts';
import { invalidRequest } from '../invalid-request.ts';
import {
  deadLetterMessage,
  groupMessage,
  letterStates,
  previewMessage,
  readFilter,
} from '../messages/index.ts';
import { readPage } from '../page.ts';
import type { RecoveryPort } from '../recovery-port.ts';
import { requestIdOf } from '../order.ts';
import { unary } from '../unary.ts';

const MAX_PREVIEWS = 100;
/** One record per quarter of an hour; at lower rates, the last of many would be due after any date that can be stored. */
const MIN_PER_SECOND = 0.001;
const MAX_PER_SECOND = 100_000;

export function deadLetterService(context: ServiceContext): DeadLetterServiceHandlers {
  const { recovery } = context.hub;
  return {
    ListDeadLetters: unary(context, (request, { signal, who }) =>
      list(recovery, request, { view: viewOf(who.role), signal }),
    ),
    GetDeadLetter: unary(context, async ({ id }, { signal, who }) => {
      if (!isId(id)) throw invalidRequest('id', 'takes 1 to 15 decimal digits');
      const letter = await recovery.getDeadLetter(id, viewOf(who.role), signal);
      return { deadLetter: deadLetterMessage(letter, true) };
    }),
    ListDeadLetterGroups: unary(context, async ({ stream, includeClosed }, { signal, who }) => {
      const streams = stream === '' ? null : [stream];
      const filter = { streams, withClosed: includeClosed };
      const groups = await recovery.listDeadLetterGroups(filter, viewOf(who.role), signal);
      return { groups: groups.map(groupMessage) };
    }),
    ReplayDeadLetters: unary(context, async (request, { signal }) => {
      const filter = requireMeant(request);
      const document = readDocument(request, filter);
      const { perSecond } = request;
      if (perSecond !== 0 && !(perSecond >= MIN_PER_SECOND && perSecond <= MAX_PER_SECOND)) {
        throw invalidRequest('per_second', `takes 0, or ${MIN_PER_SECOND} to ${MAX_PER_SECOND}`);
      }
      if (request.dryRun) return preview(recovery, { filter, document, signal });
      const rate = perSecond === 0 ? null : perSecond;
      const replay = { filter, document, perSecond: rate, ...requestIdOf(request) };
      return { replayed: await recovery.replayDeadLetters(replay, signal) };
    }),
    DiscardDeadLetters: unary(context, async (request, { signal }) => {
      const filter = requireMeant(request);
      const { requestId } = requestIdOf(request);
      return { discarded: await recovery.discardDeadLetters(filter, signal, requestId) };
    }),
  };
}

async function list(
  recovery: RecoveryPort,
  request: ListDeadLettersRequest__Output,
  { view, signal }: { readonly view: View; readonly signal: AbortSignal },
) {
  const { states } = request;
  const { limit, token } = readPage(request);
  const filter: DeadLetterFilter = {
    ...readFilter(request.filter),
    states:
      states.length === 0 ? ['open'] : states.map((word) => letterStates.readState(word, 'states')),
  };
  const [{ letters, next }, counted] = await Promise.all([
    recovery.listDeadLetters(filter, { limit, after: token, view }, signal),
    request.withoutTotal ? {} : countSeen(recovery, filter, signal),
  ]);
  return {
    deadLetters: letters.map((letter) => deadLetterMessage(letter, false)),
    nextPageToken: next ?? '',
    ...counted,
  };
}

/** Counts letters, and says up to which, so that a later order can leave out those that nobody was asked about. */
async function countSeen(recovery: RecoveryPort, filter: DeadLetterFilter, signal: AbortSignal) {
  const maxId = filter.maxId ?? (await recovery.newestDeadLetterId(signal));
  const totalSize = await recovery.countDeadLetters({ ...filter, maxId }, signal);
  return { totalSize, newestId: maxId };
}

interface PreviewRequest {
  readonly filter: DeadLetterFilter;
  readonly document: JsonObject | null;
  readonly signal: AbortSignal;
}

async function preview(recovery: RecoveryPort, { filter, document, signal }: PreviewRequest) {
  const open: DeadLetterFilter = { ...filter, states: ['open'], replayable: true };
  // A caller who may replay sees everything.
  const page = { limit: MAX_PREVIEWS, after: null, view: { personal: true } };
  const { letters } = await recovery.listDeadLetters(open, page, signal);
  const previews = [];
  for (const { id } of letters) {
    signal.throwIfAborted();
    const preview = await previewOne(recovery, id, { document, signal });
    if (preview) previews.push(previewMessage(preview));
  }
  const { totalSize: replayed, newestId: maxId } = await countSeen(recovery, open, signal);
  const all: DeadLetterFilter = { ...filter, states: ['open'], maxId };
  const selected = await recovery.countDeadLetters(all, signal);
  return { replayed, previews, left: Math.max(0, selected - replayed), newestId: maxId };
}

/** Null for a letter whose lane is no longer configured: it would not be replayed either. */
async function previewOne(
  recovery: RecoveryPort,
  id: string,
  { document, signal }: Omit<PreviewRequest, 'filter'>,
): Promise<ReplayPreview | null> {
  try {
    return await recovery.previewReplay(id, document, signal);
  } catch (error) {
    if (error instanceof Failure && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/** Requires a filter with content, so that no one replays or discards everything by leaving a field out. */
function requireMeant(request: {
  readonly filter: ReplayDeadLettersRequest__Output['filter'];
  readonly all: boolean;
}): DeadLetterFilter {
  const filter = readFilter(request.filter);
  if (request.all || Object.keys(filter).length > 0) return filter;
  throw invalidRequest('filter', 'must select letters; set all to select every letter');
}

function readDocument(
  { documentJson }: ReplayDeadLettersRequest__Output,
  { ids = [] }: DeadLetterFilter,
): JsonObject | null {
  if (documentJson === '') return null;
  if (ids.length !== 1)
    throw invalidRequest('document_json', 'requires exactly one id in the filter');
  const document = parseObject(documentJson);
  if (!document) throw invalidRequest('document_json', 'takes a JSON object');
  if (!isTooDeep(document)) return document;
  throw invalidRequest('document_json', `takes a record, but ${tooDeep}`);
}

function parseObject(json: string): JsonObject | null {
  try {
    const value = parseSent(json);
    return isJsonObject(value) ? value : null;
  } catch {
    return null;
  }
}
