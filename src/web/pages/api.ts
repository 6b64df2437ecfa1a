/** A failed call, as described by the hub (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  /** The catalogue's code; empty when no hub answered. */
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Calls a method of the control API, in protobuf's JSON. @throws Problem */
export async function call<Answer = object>(
  method: string,
  request: object = {},
  signal: AbortSignal | null = null,
): Promise<Answer> {
  const body = JSON.stringify(request);
  return (await send(`api/${method}`, { method: 'POST', body, signal })) as Answer;
}

/** Reads one of the routes made for the pages. @throws Problem */
export async function read<Answer>(
  path: string,
  signal: AbortSignal | null = null,
): Promise<Answer> {
  return (await send(path, { signal })) as Answer;
}

/** @throws Problem when the hub does not know the key */
export async function signIn(key: string): Promise<void> {
  await send('api/session', { method: 'POST', body: JSON.stringify({ key }) });
}

/** @returns where to sign out of the issuer as well; null when there is nothing to do */
export async function signOut(): Promise<string | null> {
  const answer = await send('api/session', { method: 'DELETE' });
  return (answer as { readonly signOutUrl: string | null }).signOutUrl;
}

/** How a person signs in here. */
export interface SessionState {
  /** Whether there is a session to end. */
  readonly active: boolean;
  /** Where to sign in without a key; null when that is not possible. */
  readonly signIn: { readonly label: string; readonly url: string } | null;
}

/** @throws Problem */
export async function readSession(): Promise<SessionState> {
  return read<SessionState>('api/session');
}

/** @returns what keeps the hub from its work, a sentence each @throws Problem */
export async function readObstacles(signal: AbortSignal): Promise<readonly string[]> {
  const answer = await fetched('readyz', { signal });
  const { reasons = [] } = (await answer.json().catch(() => ({}))) as { reasons?: string[] };
  return reasons.map((reason) => reason.replace(/\.?$/, '.'));
}

/** @throws Problem that says why the issuer's sign-in was just refused */
export async function askForRefusal(): Promise<void> {
  await send('api/sign-in/refusal', {});
}

async function send(path: string, { body, ...init }: RequestInit): Promise<unknown> {
  const headers = { 'x-stellwerk-page': '1' };
  const answer = await fetched(path, {
    ...init,
    headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
    body: body ?? null,
  });
  if (answer.status === 204) return null;
  const content = (await answer.json().catch(() => ({}))) as ProblemDocument;
  if (answer.ok) return content;
  const { code = '', detail = `The hub answered with ${answer.status}.`, remedy = '' } = content;
  // Messages of the control API already end with the remedy.
  const message = remedy === '' || detail.includes(remedy) ? detail : `${detail} ${remedy}`;
  throw new Problem(answer.status, code, message);
}

async function fetched(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new Problem(0, '', 'The hub does not answer.');
  }
}

interface ProblemDocument {
  readonly code?: string;
  readonly detail?: string;
  readonly remedy?: string;
}
