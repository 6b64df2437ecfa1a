import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { NatsConnection } from '@nats-io/transport-node';
import { Failure } from '../domain/index.ts';
import { busFailure } from './failures.ts';
import { DiskRoom } from './disk-room.ts';
import type { Growth } from './growth.ts';
import { FrameIndex } from './frame-index.ts';
import { createGrowth } from './growth.ts';
import { Numberings } from './numberings.ts';
import { RecentFrames } from './recent-frames.ts';
import { Tails } from './tail.ts';

/** The oldest server with message schedules, atomic batches and pinned clients. */
const MIN_SERVER = [2, 14] as const;
const CONNECT_TIMEOUT_MS = 10_000;

export interface BusUsage {
  readonly bytes: number;
  /** Null if the account has no limit; the server's own limit is visible only to its operator. */
  readonly maxBytes: number | null;
  readonly streams: number;
  readonly consumers: number;
}

/** A connection to NATS, with the prefix of everything that this hub owns there. */
export interface BusConnection {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** Prefix of all stream names (`<namespace>-…`) and subjects (`<namespace>.…`). */
  readonly namespace: string;
  /** Where the logs end, for waiting lanes. */
  readonly growth: Growth;
  /** The newest records, for lanes close to the end of their log. */
  readonly tails: Tails;
  /** How records are numbered in the logs. */
  readonly numberings: Numberings;
  /** Which frames hold a key. */
  readonly frameIndex: FrameIndex;
  /** The frames of the history that were read last. */
  readonly recentFrames: RecentFrames;
  /** How much disk space the server has left. */
  readonly room: DiskRoom;
  /**
   * Calls the listener each time the connection is re-established; whatever the server sent in between is lost.
   * @returns a function that removes the listener
   */
  onReconnect(listener: () => void): () => void;
  /** Resolves when JetStream answers. @throws Failure BUS_UNAVAILABLE */
  ready(): Promise<void>;
  /**
   * Returns what JetStream holds for the hub's account, including that of other users of the account.
   * @throws Failure BUS_UNAVAILABLE
   */
  usage(): Promise<BusUsage>;
}

/**
 * Connects and checks the server. Afterwards it reconnects without limit; calls made while disconnected fail with
 * BUS_UNAVAILABLE.
 * @param url `nats://[user:password@|token@]host:port`
 * @param folder where the server keeps its data, if it runs on this machine
 * @throws Failure SETUP_FAILED if nothing answers, or if the server is too old or has no JetStream
 */
export async function connectBus(
  url: string,
  namespace: string,
  folder: string | null = null,
): Promise<BusConnection> {
  const { servers, ...credentials } = parseUrl(url);
  await using opened = new AsyncDisposableStack();
  try {
    const nc = await connect({
      servers,
      ...credentials,
      name: `stellwerk ${namespace}`,
      timeout: CONNECT_TIMEOUT_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250,
      // Saves two stack traces per request. They would only serve a rare error, which names the request anyway.
      noAsyncTraces: true,
    });
    // Otherwise an unusable connection would reconnect forever.
    opened.defer(() => nc.close());
    requireVersion(nc.info?.version ?? '0.0.0', servers);
    const jsm = await jetstreamManager(nc);
    opened.move();
    return {
      ...{ nc, jsm, namespace },
      js: jetstream(nc),
      growth: createGrowth(),
      tails: new Tails(),
      numberings: new Numberings(),
      frameIndex: new FrameIndex(),
      recentFrames: new RecentFrames(),
      room: new DiskRoom(folder),
      onReconnect: reconnects(nc),
      ready: async () => void (await askUsage(jsm)),
      usage: () => askUsage(jsm),
    };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('SETUP_FAILED', {
      message: `No JetStream at ${servers}: ${String(error)}. Start a NATS server with JetStream, or correct STELLWERK_NATS_URL.`,
      cause: error,
    });
  }
}

async function askUsage(jsm: JetStreamManager): Promise<BusUsage> {
  try {
    const { storage, streams, consumers, limits } = await jsm.getAccountInfo();
    const maxBytes = limits.max_storage > 0 ? limits.max_storage : null;
    return { bytes: storage, maxBytes, streams, consumers };
  } catch (error) {
    throw busFailure(error, 'ask JetStream for its usage');
  }
}

/**
 * Reads the connection's status once for all listeners, since the client keeps each reader as long as the connection
 * lives.
 */
function reconnects(nc: NatsConnection): BusConnection['onReconnect'] {
  const listeners = new Set<() => void>();
  void (async () => {
    for await (const { type } of nc.status()) {
      if (type === 'reconnect') for (const listener of listeners) listener();
    }
  })();
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}

function requireVersion(version: string, server: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > MIN_SERVER[0] || (major === MIN_SERVER[0] && minor >= MIN_SERVER[1]);
  if (enough) return;
  throw new Failure('SETUP_FAILED', {
    message: `The NATS server at ${server} has version ${version}; ${MIN_SERVER.join('.')} or newer is required. Update it, or unset STELLWERK_NATS_URL to use the embedded one.`,
  });
}

/** Separates the credentials from the URL, since the client takes them separately and messages must not show them. */
function parseUrl(url: string): { servers: string; user?: string; pass?: string; token?: string } {
  const whole = url.includes('://') ? url : `nats://${url}`;
  if (!URL.canParse(whole)) {
    // The error thrown by `new URL` would contain the whole text, including the password.
    throw new Failure('SETUP_FAILED', {
      message: 'STELLWERK_NATS_URL is not a URL: write nats://user:password@host:port.',
    });
  }
  const parsed = new URL(whole);
  const servers = parsed.host;
  const user = decodeURIComponent(parsed.username);
  const pass = decodeURIComponent(parsed.password);
  if (user && pass) return { servers, user, pass };
  return user ? { servers, token: user } : { servers };
}
