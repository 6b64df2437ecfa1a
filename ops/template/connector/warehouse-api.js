import { Failure, reasonOf, withinTime } from 'stellwerk';

// The requests to the system, and what its answers mean for the hub.

/** What a single record may be answered with; anything else concerns the system. */
const ANSWERS = new Set([200, 201, 204, 404, 422]);

export class Api {
  #settings;

  constructor(settings) {
    this.#settings = settings;
  }

  /** Sends one request. Never waits longer than `timeoutMs`, and gives up when the signal aborts. */
  async send(side, method, path, signal, { headers = {}, body } = {}) {
    const { url, token, timeoutMs } = this.#settings;
    const request = {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    try {
      return await withinTime(timeoutMs, signal, async (either) => {
        const answer = await fetch(url + path, { ...request, signal: either });
        const text = await answer.text();
        if (!ANSWERS.has(answer.status)) throw systemFailure(side, `${method} ${path}`, answer);
        return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
      });
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Failure) throw error;
      throw new Failure(`${side}_UNAVAILABLE`, {
        message: `${method} ${path} failed: ${reasonOf(error)}`,
        cause: error,
      });
    }
  }
}

/** The code decides what the hub does: wait and try again, slow down, or stop until a person has corrected something. */
function systemFailure(side, what, answer) {
  const { status, headers } = answer;
  const message = `${what} was answered with ${status}.`;
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1_000 } : {};
  if (status === 429) {
    return new Failure(`${side}_THROTTLED`, { message, ...wait });
  }
  if (status >= 500 || status === 408) {
    return new Failure(`${side}_UNAVAILABLE`, { message, ...wait });
  }
  const code = side === 'TARGET' ? 'TARGET_MISCONFIGURED' : 'SOURCE_REFUSED';
  return new Failure(code, { message: `${message} Check the url and the token.` });
}
