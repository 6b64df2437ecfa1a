import { createHistogram } from 'node:perf_hooks';
import type { RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClientReadableStream } from '@grpc/grpc-js';
import { credentials } from '@grpc/grpc-js';
import { loadProtocol } from '../../src/control/protocol.ts';

/** The callers' process: runs the tasks it is sent, one at a time, and sends back its measurements. */
export type Task =
  | { readonly kind: 'call'; readonly method: 'GetLane' | 'ListLanes'; readonly seconds: number }
  | { readonly kind: 'watch'; readonly watchers: number; readonly seconds: number };

export interface Measured {
  readonly calls: number;
  readonly seconds: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Moment {
  readonly seconds: number;
  readonly nanos: number;
}
interface Update {
  readonly streams: readonly { readonly since: Moment | null }[];
}

/** The hub accepts 200 concurrent calls per connection, so many watchers need several. */
const WATCHERS_PER_CONNECTION = 50;
const CALL_CONNECTIONS = 4;
const CALLS_AT_ONCE = 16;
const LANE = 'stream-0/target';

const address = process.argv[2] ?? '';
const { services } = await loadProtocol();
const connection = { 'grpc.use_local_subchannel_pool': 1 };
const lanes = () => new services.LaneService(address, credentials.createInsecure(), connection);
const streams = () => new services.StreamService(address, credentials.createInsecure(), connection);

process.on('message', (task: Task) => {
  void (task.kind === 'call' ? callAgainAndAgain(task) : watchAndTouch(task)).then((measured) =>
    process.send?.(measured),
  );
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });

/** Makes as many calls as are answered, 16 at a time. */
async function callAgainAndAgain({
  method,
  seconds,
}: Extract<Task, { kind: 'call' }>): Promise<Measured> {
  const clients = Array.from({ length: CALL_CONNECTIONS }, lanes);
  const tookUs = createHistogram();
  const startedAtMs = performance.now();
  const endMs = startedAtMs + seconds * 1_000;
  const one = (client: (typeof clients)[number]) =>
    new Promise<void>((resolve, reject) => {
      const done = (error: Error | null) => (error ? reject(error) : resolve());
      if (method === 'GetLane') client.getLane({ name: LANE }, done);
      else client.listLanes({}, done);
    });
  const callers = Array.from({ length: CALLS_AT_ONCE }, async (_, index) => {
    const client = clients[index % clients.length];
    if (!client) return;
    while (performance.now() < endMs) {
      const atMs = performance.now();
      await one(client);
      record(tookUs, performance.now() - atMs);
    }
  });
  await Promise.all(callers);
  for (const client of clients) client.close();
  return summary(tookUs, (performance.now() - startedAtMs) / 1_000);
}

/**
 * Pauses and resumes a stream twice a second while this many watch. An update's latency runs from the time that the hub itself
 * gives for the change to its arrival here; both read the same machine's clock.
 */
async function watchAndTouch({
  watchers,
  seconds,
}: Extract<Task, { kind: 'watch' }>): Promise<Measured> {
  const lateUs = createHistogram();
  const connections = Array.from(
    { length: Math.ceil(watchers / WATCHERS_PER_CONNECTION) },
    streams,
  );
  const calls: ClientReadableStream<unknown>[] = [];
  let began = 0;
  for (let index = 0; index < watchers; index++) {
    const call = connections[index % connections.length]?.watchStreams({});
    if (!call) continue;
    calls.push(call);
    let isFirst = true;
    call.on('error', () => undefined);
    call.on('data', ({ streams: changed }: Update) => {
      if (isFirst) began++;
      else for (const { since } of changed) if (since) record(lateUs, Date.now() - momentOf(since));
      isFirst = false;
    });
  }
  while (began < watchers) await wait(20);
  const startedAtMs = performance.now();
  const client = streams();
  for (let on = false; performance.now() - startedAtMs < seconds * 1_000; on = !on) {
    await new Promise<void>((resolve, reject) => {
      const done = (error: Error | null) => (error ? reject(error) : resolve());
      if (on) client.resumeStream({ name: 'stream-0' }, done);
      else client.pauseStream({ name: 'stream-0' }, done);
    });
    await wait(500);
  }
  for (const call of calls) call.cancel();
  for (const one of [client, ...connections]) one.close();
  return summary(lateUs, (performance.now() - startedAtMs) / 1_000);
}

function momentOf({ seconds, nanos }: Moment): number {
  return seconds * 1_000 + nanos / 1_000_000;
}

function record(histogram: RecordableHistogram, millis: number): void {
  histogram.record(Math.max(1, Math.round(millis * 1_000)));
}

function summary(histogram: RecordableHistogram, seconds: number): Measured {
  const ms = (percentile: number) =>
    histogram.count === 0 ? 0 : histogram.percentile(percentile) / 1_000;
  return { calls: histogram.count, seconds, p50Ms: ms(50), p99Ms: ms(99) };
}
