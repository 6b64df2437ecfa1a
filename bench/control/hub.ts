import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';

/** The hub's process: `hub.ts OPTIONS`; ends with its parent. Reports its address and, when asked to `weigh`, its memory. */
const { natsUrl, databaseUrl, dir, streams } = JSON.parse(process.argv[2] ?? '{}') as {
  natsUrl: string;
  databaseUrl: string;
  dir: string;
  streams: number;
};

await mkdir(path.join(dir, 'out'), { recursive: true });
await writeFile(path.join(dir, 'empty.jsonl'), '');
const names = Array.from({ length: streams }, (_, index) => `stream-${index}`);
const flow = (name: string) => `
  ${name}:
    from: { connector: source, entity: thing, key: id, version: at }
    to: [{ connector: target, entity: ${name} }]`;
const configFile = path.join(dir, 'stellwerk.yaml');
await writeFile(
  configFile,
  `connectors:
  source: { kind: file, path: ./empty.jsonl }
  target: { kind: file, path: ./out/things.jsonl }
streams:${names.map(flow).join('')}
`,
);
const hub = await startHub({ configFile, natsUrl, databaseUrl, stateDir: dir, log: 'silent' });
await hub.settled(AbortSignal.timeout(30_000));
process.on('message', () => process.send?.({ rssMb: process.memoryUsage().rss / 1e6 }));
process.on('disconnect', () => void hub.stop().then(() => process.exit(0)));
process.send?.({ address: hub.grpcAddress });
