import { LoginAuthorizer, requestLogin } from '../http/auth.ts';
import { reasonIn, refused } from '../http/failures.ts';
import type { ODataSettings, SessionAuth } from './spec.ts';

const LOGOUT_MS = 3_000;

/** Logs in with a request that is answered with cookies, and out at the end: sessions are limited by licence. */
export class Session {
  readonly authorizer: LoginAuthorizer;
  readonly #url: string;
  readonly #logout: string;
  /** Of the newest login. */
  #cookie: string | null = null;

  constructor(
    { url, timeoutMs }: Pick<ODataSettings, 'url' | 'timeoutMs'>,
    { body, login = 'Login', logout = 'Logout' }: SessionAuth,
  ) {
    this.#url = url.replace(/\/+$/, '');
    this.#logout = logout;
    const where = `POST ${login}`;
    this.authorizer = new LoginAuthorizer(async (side) => {
      const { answer, text } = await requestLogin(
        `${this.#url}/${login}`,
        {
          headers: { 'content-type': 'application/json', accept: 'application/json' },
          body: JSON.stringify(body),
        },
        { timeoutMs, side, where },
      );
      if (!answer.ok) {
        const reason = Object.values(body).reduce(
          (shown, value) => shown.replaceAll(value, '***'),
          reasonIn(text),
        );
        throw refused(side, `${where} was answered ${answer.status}: ${reason}`);
      }
      // A proxy before several nodes adds a cookie with the session's node; without it requests end at other nodes.
      const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';', 1)[0]);
      if (cookies.length === 0) throw refused(side, `${where} was answered without a cookie.`);
      this.#cookie = cookies.join('; ');
      return { headers: { cookie: this.#cookie }, endsAtMs: Infinity };
    });
  }

  async close(): Promise<void> {
    if (this.#cookie === null) return;
    const signal = AbortSignal.timeout(LOGOUT_MS);
    const request = { method: 'POST', headers: { cookie: this.#cookie }, signal };
    // A session that is not ended here ends by itself.
    await fetch(`${this.#url}/${this.#logout}`, request).catch(() => null);
  }
}
