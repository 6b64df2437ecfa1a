import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';

/** The hub's process: `hub.ts OPTIONS`. Reports its start and, when asked to `weigh`, its memory; ends with its parent. */
export interface HubOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly streams: number;
}

export type HubNews =
  | { readonly kind: 'started'; readonly startMs: number }
  | { readonly kind: 'settled' }
  | { readonly kind: 'weight'; readonly rssMb: number; readonly heapMb: number };

const HOUR_S = 3_600;
const SETTLED_LIMIT_MS = 10 * 60_000;
const options = JSON.parse(process.argv[2] ?? '{}') as HubOptions;
const { dir, natsUrl, databaseUrl, streams } = options;

await writeFile(path.join(dir, 'empty.jsonl'), '');
await writeFile(path.join(dir, 'stellwerk.yaml'), configuration(streams));
const startedAt = performance.now();
const hub = await startHub({
  configFile: path.join(dir, 'stellwerk.yaml'),
  ...{ natsUrl, databaseUrl, stateDir: dir, log: 'silent' },
});
tell({ kind: 'started', startMs: performance.now() - startedAt });
await hub.settled(AbortSignal.timeout(SETTLED_LIMIT_MS));
verify();
tell({ kind: 'settled' });
process.on('message', () => {
  const { rss, heapUsed } = process.memoryUsage();
  tell({ kind: 'weight', rssMb: rss / 1e6, heapMb: heapUsed / 1e6 });
});
process.on('disconnect', () => void hub.stop().finally(() => process.exit(0)));

function tell(news: HubNews): void {
  process.send?.(news);
}

/** Checks that every stream exists, has been read and knows its next time, and that every lane is ready. */
function verify(): void {
  const [readings, lanes] = [hub.streams(), hub.lanes()];
  const idle = readings.filter(
    ({ state, nextRunAtMs }) => state === 'idle' && nextRunAtMs !== null,
  );
  const running = lanes.filter(({ state }) => state === 'running');
  if (idle.length === streams && running.length === streams) return;
  throw new Error(`${idle.length} streams idle, ${running.length} lanes running of ${streams}`);
}

/** Each stream is read about once an hour, at different times. */
function configuration(count: number): string {
  const flow = (_: unknown, index: number) => `
  stream-${index}:
    from: { connector: source, entity: thing, key: id, version: at }
    every: ${HOUR_S + (index % 600)}s
    to: [{ connector: target, entity: thing-${index} }]`;
  return `connectors:
  source: { kind: file, path: ./empty.jsonl }
  target: { kind: file, path: ./things.jsonl }
streams:${Array.from({ length: count }, flow).join('')}
`;
}
