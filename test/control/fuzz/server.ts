import { Failure } from '../../../src/domain/index.ts';
import type { HubPort, RecoveryPort } from '../../../src/control/index.ts';
import { serveControl } from '../../../src/control/index.ts';
import { FakeHub } from '../../support/fake-hub.ts';

/**
 * Serves the control API over a fake hub in its own process, so that its memory can be measured and its death noticed.
 * Answers `weigh` with what it holds, and reports each defect and each uncaught error.
 */
const hub = new FakeHub();

const absent = async () => {
  throw new Failure('NOT_FOUND', { message: 'There is nothing.' });
};
const anyPort = new Proxy({}, { get: () => absent });

const recovery: RecoveryPort = {
  listDeadLetters: async () => ({ letters: [], next: null }),
  newestDeadLetterId: async () => '0',
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

/** Replaces ports that the fake hub lacks by one that finds nothing, so that future methods are fuzzed from the beginning. */
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
