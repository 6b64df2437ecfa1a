import { createHash } from 'node:crypto';
import type { Client, ClientErrorExtensions, ConnectConfig, SFTPWrapper } from 'ssh2';
import ssh2 from 'ssh2';
import { orAborted } from '../common/or-aborted.ts';
import type { Side } from '../common/side.ts';
import { refused } from '../common/side.ts';
import { sftpFailure } from './failures.ts';
import { Session } from './session.ts';
import type { SftpAuth, SftpSettings } from './spec.ts';

/** How often a connection without traffic is tested, and how many answers may be missing. */
const KEEPALIVE_MS = 15_000;
const KEEPALIVES_MISSED = 3;

/**
 * The only connection to the server, shared by all streams and lanes of the connector. Opened on first use, and again after it was
 * lost.
 */
export class SftpServer {
  readonly #settings: SftpSettings;
  readonly #name: string;
  readonly #closing = new AbortController();
  #opening: Promise<Session> | null = null;

  constructor(settings: SftpSettings, name: string) {
    this.#settings = settings;
    this.#name = name;
  }

  /** @throws Failure when the server cannot be reached, is another one, or does not accept the credentials; the signal's reason */
  async session(side: Side, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    try {
      const opening = (this.#opening ??= this.#connect());
      const session = await orAborted(opening, signal);
      if (!session.isLost) return session;
      // Its end has not been told yet. Of several who find it lost, one connects.
      if (this.#opening === opening) this.#opening = null;
      return await orAborted((this.#opening ??= this.#connect()), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ForeignHost) throw this.#foreign(error, side);
      throw sftpFailure(error, side, `connect to ${this.#where}`);
    }
  }

  async close(): Promise<void> {
    const opening = this.#opening;
    this.#closing.abort();
    const session = await opening?.catch(() => null);
    session?.close();
  }

  get #where(): string {
    const { user, host, port } = this.#settings;
    return `${user}@${host}:${port}`;
  }

  async #connect(): Promise<Session> {
    const { host, port, user, auth, hostKeys = [], timeoutMs } = this.#settings;
    const client = new ssh2.Client();
    const { promise, resolve, reject } = Promise.withResolvers<SFTPWrapper>();
    let shown: string | null = null;
    // The listener stays: an error without one would end the process.
    client.on('error', (error: Error & ClientErrorExtensions) => reject(error));
    client.on('close', () => reject(new Error('the server closed the connection')));
    client.on('keyboard-interactive', (_name, _text, _language, prompts, answer) =>
      answer(prompts.map(() => (auth.kind === 'password' ? auth.password : ''))),
    );
    client.on('ready', () => {
      // Requests are small, and each is waited for.
      client.setNoDelay();
      client.sftp((error, sftp) => (error ? reject(error) : resolve(sftp)));
    });
    const late = () => reject(new Error(`no answer within ${timeoutMs} ms`));
    const timer = setTimeout(late, timeoutMs);
    this.#closing.signal.addEventListener('abort', late);
    try {
      begin(client, {
        ...{ host, port, username: user, ...credentials(auth) },
        ...{ readyTimeout: timeoutMs, keepaliveInterval: KEEPALIVE_MS },
        keepaliveCountMax: KEEPALIVES_MISSED,
        hostVerifier: (key: Buffer) => {
          shown = fingerprintOf(key);
          return hostKeys.some((known) => known.replace(/=$/, '') === shown);
        },
      });
      const session = new Session(client, await promise, timeoutMs);
      const opening = this.#opening;
      session.onEnd(() => {
        if (this.#opening === opening) this.#opening = null;
      });
      return session;
    } catch (error) {
      this.#opening = null;
      client.destroy();
      if (shown !== null && !hostKeys.includes(shown)) throw new ForeignHost(shown);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#closing.signal.removeEventListener('abort', late);
    }
  }

  #foreign({ fingerprint }: ForeignHost, side: Side) {
    const { hostKeys = [] } = this.#settings;
    const what =
      hostKeys.length === 0
        ? `Connector ${this.#name} has no \`hostKeys\`, so the hub cannot know that ${this.#where} is the right server. It shows the key ${fingerprint}.`
        : `${this.#where} shows the key ${fingerprint}, which is not among the \`hostKeys\` of connector ${this.#name}: somebody may be in between, or the server has a new key or several.`;
    return refused(
      side,
      `${what} Ask its operator for the fingerprint, and add it to \`hostKeys\` only if it is the same.`,
    );
  }
}

/** The server showed a key that is not known. */
class ForeignHost extends Error {
  readonly fingerprint: string;

  constructor(fingerprint: string) {
    super('the server’s key is not known');
    this.fingerprint = fingerprint;
  }
}

function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=$/, '')}`;
}

/** What it throws itself is about the key, before anything is sent. */
function begin(client: Client, config: ConnectConfig): void {
  try {
    client.connect(config);
  } catch (error) {
    throw Object.assign(error as Error, { level: 'client-authentication' });
  }
}

function credentials(auth: SftpAuth): ConnectConfig {
  // Many servers take a password only as the answer to a question.
  if (auth.kind === 'password') return { password: auth.password, tryKeyboard: true };
  const { privateKey, passphrase } = auth;
  return { privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
}
