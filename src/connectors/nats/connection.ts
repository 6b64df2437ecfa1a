import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { JetStreamClient, JetStreamManager } from '@nats-io/jetstream';
import {
  connect,
  credsAuthenticator,
  nkeyAuthenticator,
  PermissionViolationError,
} from '@nats-io/transport-node';
import type { ConnectionOptions, NatsConnection, TlsOptions } from '@nats-io/transport-node';
import type { ConnectorContext } from '../../connector-api/index.ts';
import type { Side } from '../common/side.ts';
import { away } from '../common/side.ts';
import { natsFailure } from './failures.ts';
import type { NatsAuth, NatsSettings, NatsTls } from './spec.ts';

export interface OpenNats {
  readonly nc: NatsConnection;
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  /** Subjects to which the account may not publish, as far as the server has reported. */
  readonly denied: ReadonlySet<string>;
}

/**
 * The only connection to a company's own NATS, shared by all streams and lanes of the connector. Opened on first use; it
 * reconnects by itself, and is opened again after the server has closed it for good.
 */
export class NatsSystem {
  readonly #settings: NatsSettings;
  readonly #context: ConnectorContext;
  #open: Promise<OpenNats> | null = null;

  constructor(settings: NatsSettings, context: ConnectorContext) {
    this.#settings = settings;
    this.#context = context;
  }

  get timeoutMs(): number {
    return this.#settings.timeoutMs;
  }

  /** @throws Failure when no server can be reached, or the credentials are not accepted; the signal's reason */
  async use(side: Side, signal: AbortSignal): Promise<OpenNats> {
    const open = (this.#open ??= this.#connect());
    try {
      return await this.limited(open, side, `connect to ${this.#where}`, signal);
    } catch (error) {
      if (!signal.aborted && this.#open === open) this.#forget(open);
      throw error;
    }
  }

  /** Waits for an answer within the time limit. @throws Failure; the signal's reason */
  async limited<T>(
    answer: Promise<T>,
    side: Side,
    action: string,
    signal: AbortSignal,
  ): Promise<T> {
    // Twice, because the client's own limit gives a better message, but does not apply while the connection is re-established.
    const { promise, reject } = Promise.withResolvers<never>();
    const giveUp = () => reject(away(side, `Could not ${action}: no answer in time.`));
    const timer = setTimeout(giveUp, 2 * this.timeoutMs);
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      signal.throwIfAborted();
      return await Promise.race([answer, promise]);
    } catch (error) {
      signal.throwIfAborted();
      throw natsFailure(error, side, action);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      answer.catch(() => undefined); // No one waits for it now.
    }
  }

  async close(): Promise<void> {
    const open = await this.#open?.catch(() => null);
    this.#open = null;
    await open?.nc.close();
  }

  get #where(): string {
    return this.#settings.servers.join(', ');
  }

  #forget(open: Promise<OpenNats>): void {
    this.#open = null;
    void open.then(
      ({ nc }) => nc.close(),
      () => undefined,
    );
  }

  async #connect(): Promise<OpenNats> {
    const { servers, auth, tls, inboxPrefix, timeoutMs } = this.#settings;
    const nc = await connect({
      servers: [...servers],
      name: `stellwerk ${this.#context.name}`,
      timeout: timeoutMs,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 500,
      ...(inboxPrefix === undefined ? {} : { inboxPrefix }),
      ...credentials(auth),
      ...(tls ? { tls: await tlsOptions(tls, this.#context.baseDir) } : {}),
    });
    const denied = new Set<string>();
    void watchDenials(nc, denied);
    const opened = this.#open;
    void nc.closed().then(() => {
      if (this.#open === opened) this.#open = null;
    });
    const options = { timeout: timeoutMs };
    // Does not ask for account information: publishing to plain subjects needs no JetStream.
    const jsm = await jetstreamManager(nc, { ...options, checkAPI: false });
    return { nc, js: jetstream(nc, options), jsm, denied };
  }
}

async function watchDenials(nc: NatsConnection, denied: Set<string>): Promise<void> {
  for await (const status of nc.status()) {
    if (status.type === 'reconnect') denied.clear();
    if (status.type !== 'error' || !(status.error instanceof PermissionViolationError)) continue;
    if (status.error.operation === 'publish') denied.add(status.error.subject);
  }
}

function credentials(auth: NatsAuth): ConnectionOptions {
  const bytes = (content: string) => new TextEncoder().encode(content);
  switch (auth.kind) {
    case 'none':
      return {};
    case 'password':
      return { user: auth.user, pass: auth.password };
    case 'token':
      return { token: auth.token };
    case 'nkey':
      return { authenticator: nkeyAuthenticator(bytes(auth.seed.trim())) };
    case 'credentials':
      return { authenticator: credsAuthenticator(bytes(auth.credentials)) };
  }
}

async function tlsOptions(tls: NatsTls, baseDir: string): Promise<TlsOptions> {
  const read = async (name: 'ca' | 'cert' | 'key') => {
    const file = tls[name];
    return file === undefined
      ? {}
      : { [name]: await readFile(path.resolve(baseDir, file), 'utf8') };
  };
  const files = await Promise.all([read('ca'), read('cert'), read('key')]);
  return Object.assign({ handshakeFirst: tls.handshakeFirst }, ...files);
}
