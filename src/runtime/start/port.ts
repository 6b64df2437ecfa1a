import type { HubPort } from '../../control/index.ts';
import { openConfiguration } from '../apply/index.ts';
import { hubPortOf } from '../hub-port.ts';
import { adjustable } from '../log.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { HubActors } from './actors.ts';
import type { StartContext } from './context.ts';
import type { OpenLandscape } from './landscape.ts';
import type { Connections } from './servers.ts';

type Parts = StartContext & Connections & OpenLandscape & HubActors;

/** Opens the port by which callers use the hub and change its configuration. */
export function openPort(parts: Parts): HubPort {
  const { log, opened } = parts;
  const { stateDir } = parts.options;
  // Two of them at once would each change lanes that the other has stopped.
  const inTurn = oneAtATime();
  const configuration = openConfiguration({ ...parts, stateDir, inTurn });
  opened.defer(() => configuration.idle());
  return hubPortOf({ ...parts, configuration, inTurn, logging: adjustable(log) });
}
