import { createHash } from 'node:crypto';
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { rejectRow } from '../../connector-api/index.ts';
import type { Json, RejectedRow, StrangersPlace } from '../../domain/index.ts';
import { Failure, StrangersRoom } from '../../domain/index.ts';
import type { ArrivalOutcome } from '../../pipeline/index.ts';
import { FallbackVersions } from '../fallback-versions.ts';
import { readRawBodies } from '../raw-body.ts';
import { traceParentOf } from '../trace-parent.ts';
import type { RawDelivery } from './delivery.ts';
import { factsOf, parseBody, READABLE } from './delivery.ts';
import { webhookDocs } from './docs.ts';
import type { FedStream, WebhookEndpoint, WebhookPort } from './port.ts';
import type { Brought, DeliveryContext } from './records.ts';
import { concerns, takeOut } from './records.ts';
import { requireFresh, verifySignature } from './verify.ts';

/** Maximum number of deliveries of all senders at once. */
const MAX_UNDER_WAY = 2_000;
/** Maximum size of these bodies together. */
const MAX_HELD_BYTES = 128 * 1024 * 1024;
const RETRY_AFTER_MS = 1_000;

declare module 'fastify' {
  interface FastifyRequest {
    /** The receiver; set for webhooks only. */
    webhook: WebhookEndpoint | null;
    /** The room that the body takes; set for webhooks only. */
    bodyPlace: StrangersPlace | null;
  }
}

/** The number of records of a delivery by result, over all streams. */
interface WebhookAnswer {
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
}

/**
 * `POST /webhooks/<connector>[/<name>]`: a delivery is verified by its signature and answered 2xx only when its content is stored
 * and fsynced. One that was stored before gets the same answer and is not stored again.
 * @param maxHeldBytes maximum size of all bodies that are held at once; default 128 MiB
 * @param maxUnderWay maximum number of deliveries at once; default 2,000
 */
export function webhookRoutes(
  port: WebhookPort,
  maxHeldBytes = MAX_HELD_BYTES,
  maxUnderWay = MAX_UNDER_WAY,
): FastifyPluginAsync {
  return async (server) => {
    const versions = new FallbackVersions();
    const room = new StrangersRoom({ calls: maxUnderWay, bytes: maxHeldBytes });
    server.decorateRequest('webhook', null);
    server.decorateRequest('bodyPlace', null);
    readRawBodies(
      server,
      /^application\/([\w.+-]+\+)?json(;|$)/i,
      ({ webhook }) => webhook?.settings.maxBytes ?? 0,
      ({ bodyPlace }, bytes) => {
        if (!bodyPlace?.take(bytes)) throw busy();
      },
    );
    // After the guard's hook: the address is known, and nothing of the body has been read.
    server.addHook('onRequest', async (request, reply) => {
      const { connector, name = null } = request.params as { connector: string; name?: string };
      const endpoint = port.find(connector, name);
      if (endpoint === null) {
        throw new Failure('NOT_FOUND', { message: 'No stream receives webhooks at this address.' });
      }
      request.webhook = endpoint;
      const refusal = await endpoint.admit(request.callerAddress);
      if (refusal) throw refusal;
      const place = room.enter(request.sender);
      if (place === null) throw busy();
      request.bodyPlace = place;
      reply.raw.once('close', () => place.leave());
    });
    server.addHook('onError', async ({ webhook }) => webhook?.refused());
    const receive = async (request: FastifyRequest, reply: FastifyReply) =>
      reply.send(await take(request, versions));
    // Webhooks are verified by their own signature.
    const options = {
      config: { access: { role: null, ownLimits: true } },
      schema: webhookDocs,
    } as const;
    const unchecked = { ...options, validatorCompiler: () => () => true };
    server.post('/webhooks/:connector', unchecked, receive);
    server.post('/webhooks/:connector/:name', unchecked, receive);
  };
}

async function take(request: FastifyRequest, versions: FallbackVersions): Promise<WebhookAnswer> {
  const endpoint = request.webhook as WebhookEndpoint;
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const delivery: RawDelivery = { headers: request.headers, body, receivedAtMs: Date.now() };
  const { signature } = endpoint.settings;
  verifySignature(signature, delivery);
  const value = parseBody(body);
  const facts = factsOf(signature, request.headers, value);
  requireFresh(signature, facts.sentAt, delivery.receivedAtMs);
  const context: DeliveryContext = {
    connector: endpoint.connector,
    facts,
    position: `webhook ${facts.id ?? fingerprint(body)}`,
    fallbackVersion: (semantics) => versions.next(semantics, facts.sentAt),
    traceParent: traceParentOf(request.headers),
  };
  const streams = endpoint.streams.filter((stream) => concerns(stream, facts));
  const answers = await Promise.all(streams.map((one) => store(one, value, body, context)));
  return sumUp(answers);
}

interface Stored {
  readonly outcomes: readonly ArrivalOutcome[];
  readonly rejected: readonly RejectedRow[];
}

async function store(
  stream: FedStream,
  value: Json | undefined,
  body: Buffer,
  context: DeliveryContext,
): Promise<Stored> {
  const { arrivals, hints, rejected }: Brought =
    value === undefined
      ? { arrivals: [], hints: [], rejected: [noJson(body, context)] }
      : takeOut(stream, value, context);
  const [stored, hinted] = await Promise.all([
    stream.arrivals.store(arrivals),
    stream.arrivals.hint(hints),
    stream.arrivals.reject(rejected),
  ]);
  return { outcomes: [...stored, ...hinted], rejected };
}

/** @throws Failure ROW_UNREADABLE when nothing could be stored, so that the sender knows */
function sumUp(answers: readonly Stored[]): WebhookAnswer {
  const outcomes = answers.flatMap((answer) => answer.outcomes);
  const rows = [
    ...answers.flatMap((answer) => answer.rejected),
    ...outcomes.flatMap((outcome) => (outcome.kind === 'rejected' ? [outcome.row] : [])),
  ];
  const count = (kind: ArrivalOutcome['kind']) =>
    outcomes.filter((outcome) => outcome.kind === kind).length;
  const answer = { stored: count('stored'), duplicates: count('duplicate'), rejected: rows.length };
  const [first] = rows;
  if (first === undefined || answer.stored + answer.duplicates > 0) return answer;
  throw new Failure('ROW_UNREADABLE', { message: `${first.position}: ${first.reason}` });
}

function noJson(body: Buffer, { position }: DeliveryContext): RejectedRow {
  return rejectRow(body.toString('latin1'), position, `the body must be ${READABLE}`);
}

function fingerprint(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex').slice(0, 16);
}

function busy(): Failure {
  return new Failure('INTAKE_BUSY', {
    message: 'Too many webhooks are being processed, over all senders or of this one.',
    retryAfterMs: RETRY_AFTER_MS,
  });
}
