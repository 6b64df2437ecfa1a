import { startHub } from '../../src/runtime/hub.ts';
import type { RecoveryPort } from '../../src/control/index.ts';

/**
 * A hub in a process of its own, whose first message is the port of its HTTP server. On the message `settle` it waits until
 * nothing is left to do and answers with its open dead letters (`lane key@version`, for rows `stream: position`); on `repeat` it
 * first replays every lane from the start of its log. It exits with an error when it cannot start, so that its parent starts it
 * again, and when another hub has taken its place.
 */
const options = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startHub>[0];
const hub = await startHub({ ...options, log: 'json', env: process.env });
process.on('SIGTERM', () => void hub.stop().then(() => process.exit(0)));
process.on('message', (order) => void (order === 'repeat' ? repeat() : settle()));
hub.displaced.addEventListener('abort', () => void hub.stop().then(() => process.exit(1)));
process.send?.(Number(hub.httpAddress.split(':').at(-1)));

async function repeat(): Promise<void> {
  const signal = AbortSignal.timeout(60_000);
  for (const { name } of hub.lanes()) {
    const replay = { lane: name, from: { kind: 'seq', seq: 1 }, force: false } as const;
    await hub.recovery.replayLane(replay, signal);
  }
  await settle();
}

async function settle(): Promise<void> {
  await hub.settled(AbortSignal.timeout(60_000));
  process.send?.(await openLetters(hub.recovery));
}

async function openLetters(recovery: RecoveryPort): Promise<string[]> {
  const names: string[] = [];
  for (let after: string | null = null; ;) {
    const page = await recovery.listDeadLetters({ states: ['open'] }, { limit: 500, after });
    for (const { lane, stream, position, key, document } of page.letters) {
      const isRow = lane === null;
      names.push(
        isRow ? `${stream}: ${position}` : `${lane} ${key}@${JSON.stringify(document?.n)}`,
      );
    }
    if (page.next === null) return names;
    after = page.next;
  }
}
