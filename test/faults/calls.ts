import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { Webhook } from 'standardwebhooks';
import type { Answer, Delivery } from './delivery.ts';
import { entriesOf } from './delivery.ts';

export const SENDER_SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const STRANGERS_SECRET = 'whsec_c3RyYW5nZXJzIHNlY3JldCBvZiBzb21lIGxlbmd0aA==';
/** As real senders do: an answer that takes longer counts as none. */
const ANSWER_LIMIT_MS = 3_000;

/** Sends a delivery to the hub once. @returns null when it must be sent again */
export type Call = (hubUrl: string, delivery: Delivery) => Promise<Answer | null>;

/** Sends a signed webhook (Standard Webhooks) with the same id each time. */
export const byWebhook: Call = async (hubUrl, delivery) => {
  const { id, forged } = delivery;
  const now = new Date();
  const body = JSON.stringify({ type: 'sale', data: entriesOf(delivery) });
  const secret = forged ? STRANGERS_SECRET : SENDER_SECRET;
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  return answered(await post(`${hubUrl}/webhooks/market`, { headers, body }));
};

/** Sends one list to the push API. */
export const byList: Call = async (hubUrl, delivery) => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': delivery.id };
  const body = JSON.stringify(entriesOf(delivery));
  return answered(await post(`${hubUrl}/v1/streams/scans/records`, { headers, body }));
};

/** Sends lines to the push API; the last line of the answer says whether all were received. */
export const byLines: Call = async (hubUrl, delivery) => {
  const headers = { 'content-type': 'application/x-ndjson', 'idempotency-key': delivery.id };
  const lines = entriesOf(delivery).map((entry) => `${JSON.stringify(entry)}\n`);
  const body = Readable.toWeb(Readable.from(lines, { objectMode: false }));
  const response = await post(`${hubUrl}/v1/streams/scans/records`, { headers, body });
  if (response?.status !== 200) return answered(response);
  const last = response.text.trimEnd().split('\n').at(-1) ?? '';
  return last.includes('"error"') ? null : answered({ status: 200, text: last });
};

interface Response {
  readonly status: number;
  readonly text: string;
}

/** @returns null when there was no complete answer */
async function post(
  url: string,
  { headers, body }: { headers: Record<string, string>; body: string | ReadableStream },
): Promise<Response | null> {
  try {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    const request = { method: 'POST', headers, body, signal, duplex: 'half' } as const;
    const response = await fetch(url, request);
    return { status: response.status, text: await response.text() };
  } catch {
    return null;
  }
}

function answered(response: Response | null): Answer | null {
  if (response === null || response.status === 429 || response.status >= 500) return null;
  const told = JSON.parse(response.text) as Partial<
    Record<'stored' | 'duplicates' | 'rejected', number>
  >;
  const { stored = 0, duplicates = 0, rejected = 0 } = told;
  return { status: response.status, taken: stored + duplicates, rejected };
}
