import { SignIn } from '../access/index.ts';
import type { SignInSettings } from '../access/index.ts';
import type { BusConnection } from '../bus/index.ts';
import type { ControlOptions, ControlServer, HubPort } from '../control/index.ts';
import { limitedTo } from '../control/index.ts';
import type { Beginning } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import {
  dashboardRoutes,
  healthRoutes,
  metricsRoutes,
  pushRoutes,
  serveWeb,
  webhookRoutes,
} from '../web/index.ts';
import type { DashboardPort, HealthPort, MetricsPort, WebServer } from '../web/index.ts';
import type { Landscape } from './landscape.ts';
import type { Logger } from './log.ts';
import { pushPort, webhookPort } from './receiving.ts';
import type { Trends } from './trends.ts';

export interface WebParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly landscape: Landscape;
  readonly log: Logger;
  readonly metrics: MetricsPort;
  /** Host and port. */
  readonly address: string;
  readonly door: Pick<ControlOptions, 'guard' | 'tls' | 'onLostEntry'>;
  /** Null: people sign in by key only. */
  readonly signIn: SignInSettings | null;
  readonly beginning: Beginning;
  readonly hub: HubPort;
  readonly control: ControlServer;
  readonly trends: Trends;
}

/** Connects the HTTP server with the hub. */
export async function openWeb(parts: WebParts): Promise<WebServer> {
  const { landscape, log, metrics, address, door, beginning } = parts;
  const refused = (connector: string) => landscape.board.webhookRefused(connector);
  return serveWeb({
    ...door,
    ...{ address, beginning },
    routes: [
      healthRoutes(healthOf(parts)),
      metricsRoutes(metrics),
      webhookRoutes(webhookPort(landscape, refused)),
      pushRoutes(pushPort(landscape)),
      dashboardRoutes(dashboardOf(parts)),
    ],
    onDefect: (failure, route) => log.error({ err: failure, route }, 'HTTP request failed'),
  });
}

function dashboardOf({ hub, control, trends, door, signIn }: WebParts): DashboardPort {
  return {
    call: (call) => control.callOnBehalf(call),
    seenBy: (streams) => (streams ? limitedTo(hub, streams) : hub),
    trend: (lane) => trends.of(lane),
    note: (entry) =>
      hub.audit
        .record(entry)
        .catch((error: unknown) => door.onLostEntry?.(entry, Failure.from(error))),
    signIn: signIn && new SignIn(signIn),
  };
}

/** Anybody may ask, so the answer names no address, user or database; the log does. */
function healthOf({ bus, store, log, beginning }: WebParts): HealthPort {
  let logged = '';
  return {
    async readiness() {
      const checks = [
        whyNot('NATS does not answer', () => bus.ready()),
        whyNot('PostgreSQL does not answer', () => store.ready()),
      ];
      const failed = (await Promise.all(checks)).filter((one) => one !== null);
      const unmet = failed.map(({ reason }) => reason);
      if (unmet.join() !== logged) {
        for (const { reason, error } of failed) log.warn({ err: error }, `not ready: ${reason}`);
        logged = unmet.join();
      }
      const reasons = beginning.hasBegun ? unmet : ['The hub is starting.', ...unmet];
      return { ready: reasons.length === 0, reasons };
    },
  };
}

async function whyNot(what: string, check: () => Promise<void>) {
  try {
    await check();
    return null;
  } catch (error) {
    return { reason: `${what}; the hub's log says why`, error };
  }
}
