import { randomBytes } from 'node:crypto';
import { parseCookie, stringifySetCookie } from 'cookie';

const COOKIE = 'stellwerk-session';
const IDLE_MS = 2 * 3_600_000;
const LONGEST_MS = 12 * 3_600_000;
/** More than people look at one hub; beyond it the one that was idle longest ends. */
const MAX_SESSIONS = 1_000;

interface Session {
  /** As an authorization header would have it. */
  readonly authorization: string;
  readonly endsAtMs: number;
  readonly signOutUrl: string | null;
  usedAtMs: number;
}

export interface SessionOptions {
  /** When what was shown expires. Default: not before the session does. */
  readonly endsAtMs?: number;
  /** Where its owner signs out of whatever let him in here. Default: nowhere. */
  readonly signOutUrl?: string | null;
  /** Whether the browser came by TLS, though it may end before this process. Default: as the process serves. */
  readonly secure?: boolean;
}

/**
 * Who signed in with a browser. What he showed stays in this process's memory; the browser holds a random number, which its pages
 * cannot read. It ends two hours after the last use, at the latest after twelve, with what he showed, and with the process.
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
  begin(authorization: string, options: SessionOptions = {}): string {
    const { endsAtMs = Infinity, signOutUrl = null, secure = false } = options;
    this.#makeRoom();
    const id = randomBytes(32).toString('base64url');
    const usedAtMs = this.#now();
    const lastsMs = Math.min(LONGEST_MS, endsAtMs - usedAtMs);
    const session = { authorization, endsAtMs: usedAtMs + lastsMs, usedAtMs, signOutUrl };
    this.#sessions.set(id, session);
    return this.#cookie(id, Math.max(0, Math.floor(lastsMs / 1_000)), secure);
  }

  /** What the session's owner showed when it began; null without a session. */
  authorizationOf(cookieHeader: string | undefined): string | null {
    const id = idIn(cookieHeader);
    const session = id === null ? undefined : this.#sessions.get(id);
    if (id === null || !session) return null;
    const nowMs = this.#now();
    if (nowMs >= session.endsAtMs || nowMs >= session.usedAtMs + IDLE_MS) {
      this.#sessions.delete(id);
      return null;
    }
    session.usedAtMs = nowMs;
    // The map's order is that of the last use.
    this.#sessions.delete(id);
    this.#sessions.set(id, session);
    return session.authorization;
  }

  /** @returns the `set-cookie` header that makes the browser forget it, and where else its owner may sign out */
  end(cookieHeader: string | undefined) {
    const id = idIn(cookieHeader) ?? '';
    const signOutUrl = this.#sessions.get(id)?.signOutUrl ?? null;
    this.#sessions.delete(id);
    return { setCookie: this.#cookie('', 0), signOutUrl };
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
