import type { Supervisor } from '../../../actors/index.ts';
import type { Mailbox } from '../../bus/index.ts';
import { openMailbox, openSchedules } from '../../bus/index.ts';
import { HintFollower } from '../hints.ts';
import type { Imports } from '../imports/index.ts';
import { openImports } from '../imports/index.ts';
import { beginBySchedule } from '../schedules.ts';
import { superviseActors } from '../supervise.ts';
import { Timekeeper } from '../timekeeper.ts';
import type { StartContext } from './context.ts';
import type { OpenLandscape } from './landscape.ts';
import type { Connections } from './servers.ts';
import type { Tools } from './tools.ts';

/** The actors of the hub and what drives them: schedules, orders in the mailbox, hints. */
export interface HubActors {
  readonly supervisor: Supervisor;
  readonly timekeeper: Timekeeper;
  readonly imports: Imports;
  readonly hints: HintFollower;
  readonly mailbox: Mailbox;
  /** Names of the streams that read their source at the start. */
  readonly reading: ReadonlySet<string>;
}

type Parts = StartContext & Connections & Tools & OpenLandscape;

/**
 * Casts connectors, streams, lanes and imports, and decides by their schedules which streams read at once. The actors
 * are not started yet, so their calls to each other happen only after all of them exist.
 * @throws Failure BUS_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function castActors(parts: Parts): Promise<HubActors> {
  const { bus, store, log, landscape, plan, options, startedAtMs, version } = parts;
  const timekeeper = new Timekeeper({
    ...{ schedules: await openSchedules(bus), book: store.schedules, log },
    supervisor: () => supervisor,
  });
  const cast = await beginBySchedule(parts.cast, plan, timekeeper, {
    everything: options.readEverything ?? false,
    isNewVersion: version.appliedAtMs >= startedAtMs,
  });
  landscape.board.showSchedules((stream) => timekeeper.status(stream));
  const imports = await openImports({
    ...{ bus, store, workers: parts.workers, log, stateDir: options.stateDir },
    streams: landscape.streamsByName,
    board: landscape.board,
    traffic: landscape.traffic,
    viewOf: (id) => supervisor.import(id),
    send: (command) => mailbox.request(command),
  });
  const supervisor = superviseActors({ landscape, cast, log, imports: imports.effects, store });
  const hints = new HintFollower({
    ...{ store, log, board: landscape.board, streams: landscape.streamsByName },
    stateOf: (stream) => supervisor.stream(stream).state,
  });
  const mailbox = await openMailbox(bus, {
    onFailure: (failure, command) => log.warn({ err: failure, command }, 'command failed'),
  });
  const reading = new Set(cast.streams.filter((one) => one.syncAtStart).map(({ name }) => name));
  return { supervisor, timekeeper, imports, hints, mailbox, reading };
}
