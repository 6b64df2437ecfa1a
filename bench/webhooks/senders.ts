import { Agent, request } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import autocannon from 'autocannon';
import { makeWebhook } from './webhook.ts';
import type { Webhook } from './webhook.ts';

const CONNECTIONS = 50;
const RETRY_MS = 100;
const ANSWER_TIMEOUT_MS = 10_000;

/** What senders saw. */
export interface Sent {
  /** Answered 2xx. */
  readonly promised: readonly string[];
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Other answers, and broken connections. */
  readonly failed: number;
}

export interface Load {
  /** The prefix of all ids of this part. */
  readonly prefix: string;
  readonly seconds: number;
  /** Webhooks a second; absent: as many as are answered. */
  readonly rate?: number;
}

/** Runs one sender per connection, each with one webhook in flight; by autocannon. */
export async function cannon(url: string, { prefix, seconds, rate }: Load): Promise<Sent> {
  const promised: string[] = [];
  let made = 0;
  const result = await autocannon({
    ...{ url, connections: CONNECTIONS, duration: seconds },
    ...(rate === undefined ? {} : { overallRate: rate }),
    requests: [
      {
        method: 'POST',
        path: '/webhooks/shop',
        setupRequest(given, context) {
          const { id, body, headers } = makeWebhook(`${prefix}-${made++}`);
          context.id = id;
          return { ...given, body, headers };
        },
        onResponse(status, _body, { id = '' }) {
          if (status >= 200 && status < 300) promised.push(id);
        },
      },
    ],
  });
  return {
    promised,
    perSecond: promised.length / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    failed: result.non2xx + result.errors,
  };
}

/** Senders as in reality: they repeat the same webhook until it is answered 2xx. */
export async function persistently(url: string, { prefix, seconds }: Load): Promise<Sent> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const [promised, tookMs]: [string[], number[]] = [[], []];
  const endsAt = performance.now() + seconds * 1_000;
  let [made, failed] = [0, 0];
  async function sender(): Promise<void> {
    while (performance.now() < endsAt) {
      const webhook = makeWebhook(`${prefix}-${made++}`);
      for (;;) {
        const startedAt = performance.now();
        const status = await post(`${url}/webhooks/shop`, webhook, agent);
        if (status >= 200 && status < 300) {
          tookMs.push(performance.now() - startedAt);
          break;
        }
        failed += 1;
        await setTimeout(RETRY_MS);
      }
      promised.push(webhook.id);
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, sender));
  agent.destroy();
  tookMs.sort((one, other) => one - other);
  const at = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? 0;
  return {
    promised,
    perSecond: promised.length / seconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    failed,
  };
}

/** @returns the status, 0 when there was no answer */
function post(url: string, { body, headers }: Webhook, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const call = request(url, { method: 'POST', headers, agent, timeout: ANSWER_TIMEOUT_MS });
    call.on('response', (response) => {
      response.on('error', () => resolve(0));
      response.on('end', () => resolve(response.statusCode ?? 0)).resume();
    });
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(0));
    call.end(body);
  });
}
