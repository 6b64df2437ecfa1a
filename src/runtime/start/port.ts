import type { HubPort } from '../../control/index.ts';
import type { Configuration } from '../apply/index.ts';
import { openConfiguration } from '../apply/index.ts';
import { hubPortOf } from '../hub-port.ts';
import { adjustable } from '../log.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import type { HubActors } from './actors.ts';
import type { StartContext } from './context.ts';
import type { OpenLandscape } from './landscape.ts';
import type { Connections } from './servers.ts';

type Parts = StartContext & Connections & OpenLandscape & HubActors;

export interface OpenPort {
  /** By which callers use the hub. */
  readonly hub: HubPort;
  /** Must be idle before the actors stop. */
  readonly configuration: Configuration;
}

/** Opens the port by which callers use the hub and change its configuration. Nothing may be asked of it before the actors start. */
export function openPort(parts: Parts): OpenPort {
  const { log } = parts;
  const { stateDir } = parts.options;
  // Two of them at once would each change lanes that the other has stopped.
  const inTurn = oneAtATime();
  const configuration = openConfiguration({ ...parts, stateDir, inTurn });
  const hub = hubPortOf({ ...parts, configuration, inTurn, logging: adjustable(log) });
  return { hub, configuration };
}
