import type { CommandHandler } from '../../bus/index.ts';
import { watchAwaitedLogs } from '../awaited-logs.ts';
import { inBackground } from '../background.ts';
import { measureChanges } from '../change-lag.ts';
import type { Logger } from '../log.ts';
import { giveBackAtRest, thisProcess } from '../memory-at-rest.ts';
import type { Staged } from '../staged.ts';
import { completeAuditLog, forgetHistory, pruneAuditLog, takeCommands } from '../upkeep.ts';
import type { HubActors } from './actors.ts';
import type { StartContext } from './context.ts';
import type { OpenLandscape } from './landscape.ts';
import type { Connections } from './servers.ts';

type Parts = StartContext & Connections & OpenLandscape & HubActors;
type Work = (abort: AbortSignal) => Promise<void>;

/** Starts the actors, and all background work that continues until the hub stops. */
export async function beginWork(parts: Parts): Promise<void> {
  const { supervisor, timekeeper, opened, log } = parts;
  await supervisor.start();
  opened.defer(() => supervisor.stop());
  // Last, so that no schedule falls due while the hub stops the rest.
  const keepTime: Work = (abort) => timekeeper.keepTime(abort);
  for (const work of [...operation(parts), ...upkeep(parts), keepTime]) {
    opened.defer(inBackground(work, log));
  }
}

/** Executes orders and hints, and keeps the status up to date. */
function operation({ supervisor, timekeeper, mailbox, hints, landscape, log }: Parts): Work[] {
  const carryOut: CommandHandler = async (command, abort) => {
    if (command.dueAtMs !== undefined) return timekeeper.tick(command, abort);
    // Taken before, since the run may begin while the order is noted.
    const nowMs = Date.now();
    await supervisor.send(command, abort);
    if (command.action === 'sync') await timekeeper.owe(command.name, nowMs);
  };
  return [
    (abort) => takeCommands(mailbox, carryOut, log, abort),
    (abort) => hints.run(abort),
    (abort) => landscape.board.keepFresh(abort),
  ];
}

/** Deletes old data, releases memory and resources, and watches what others keep for the hub. */
function upkeep({ bus, store, log, plan, landscape, staged }: Parts): Work[] {
  const history = {
    log,
    flows: () => landscape.twoWayFlows(),
    lanes: () => landscape.keptStories(),
  };
  const watched = { streams: landscape.streamsByName, board: landscape.board, log };
  const { auditKeptMs } = plan.hub;
  return [
    (abort) => completeAuditLog(store, log, abort),
    (abort) => forgetHistory(store, history, abort),
    (abort) => giveUpLeftovers(staged, log, abort),
    (abort) => measureChanges(watched, abort),
    (abort) => watchAwaitedLogs(bus, log, abort),
    (abort) => giveBackAtRest(thisProcess(), abort),
    ...(auditKeptMs === null
      ? []
      : [(abort: AbortSignal) => pruneAuditLog(store, { log, auditKeptMs }, abort)]),
  ];
}

/** Releases what a crashed hub, or a hub with another configuration, left behind in sources. Nothing waits for this. */
async function giveUpLeftovers(staged: Staged, log: Logger, signal: AbortSignal): Promise<void> {
  await staged
    .giveUpChanges(signal)
    .catch((error: unknown) =>
      log.warn({ err: error }, 'sources may keep changes for streams that no longer capture them'),
    );
}
