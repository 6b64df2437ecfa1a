import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';
import { Failure } from '../domain/index.ts';

const COOKIE = 'stellwerk-session';
const IDLE_MS = 2 * 3_600_000;
const LONGEST_MS = 12 * 3_600_000;
/** So that what a call shows does not expire on its way. */
const RENEWED_BEFORE_MS = 30_000;
/** An issuer that is away is asked again so soon. */
const ASKED_AGAIN_MS = 5_000;
/** More than people look at one hub; beyond it the one that was idle longest ends. */
const MAX_SESSIONS = 1_000;

/** What somebody shows, and how long it is good. */
export interface Credentials {
  /** As an authorization header would have it. */
  readonly authorization: string;
  /** When it expires. Default: not before the session does. */
  readonly expiresAtMs?: number;
  /**
   * Gets the next of them, once; null or absent: there is none.
   * @throws Failure SIGN_IN_REFUSED when its owner is let in no more; ISSUER_UNAVAILABLE
   */
  readonly renew?: (() => Promise<Credentials>) | null;
}

interface Session {
  credentials: Credentials;
  /** Under way. */
  renewing: Promise<void> | null;
  renewAtMs: number;
  readonly endsAtMs: number;
  readonly signOutUrl: string | null;
  usedAtMs: number;
}

export interface SessionOptions {
  /** Where its owner signs out of whatever let him in here. Default: nowhere. */
  readonly signOutUrl?: string | null;
  /** Whether the browser came by TLS, though it may end before this process. Default: as the process serves. */
  readonly secure?: boolean;
}

/**
 * Who signed in with a browser. What he showed stays in this process's memory; the browser holds a random number, which its pages
 * cannot read. It ends two hours after the last use, at the latest after twelve, with what he showed unless that is renewed, and with
 * the process.
 */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;
  readonly #secure: boolean;

  /** @param secure whether the cookie goes over TLS alone; without TLS it does not leave this machine */
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
    const { signOutUrl = null, secure = false } = options;
    this.#makeRoom();
    const id = randomBytes(32).toString('base64url');
    const usedAtMs = this.#now();
    const { expiresAtMs = Infinity, renew = null } = credentials;
    const lastsMs = renew ? LONGEST_MS : Math.min(LONGEST_MS, expiresAtMs - usedAtMs);
    this.#sessions.set(id, {
      ...{ credentials, renewing: null, renewAtMs: expiresAtMs - RENEWED_BEFORE_MS },
      ...{ endsAtMs: usedAtMs + LONGEST_MS, usedAtMs, signOutUrl },
    });
    return this.#cookie(id, Math.max(0, Math.floor(lastsMs / 1_000)), secure);
  }

  /** Has what the session's owner shows renewed, where that is about to expire; all his calls wait for one renewal. */
  async keepFresh(cookieHeader: string | undefined): Promise<void> {
    const { session } = this.#find(cookieHeader) ?? {};
    if (!session?.credentials.renew || this.#now() < session.renewAtMs) return;
    session.renewing ??= this.#renew(session, session.credentials.renew).finally(() => {
      session.renewing = null;
    });
    await session.renewing;
  }

  /** What the session's owner shows; null without a session. */
  authorizationOf(cookieHeader: string | undefined): string | null {
    const found = this.#find(cookieHeader);
    if (!found) return null;
    const { id, session } = found;
    session.usedAtMs = this.#now();
    // The map's order is that of the last use.
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return session.credentials.authorization;
  }

  /** @returns the `set-cookie` header that makes the browser forget it, and where else its owner may sign out */
  end(cookieHeader: string | undefined) {
    const id = idIn(cookieHeader) ?? '';
    const signOutUrl = this.#sessions.get(id)?.signOutUrl ?? null;
    this.#sessions.delete(id);
    return { setCookie: this.#cookie('', 0), signOutUrl };
  }

  #find(cookieHeader: string | undefined) {
    const id = idIn(cookieHeader);
    const session = id === null ? undefined : this.#sessions.get(id);
    if (id === null || !session) return null;
    const { expiresAtMs = Infinity, renew = null } = session.credentials;
    const endsAtMs = Math.min(
      session.endsAtMs,
      session.usedAtMs + IDLE_MS,
      renew ? Infinity : expiresAtMs,
    );
    if (this.#now() < endsAtMs) return { id, session };
    this.#sessions.delete(id);
    return null;
  }

  async #renew(session: Session, renew: () => Promise<Credentials>): Promise<void> {
    try {
      session.credentials = await renew();
      session.renewAtMs = (session.credentials.expiresAtMs ?? Infinity) - RENEWED_BEFORE_MS;
    } catch (error) {
      const { code } = Failure.from(error);
      // Who is let in no more is out when what he shows has expired. Of an issuer that is away it may be had later.
      if (code === 'SIGN_IN_REFUSED') session.credentials = { ...session.credentials, renew: null };
      else if (code === 'ISSUER_UNAVAILABLE') session.renewAtMs = this.#now() + ASKED_AGAIN_MS;
      else throw error;
    }
  }

  #makeRoom(): void {
    if (this.#sessions.size < MAX_SESSIONS) return;
    for (const [oldest] of this.#sessions) return void this.#sessions.delete(oldest);
  }

  #cookie(value: string, maxAge: number, secure = false): string {
    const lasting = { maxAge, path: '/', httpOnly: true, sameSite: 'strict' } as const;
    return stringifySetCookie({ name: COOKIE, value, ...lasting, secure: secure || this.#secure });
  }
}

function idIn(cookieHeader: string | undefined): string | null {
  return (cookieHeader && parseCookie(cookieHeader)[COOKIE]) || null;
}
