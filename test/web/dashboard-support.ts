import { dashboardRoutes, serveWeb } from '../../src/web/index.ts';
import type { DashboardPort, LandscapeNews, ShownLandscape } from '../../src/web/index.ts';
import { limitedTo } from '../../src/control/index.ts';
import { startGuarded } from '../access/support.ts';
import type { GuardedControl } from '../access/support.ts';

/** A dashboard behind a real guard and a real control API, over a fake hub. */
export interface GuardedDashboard extends AsyncDisposable {
  readonly url: string;
  readonly control: GuardedControl;
}

export async function startDashboard(): Promise<GuardedDashboard> {
  const control = await startGuarded();
  const web = await serveWeb({
    address: '127.0.0.1:0',
    guard: control.guard,
    routes: [dashboardRoutes(portOf(control))],
  });
  return {
    url: `http://${web.address}`,
    control,
    async [Symbol.asyncDispose]() {
      await web.stop(0);
      await control[Symbol.asyncDispose]();
    },
  };
}

export function portOf(control: GuardedControl): DashboardPort {
  return {
    call: (call) => control.callOnBehalf(call),
    seenBy: (streams) => (streams ? limitedTo(control.hub, streams) : control.hub),
    trend: () => ({ atMs: [1], settled: [2], waiting: [3], oldestWaitingMs: [4] }),
    note: (entry) => control.hub.audit.record(entry),
    signIn: null,
  };
}

export interface ServerEvent {
  readonly name: string;
  readonly data: ShownLandscape & LandscapeNews;
}

/** The events of `GET /api/events`, until the server or the signal ends them. */
export async function* events(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const { body } = await fetch(`${url}/api/events`, { headers, signal });
  let text = '';
  for await (const chunk of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += chunk;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const [, name = '', data = ''] = /^event: (.*)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
      text = text.slice(end + 2);
      if (name !== '') yield { name, data: JSON.parse(data) as ServerEvent['data'] };
    }
  }
}

/** A signed-in browser. It sends its cookie, and the headers that the dashboard's pages add. */
export class SignedIn {
  readonly #url: string;
  readonly cookie: string;

  constructor(url: string, setCookie: string) {
    this.#url = url;
    this.cookie = setCookie.split(';')[0] ?? '';
  }

  call(method: string, request: object, headers: Record<string, string> = ownPage) {
    return fetch(`${this.#url}/api/${method}`, {
      method: 'POST',
      headers: { cookie: this.cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
    });
  }
}

const ownPage = { 'x-stellwerk-page': '1', 'sec-fetch-site': 'same-origin' };

export async function signIn(url: string, key: string, headers = {}): Promise<Response> {
  return fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...ownPage, ...headers },
    body: JSON.stringify({ key }),
  });
}
