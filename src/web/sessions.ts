import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { Failure } from '../domain/index.ts';

const COOKIE = 'stellwerk-session';
const IDLE_MS = 2 * 3_600_000;
const LONGEST_MS = 12 * 3_600_000;
/** Renewed this early, so that credentials do not expire in flight. */
const RENEWED_BEFORE_MS = 30_000;
/** How soon an unavailable issuer is asked again. */
const ASKED_AGAIN_MS = 5_000;
/** More than the people who look at one hub; beyond it the session that was idle longest ends. */
const MAX_SESSIONS = 1_000;

/** A person's credentials, and how long they are valid. */
export interface Credentials {
  /** In the form of an authorization header. */
  readonly authorization: string;
  /** When they expire. Default: not before the session does. */
  readonly expiresAtMs?: number;
  /**
   * Gets the next credentials, once; null or absent: there are none.
   * @throws Failure SIGN_IN_REFUSED when their owner no longer has access; ISSUER_UNAVAILABLE
   */
  readonly renew?: (() => Promise<Credentials>) | null;
}

interface Session {
  credentials: Credentials;
  /** The renewal in progress. */
  renewing: Promise<void> | null;
  renewAtMs: number;
  readonly endsAtMs: number;
  readonly signOutUrl: string | null;
  usedAtMs: number;
}

export interface SessionOptions {
  /** Where the owner can sign out at the issuer. Default: nowhere. */
  readonly signOutUrl?: string | null;
  /** Whether the browser used TLS, even if TLS ends before this process. Default: as the process serves. */
  readonly secure?: boolean;
}

/**
 * Browser sessions. The credentials stay in this process's memory; the browser holds a random number, which its pages cannot read.
 * A session ends two hours after its last use, twelve hours after its beginning, when its credentials expire without renewal, or
 * with the process.
 */
export class Sessions {
  /** By cookie, name and value: an id counts only under the name that it was given. */
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;
  readonly #secure: boolean;

  /** @param secure whether the cookie is sent over TLS only; without TLS it does not leave this machine */
  constructor({
    secure,
    now = Date.now,
  }: {
    readonly secure: boolean;
    readonly now?: () => number;
  }) {
    this.#secure = secure;
    this.#now = now;
  }

  /** @returns the `set-cookie` header */
  begin(credentials: Credentials, options: SessionOptions = {}): string {
    const { signOutUrl = null } = options;
    const secure = (options.secure ?? false) || this.#secure;
    this.#makeRoom();
    const id = randomBytes(32).toString('base64url');
    const usedAtMs = this.#now();
    const { expiresAtMs = Infinity, renew = null } = credentials;
    const lastsMs = renew ? LONGEST_MS : Math.min(LONGEST_MS, expiresAtMs - usedAtMs);
    this.#sessions.set(`${nameOf(secure)}=${id}`, {
      ...{ credentials, renewing: null, renewAtMs: expiresAtMs - RENEWED_BEFORE_MS },
      ...{ endsAtMs: usedAtMs + LONGEST_MS, usedAtMs, signOutUrl },
    });
    return setCookie(id, Math.max(0, Math.floor(lastsMs / 1_000)), secure);
  }

  /** Renews the session's credentials when they are about to expire; all its calls wait for one renewal. */
  async keepFresh(cookieHeader: string | undefined): Promise<void> {
    const { session } = this.#find(cookieHeader) ?? {};
    if (!session?.credentials.renew || this.#now() < session.renewAtMs) return;
    session.renewing ??= this.#renew(session, session.credentials.renew).finally(() => {
      session.renewing = null;
    });
    await session.renewing;
  }

  /** Returns the session's credentials; null without a session. */
  authorizationOf(cookieHeader: string | undefined): string | null {
    const found = this.#find(cookieHeader);
    if (!found) return null;
    const { cookie, session } = found;
    session.usedAtMs = this.#now();
    // The map is kept in order of last use.
    this.#sessions.delete(cookie);
    this.#sessions.set(cookie, session);
    return session.credentials.authorization;
  }

  /** @returns the `set-cookie` header that deletes the cookie, and where else its owner may sign out */
  end(cookieHeader: string | undefined) {
    const cookie = cookieIn(cookieHeader) ?? '';
    const signOutUrl = this.#sessions.get(cookie)?.signOutUrl ?? null;
    this.#sessions.delete(cookie);
    const secure = this.#secure || cookie.startsWith(nameOf(true));
    return { setCookie: setCookie('', 0, secure), signOutUrl };
  }

  #find(cookieHeader: string | undefined) {
    const cookie = cookieIn(cookieHeader);
    const session = cookie === null ? undefined : this.#sessions.get(cookie);
    if (cookie === null || !session) return null;
    const { expiresAtMs = Infinity, renew = null } = session.credentials;
    const endsAtMs = Math.min(
      session.endsAtMs,
      session.usedAtMs + IDLE_MS,
      renew ? Infinity : expiresAtMs,
    );
    if (this.#now() < endsAtMs) return { cookie, session };
    this.#sessions.delete(cookie);
    return null;
  }

  async #renew(session: Session, renew: () => Promise<Credentials>): Promise<void> {
    try {
      session.credentials = await renew();
      session.renewAtMs = (session.credentials.expiresAtMs ?? Infinity) - RENEWED_BEFORE_MS;
    } catch (error) {
      const { code } = Failure.from(error);
      // Without access the session ends when the credentials expire. An unavailable issuer may renew them later.
      if (code === 'SIGN_IN_REFUSED') session.credentials = { ...session.credentials, renew: null };
      else if (code === 'ISSUER_UNAVAILABLE') session.renewAtMs = this.#now() + ASKED_AGAIN_MS;
      else throw error;
    }
  }

  #makeRoom(): void {
    if (this.#sessions.size < MAX_SESSIONS) return;
    for (const [oldest] of this.#sessions) return void this.#sessions.delete(oldest);
  }
}

function setCookie(value: string, maxAge: number, secure: boolean): string {
  const lasting = { maxAge, path: '/', httpOnly: true, sameSite: 'strict' } as const;
  return stringifySetCookie({ name: nameOf(secure), value, ...lasting, secure });
}

/** With the prefix no other host of the domain can set the cookie, and so put a browser into a session of someone else. */
function nameOf(secure: boolean): string {
  return `${secure ? '__Host-' : ''}${COOKIE}`;
}

function cookieIn(header: string | undefined): string | null {
  const cookies = header ? parseCookie(header) : {};
  const name = [nameOf(true), nameOf(false)].find((one) => cookies[one]);
  return name === undefined ? null : `${name}=${cookies[name]}`;
}
