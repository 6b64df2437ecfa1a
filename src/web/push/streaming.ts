import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { Failure } from '../../domain/index.ts';
import { parseBody, READABLE } from '../webhooks/delivery.ts';
import { isRefusal } from '../problem.ts';
import { linesOf } from './lines.ts';
import type { PushContext, PushResult } from './records.ts';
import { pushedOf, storeAll } from './records.ts';

export interface StreamedAnswer {
  /** Called before each store. Throws when the sender may store no more. */
  readonly admit: () => Promise<void>;
  /** Whether only rejected records are reported one by one. */
  readonly isBrief: boolean;
}

/** Records per store; a chunk of the body usually holds fewer. */
const BATCH = 500;

/**
 * Answers line by line while the body is still being read: first the result of each record, then the totals. A failure before
 * anything was stored is answered by its status; a later one by a last line `{"error": …}`, and the lines before it remain valid.
 */
export async function streamResults(
  body: AsyncIterable<Buffer>,
  context: PushContext,
  reply: FastifyReply,
  answer: StreamedAnswer,
): Promise<FastifyReply> {
  const results = resultLines(body, context, answer);
  const first = await results.next();
  return reply
    .type('application/x-ndjson')
    .send(Readable.from(following(String(first.value ?? ''), results), { objectMode: false }));
}

async function* following(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  try {
    yield* rest;
  } catch (error) {
    yield `${JSON.stringify({ error: toldOf(error) })}\n`;
  }
}

async function* resultLines(
  body: AsyncIterable<Buffer>,
  context: PushContext,
  { admit, isBrief }: StreamedAnswer,
): AsyncGenerator<string> {
  const counts = { stored: 0, duplicates: 0, rejected: 0 };
  for await (const lines of linesOf(body, BATCH)) {
    await admit();
    const pushed = lines.map(({ number, bytes }) => {
      const document = parseBody(bytes);
      if (document === undefined) return { reason: `the line must be ${READABLE}` };
      return pushedOf(document, { text: bytes.toString(), index: number }, context);
    });
    const results = await storeAll(pushed, context);
    let text = '';
    results.forEach((result, index) => {
      counts[result.status === 'duplicate' ? 'duplicates' : result.status] += 1;
      text += lineOf(lines[index]?.number ?? 0, result, isBrief);
    });
    yield text;
  }
  yield `${JSON.stringify(counts)}\n`;
}

function lineOf(line: number, result: PushResult, isBrief: boolean): string {
  if (isBrief && result.status !== 'rejected') return '';
  return `${JSON.stringify({ line, ...result })}\n`;
}

function toldOf(thrown: unknown) {
  if (isRefusal(thrown)) return { code: thrown.code, detail: thrown.message };
  const { code, message, retryAfterMs } = Failure.from(thrown);
  // A defect does not reveal inner details to the caller.
  const detail = code === 'INTERNAL' ? 'The hub could not continue.' : message;
  return { code, detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
