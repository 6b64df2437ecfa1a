import type { AccessSettings } from '../../src/access/index.ts';
import { Guard, KeyRing } from '../../src/access/index.ts';
import type { ControlOptions, ControlServer, RecoveryPort } from '../../src/control/index.ts';
import { serveControl } from '../../src/control/index.ts';
import type { AuditEntry, Role } from '../../src/domain/index.ts';
import { Failure } from '../../src/domain/index.ts';
import { FakeHub } from '../support/fake-hub.ts';
import { storeBench } from '../store/support.ts';
import type { StoreBench } from '../store/support.ts';

export const defaults: AccessSettings = {
  apiKeys: true,
  oauth: null,
  certificates: [],
  allow: [],
  trustedProxies: [],
  limits: { perIdentity: 100_000, perAddress: 100_000 },
};

export interface GuardedControl extends ControlServer, AsyncDisposable {
  readonly hub: FakeHub;
  readonly bench: StoreBench;
  readonly keys: KeyRing;
  readonly guard: Guard;
  readonly entries: AuditEntry[];
  /** Creates an API key and returns it as a header. */
  key(role: Role, streams?: readonly string[]): Promise<{ authorization: string }>;
}

/** Starts a real control server with a guard and with keys in a real database, over a fake hub. */
export async function startGuarded(
  settings: Partial<AccessSettings> = {},
  more: Partial<ControlOptions> = {},
): Promise<GuardedControl> {
  const bench = await storeBench();
  const hub = new FakeHub();
  Object.assign(hub.recovery, fakeRecovery);
  const entries: AuditEntry[] = [];
  const keys = new KeyRing(bench.store.apiKeys);
  const guard = new Guard({ settings: { ...defaults, ...settings }, keys, localSecret: null });
  hub.audit.record = async (entry) => void entries.push(entry);
  const options = { hub, guard, apiKeys: keys, address: '127.0.0.1:0' };
  const server = await serveControl({ ...options, ...more });
  return {
    ...server,
    ...{ hub, bench, keys, guard, entries },
    async key(role, streams) {
      const wish = { name: `test ${role}`, role, streams: streams ?? null, expiresAtMs: null };
      return bearer((await keys.create(wish)).secret);
    },
    async [Symbol.asyncDispose]() {
      await server.stop(0);
      await bench[Symbol.asyncDispose]();
    },
  };
}

export function bearer(token: string) {
  return { authorization: `Bearer ${token}` };
}

const fakeRecovery: RecoveryPort = {
  listDeadLetters: async () => ({ letters: [], next: null }),
  newestDeadLetterId: async () => '0',
  countDeadLetters: async () => 0,
  getDeadLetter: async (id) => {
    throw new Failure('NOT_FOUND', { message: `There is no dead letter ${id}.` });
  },
  listDeadLetterGroups: async () => [],
  previewReplay: async () => {
    throw new Failure('NOT_FOUND', { message: 'There is none.' });
  },
  replayDeadLetters: async () => 3,
  discardDeadLetters: async () => 2,
  replayLane: async () => 42,
  pauseKey: async () => undefined,
  resumeKey: async () => undefined,
  pausedKeys: async () => [],
};
