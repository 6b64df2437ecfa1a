import { Readable } from 'node:stream';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Json } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import { FallbackVersions } from '../fallback-versions.ts';
import { HttpRefusal, readRawBodies, requirePlain } from '../raw-body.ts';
import { parseBody, READABLE } from '../webhooks/delivery.ts';
import { traceParentOf } from '../trace-parent.ts';
import { eventOfEnvelope, eventOfHeaders, isBinaryEvent } from './cloud-events.ts';
import { pushDocs } from './docs.ts';
import type { PushPort, PushStream } from './port.ts';
import type { PushContext, Pushed, PushResult } from './records.ts';
import { pushedEvent, pushedOf, storeAll } from './records.ts';
import { streamResults } from './streaming.ts';

/** For a body that is not streamed. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;
const MAX_IDEMPOTENCY_KEY = 255;
/** A streaming sender that is silent for this long counts as gone. */
const IDLE_MS = 60_000;
/** How often the access of a streaming sender is checked again. */
const ASKED_AGAIN_MS = 15_000;

/**
 * `POST /v1/streams/<stream>/records`: a record, a list of records, records line by line, or CloudEvents. Each record has its own
 * result, which is `stored` only when it is fsynced. For operators; limited callers may use only their own streams.
 * @param askAgainMs how often the access of a streaming sender is checked again; default 15 s
 */
export function pushRoutes(port: PushPort, askAgainMs = ASKED_AGAIN_MS): FastifyPluginAsync {
  return async (server) => {
    const versions = new FallbackVersions();
    readRawBodies(server, /^application\/([\w.+-]+\+)?json(;|$)/i, () => MAX_BODY_BYTES);
    server.addContentTypeParser(
      /^application\/(x-ndjson|jsonl|ndjson|x-jsonlines)(;|$)/i,
      (request, payload, done) => {
        payload.setTimeout(IDLE_MS, () => payload.destroy());
        requirePlain(request);
        done(null, payload);
      },
    );
    const options = {
      config: { access: { role: 'operator', limited: true } },
      schema: pushDocs,
      validatorCompiler: () => () => true,
      serializerCompiler: () => (data: unknown) => JSON.stringify(data),
    } as const;
    server.post('/v1/streams/:stream/records', options, async (request, reply) => {
      const context = contextOf(request, find(port, request), versions);
      const { body } = request;
      if (body instanceof Readable) {
        const admit = admitting(request, askAgainMs);
        return streamResults(body, context, reply, { admit, isBrief: isBrief(request) });
      }
      return answer(await takeBody(request, context), reply);
    });
  };
}

/** A stream that a caller may not use does not exist for him. */
function find(port: PushPort, { params, caller }: FastifyRequest): PushStream {
  const { stream: name } = params as { readonly stream: string };
  const streams = caller?.streams ?? null;
  const stream = streams === null || streams.includes(name) ? port.find(name) : null;
  if (stream) return stream;
  throw new Failure('NOT_FOUND', { message: `There is no stream ${name}.` });
}

function contextOf(
  request: FastifyRequest,
  stream: PushStream,
  versions: FallbackVersions,
): PushContext {
  const { caller, query, headers } = request;
  const { operation = 'upsert' } = query as { readonly operation?: string };
  if (operation !== 'upsert' && operation !== 'delete') {
    throw new Failure('INVALID_REQUEST', { message: 'operation must be upsert or delete.' });
  }
  const key = headers['idempotency-key'];
  if (key !== undefined && (key === '' || key.length > MAX_IDEMPOTENCY_KEY)) {
    throw new Failure('INVALID_REQUEST', {
      message: `Idempotency-Key must have 1 to ${MAX_IDEMPOTENCY_KEY} characters.`,
    });
  }
  return {
    stream,
    requestId: key === undefined ? null : [caller?.by ?? '', caller?.name ?? '', String(key)],
    isDelete: operation === 'delete',
    fallbackVersion: (moment) => versions.next(stream.semantics, moment),
    traceParent: traceParentOf(request.headers),
  };
}

async function takeBody(
  request: FastifyRequest,
  context: PushContext,
): Promise<readonly PushResult[]> {
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const value = parseBody(bytes);
  if (value === undefined) {
    throw new HttpRefusal(400, 'BODY_UNREADABLE', `The body must be ${READABLE}.`);
  }
  return storeAll(pushedIn(request, value, context), context);
}

function pushedIn(request: FastifyRequest, value: Json, context: PushContext): Pushed[] {
  const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (type.trim() === 'application/cloudevents+json') {
    return [pushedEvent(eventOfEnvelope(value), context)];
  }
  if (type.trim() === 'application/cloudevents-batch+json') {
    if (!Array.isArray(value)) return [{ reason: 'a batch of CloudEvents is a list' }];
    return value.map((one: Json) => pushedEvent(eventOfEnvelope(one), context));
  }
  if (isBinaryEvent(request.headers)) {
    return [pushedEvent(eventOfHeaders(request.headers, value), context)];
  }
  const items: readonly Json[] = Array.isArray(value) ? value : [value];
  return items.map((item, index) => pushedOf(item, { text: JSON.stringify(item), index }, context));
}

async function answer(results: readonly PushResult[], reply: FastifyReply): Promise<FastifyReply> {
  const count = (status: PushResult['status']) =>
    results.filter((result) => result.status === status).length;
  const summary = {
    stored: count('stored'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
  };
  const nothingTaken = results.length > 0 && summary.rejected === results.length;
  return reply.code(nothingTaken ? 422 : 200).send({
    ...summary,
    results: results.map((result, index) => ({ index, ...result })),
  });
}

/** Returns a function that throws once the caller has lost its access, and asks for it at most this often. */
function admitting(request: FastifyRequest, askAgainMs: number): () => Promise<void> {
  let askedAtMs = performance.now();
  return async () => {
    if (performance.now() - askedAtMs < askAgainMs) return;
    askedAtMs = performance.now();
    await request.askAgain();
  };
}

/** Whether the sender wants only the rejected results. */
function isBrief({ query }: FastifyRequest): boolean {
  return (query as { readonly results?: string }).results === 'rejected';
}
