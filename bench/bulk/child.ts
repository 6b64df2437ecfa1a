import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import type { LoopDelay } from '../support/loop-delay.ts';
import { measureLoopDelay } from '../support/loop-delay.ts';
import { configuration, schema } from './workload.ts';

/** The hub's process: imports one file and reports the result to its parent. */
export interface ChildOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
  readonly file: string;
}

/** The time when all rows are in the stream's log. */
export interface ImportNews {
  readonly startedAtMs: number;
  readonly importedAtMs: number;
  /** Event-loop delay of the main thread during the import, milliseconds. */
  readonly loop: LoopDelay;
  /** Resident size of hub and workers, sampled every quarter second, MB. */
  readonly rssMb: readonly number[];
  readonly rejected: number;
}

const LIMIT_MS = 90_000;
const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions;
const { dir, natsUrl, databaseUrl, file } = options;
await writeFile(path.join(dir, 'stellwerk.yaml'), configuration);
await writeFile(path.join(dir, 'product.schema.json'), JSON.stringify(schema));
await writeFile(path.join(dir, 'nothing.jsonl'), '');
const hub = await startHub({
  configFile: path.join(dir, 'stellwerk.yaml'),
  natsUrl,
  databaseUrl,
  stateDir: dir,
  log: 'silent',
  env: { TARGET_URL: databaseUrl },
});
await hub.settled(AbortSignal.timeout(LIMIT_MS));

const rssMb: number[] = [];
const sampler = setInterval(() => rssMb.push(Math.round(process.memoryUsage.rss() / 1e6)), 250);
const loopDelay = measureLoopDelay();
const startedAtMs = Date.now();
const { id } = await hub.imports.start(
  {
    stream: 'products',
    from: file,
    format: 'csv',
    encoding: null,
    reading: {
      delimiter: null,
      recordPath: null,
      sheet: null,
      numbers: ['price', 'stock'],
      decimalComma: [],
      germanDates: [],
    },
    rejectsFile: null,
    maxRejects: 0,
    requestedBy: 'bench',
    requestId: null,
  },
  AbortSignal.timeout(LIMIT_MS),
);
const over = Promise.withResolvers<void>();
const look = () => {
  const { state } = hub.imports.get(id);
  if (state === 'finished' || state === 'failed') over.resolve();
};
hub.subscribe(look);
look();
await over.promise;
const loop = loopDelay();
clearInterval(sampler);
const news: ImportNews = {
  startedAtMs,
  importedAtMs: Date.now(),
  loop,
  rssMb,
  rejected: hub.imports.get(id).counts.rejected,
};
process.send?.(news);
// Stays alive until the parent has read its usage from /proc and ends it.
process.on('disconnect', () => void hub.stop().then(() => process.exit(0)));
