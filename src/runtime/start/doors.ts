import { serveControl } from '../../control/index.ts';
import type { ControlServer, HubPort } from '../../control/index.ts';
import { Beginning } from '../../domain/index.ts';
import type { WebServer } from '../../web/index.ts';
import type { Configuration } from '../apply/index.ts';
import { inBackground } from '../background.ts';
import { announceHub } from '../hub-file.ts';
import { openNotifications } from '../notifications/index.ts';
import { Trends } from '../trends.ts';
import { openWeb } from '../web.ts';
import type { StartContext } from './context.ts';
import type { OpenLandscape } from './landscape.ts';
import type { Connections } from './servers.ts';
import type { Tools } from './tools.ts';

/** Time limit for calls in progress once the hub stops. */
const GRACE_MS = 2_000;
/** On loopback, a free port. */
const ANYWHERE = '127.0.0.1:0';

export interface Addresses {
  /** Host and port of the control API. */
  readonly grpcAddress: string;
  /** Host and port of the HTTP server. */
  readonly httpAddress: string;
}

/** The hub's servers, which have their ports. */
export interface Doors {
  readonly control: ControlServer;
  readonly web: WebServer;
  readonly trends: Trends;
  readonly beginning: Beginning;
}

type Parts = StartContext & Connections & Tools & OpenLandscape;

/**
 * Takes the ports of control API and HTTP. Until `openDoors`, both answer only that the hub is starting.
 * @throws Failure SETUP_FAILED
 */
export async function bindDoors(hub: HubPort, parts: Parts): Promise<Doors> {
  const { options, plan, log, opened } = parts;
  const { bus, store, workers, metrics, door, landscape } = parts;
  const { stateDir } = options;
  const settings = plan.hub;
  const beginning = new Beginning();
  const control = await serveControl({
    ...{ hub, beginning, ...door },
    address: options.grpcAddress ?? settings.grpcAddress ?? ANYWHERE,
    onDefect: (failure, method) => log.error({ err: failure, method }, 'control API failed'),
  });
  opened.defer(() => control.stop(GRACE_MS));
  metrics.show(hub, { bus, store, workers, stateDir, tls: door.tls });
  const trends = new Trends(hub);
  const web = await openWeb({
    ...{ bus, store, landscape, log, metrics, door, beginning, hub, control, trends },
    signIn: settings.signIn ?? null,
    address: options.httpAddress ?? settings.httpAddress ?? ANYWHERE,
  });
  opened.defer(() => web.stop(GRACE_MS));
  return { control, web, trends, beginning };
}

/**
 * Lets callers in, and starts notifications. Writes `hub.json` last, so that a client that finds the hub by this file
 * finds everything running. When the hub stops, callers are sent away before the work ends.
 */
export async function openDoors(
  hub: HubPort,
  { control, web, trends, beginning }: Doors,
  parts: Parts & { readonly configuration: Configuration },
): Promise<Addresses> {
  const { options, plan, namespace, log, opened, bus, store, door, configuration } = parts;
  const { stateDir } = options;
  const { notifications, tls } = plan.hub;
  opened.defer(() => configuration.idle());
  opened.defer(() => control.stop(GRACE_MS));
  opened.defer(inBackground((abort) => trends.keep(abort), log));
  opened.defer(() => web.stop(GRACE_MS));
  beginning.begin();
  opened.defer(
    await openNotifications({ notifications, hub, bus, store, tls: door.tls, namespace, log }),
  );
  const addresses = { grpcAddress: control.address, httpAddress: web.address };
  opened.defer(
    await announceHub(stateDir, {
      ...{ ...addresses, pid: process.pid },
      tls: tls !== undefined,
    }),
  );
  return addresses;
}
