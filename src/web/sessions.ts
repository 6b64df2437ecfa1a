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
  usedAtMs: number;
}

/**
 * Who signed in with a browser. What he showed stays in this process's memory; the browser holds a random number, which its pages
 * cannot read. It ends two hours after the last use, at the latest after twelve, and with the process.
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
  begin(authorization: string): string {
    this.#makeRoom();
    const id = randomBytes(32).toString('base64url');
    const nowMs = this.#now();
    const session = { authorization, endsAtMs: nowMs + LONGEST_MS, usedAtMs: nowMs };
    this.#sessions.set(id, session);
    return this.#cookie(id, LONGEST_MS / 1_000);
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

  /** @returns the `set-cookie` header that makes the browser forget it */
  end(cookieHeader: string | undefined): string {
    const id = idIn(cookieHeader);
    if (id !== null) this.#sessions.delete(id);
    return this.#cookie('', 0);
  }

  #makeRoom(): void {
    if (this.#sessions.size < MAX_SESSIONS) return;
    for (const [oldest] of this.#sessions) return void this.#sessions.delete(oldest);
  }

  #cookie(value: string, maxAge: number): string {
    const lasting = { maxAge, path: '/', httpOnly: true, sameSite: 'strict' } as const;
    return stringifySetCookie({ name: COOKIE, value, ...lasting, secure: this.#secure });
  }
}

function idIn(cookieHeader: string | undefined): string | null {
  return (cookieHeader && parseCookie(cookieHeader)[COOKIE]) || null;
}
