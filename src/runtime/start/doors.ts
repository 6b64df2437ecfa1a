import { serveControl } from '../../control/index.ts';
import type { HubPort } from '../../control/index.ts';
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

type Parts = StartContext & Connections & Tools & OpenLandscape;

/**
 * Serves the control API and HTTP, and starts notifications. Writes `hub.json` last, so that a client that finds the hub
 * by this file finds everything running.
 * @throws Failure SETUP_FAILED
 */
export async function openDoors(hub: HubPort, parts: Parts): Promise<Addresses> {
  const { options, plan, namespace, log, opened } = parts;
  const { bus, store, workers, metrics, door, landscape } = parts;
  const { stateDir } = options;
  const settings = plan.hub;
  const control = await serveControl({
    ...{ hub, ...door },
    address: options.grpcAddress ?? settings.grpcAddress ?? ANYWHERE,
    onDefect: (failure, method) => log.error({ err: failure, method }, 'control API failed'),
  });
  opened.defer(() => control.stop(GRACE_MS));
  metrics.show(hub, { bus, store, workers, stateDir, tls: door.tls });
  const trends = new Trends(hub);
  opened.defer(inBackground((abort) => trends.keep(abort), log));
  const web = await openWeb({
    ...{ bus, store, landscape, log, metrics, door, hub, control, trends },
    signIn: settings.signIn ?? null,
    address: options.httpAddress ?? settings.httpAddress ?? ANYWHERE,
  });
  opened.defer(() => web.stop(GRACE_MS));
  const { notifications } = settings;
  opened.defer(
    await openNotifications({ notifications, hub, store, tls: door.tls, namespace, log }),
  );
  const addresses = { grpcAddress: control.address, httpAddress: web.address };
  opened.defer(
    await announceHub(stateDir, {
      ...{ ...addresses, pid: process.pid },
      tls: settings.tls !== undefined,
    }),
  );
  return addresses;
}
