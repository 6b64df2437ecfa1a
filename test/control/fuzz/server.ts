import { Failure } from '../../../src/domain/index.ts';
import type { HubPort, RecoveryPort } from '../../../src/control/index.ts';
import { serveControl } from '../../../src/control/index.ts';
import { FakeHub } from '../../support/fake-hub.ts';

/**
 * The control API over a fake hub in a process of its own, so that its memory can be weighed and its death be seen. Answers
 * `weigh` with what it holds; tells each defect and whatever nobody caught.
 */
const hub = new FakeHub();

const absent = async () => {
  throw new Failure('NOT_FOUND', { message: 'There is nothing.' });
};
const anyPort = new Proxy({}, { get: () => absent });

const recovery: RecoveryPort = {
  listDeadLetters: async () => ({ letters: [], next: null }),
  countDeadLetters: async () => 0,
  getDeadLetter: absent,
  listDeadLetterGroups: async () => [],
  previewReplay: absent,
  replayDeadLetters: async () => 1,
  discardDeadLetters: async () => 1,
  replayLane: async () => 1,
  pauseKey: async () => undefined,
  resumeKey: async () => undefined,
  pausedKeys: async () => ['A1'],
};
Object.assign(hub.recovery, recovery);

/** Ports that the fake hub has not get one that finds nothing, so that methods yet to come are fuzzed from the beginning. */
const port = new Proxy(hub, {
  get(target, name) {
    const value: unknown = Reflect.get(target, name, target);
    if (value === undefined) return anyPort;
    return typeof value === 'function' ? (value.bind(target) as unknown) : value;
  },
}) as HubPort;

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.send?.({ uncaught: error instanceof Error ? error.stack : String(error) });
  });
}
const server = await serveControl({
  hub: port,
  address: '127.0.0.1:0',
  onDefect: (failure, method) =>
    process.send?.({
      defect: `${method}: ${failure.message} ${String((failure.cause as Error)?.stack)}`,
    }),
});
process.on('message', () => {
  globalThis.gc?.();
  hub.commands.length = 0;
  hub.signals.length = 0;
  const { heapUsed, rss } = process.memoryUsage();
  process.send?.({
    weight: { heapMb: heapUsed / 1e6, rssMb: rss / 1e6, watchers: hub.listeners.size },
  });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ address: server.address });
