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

/** The oldest server that has message schedules, atomic batches and pinned clients. */
const MIN_SERVER = [2, 14] as const;
const CONNECT_TIMEOUT_MS = 10_000;

export interface BusUsage {
  readonly bytes: number;
  /** Null without a limit of the account; the server's own is told to nobody but its operator. */
  readonly maxBytes: number | null;
  readonly streams: number;
  readonly consumers: number;
}

/** A connection to NATS and the prefix of everything that this hub owns there. */
export interface BusConnection {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** Prefix of all stream names (`<namespace>-…`) and subjects (`<namespace>.…`). */
  readonly namespace: string;
  /** Where the logs end, for lanes that wait. */
  readonly growth: Growth;
  /** What was stored last, for lanes that are right behind. */
  readonly tails: Tails;
  /** How records are numbered in the logs. */
  readonly numberings: Numberings;
  /** Which frames hold a key. */
  readonly frameIndex: FrameIndex;
  /** What was read last of the logs' past. */
  readonly recentFrames: RecentFrames;
  /** How much room the server has for more. */
  readonly room: DiskRoom;
  /**
   * Calls back whenever the connection broke and is back: what the server sent meanwhile is gone.
   * @returns what ends it
   */
  onReconnect(listener: () => void): () => void;
  /** Resolves when JetStream answers. @throws Failure BUS_UNAVAILABLE */
  ready(): Promise<void>;
  /** What JetStream holds for the account that the hub uses, other users of it included. @throws Failure BUS_UNAVAILABLE */
  usage(): Promise<BusUsage>;
}

/**
 * Connects and checks the server. Reconnects for ever afterwards; calls made meanwhile fail with BUS_UNAVAILABLE.
 * @param url `nats://[user:password@|token@]host:port`
 * @param folder where that server keeps its data, when it is on this machine
 * @throws Failure SETUP_FAILED when nobody answers, the server is too old or has no JetStream
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
      // Two stack traces for each request, for an error that hardly ever comes and then names what was asked anyway.
      noAsyncTraces: true,
    });
    // A connection that is of no use would be made again for ever.
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
    throw busFailure(error, 'ask JetStream how it is');
  }
}

/** One reader of the connection's news for all listeners, since the client keeps each for as long as the connection lives. */
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
    message: `The NATS server at ${server} has version ${version}; ${MIN_SERVER.join('.')} or newer is needed. Update it, or unset STELLWERK_NATS_URL to use the embedded one.`,
  });
}

/** Takes the credentials out of the URL, since the client wants them apart and messages must not show them. */
function parseUrl(url: string): { servers: string; user?: string; pass?: string; token?: string } {
  const whole = url.includes('://') ? url : `nats://${url}`;
  if (!URL.canParse(whole)) {
    // The error that the URL itself throws would carry all of it, password included.
    throw new Failure('SETUP_FAILED', {
      message: 'STELLWERK_NATS_URL is no URL: write nats://user:password@host:port.',
    });
  }
  const parsed = new URL(whole);
  const servers = parsed.host;
  const user = decodeURIComponent(parsed.username);
  const pass = decodeURIComponent(parsed.password);
  if (user && pass) return { servers, user, pass };
  return user ? { servers, token: user } : { servers };
}
