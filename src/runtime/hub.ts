import type { CommandHandler } from '../bus/index.ts';
import { connectBus, openMailbox, openSchedules } from '../bus/index.ts';
import { serveControl } from '../control/index.ts';
import type { HubPort } from '../control/index.ts';
import type { CauseGroup } from '../domain/index.ts';
import { openStore } from '../store/index.ts';
import type { Links } from '../store/index.ts';
import { openWorkers } from '../workers/index.ts';
import { openConfiguration, recordStart } from './apply/index.ts';
import { watchAwaitedLogs } from './awaited-logs.ts';
import { inBackground } from './background.ts';
import { clearLeftovers, giveUpLeftovers, openWhole, takeLease } from './beginning.ts';
import { measureChanges } from './change-lag.ts';
import { loadConfig, secretsIn } from './config/index.ts';
import { openDoor } from './door.ts';
import { HintFollower } from './hints.ts';
import { announceHub } from './hub-file.ts';
import { hubPortOf } from './hub-port.ts';
import { openImports } from './imports/index.ts';
import { Landscape } from './landscape.ts';
import type { LogFormat } from './log.ts';
import { adjustable, openLog } from './log.ts';
import { giveBackAtRest, thisProcess } from './memory-at-rest.ts';
import { openMetrics } from './metrics/index.ts';
import { openNotifications } from './notifications/index.ts';
import { beginBySchedule, tickOf } from './schedules.ts';
import { untilSettled } from './settled.ts';
import { superviseActors } from './supervise.ts';
import { openTelemetry, telemetryOf } from './telemetry/index.ts';
import { Trends } from './trends.ts';
import { forgetHistory, pruneAuditLog, takeCommands } from './upkeep.ts';
import { Timekeeper } from './timekeeper.ts';
import { openWeb } from './web.ts';

/** How long calls may go on once the hub stops. */
const GRACE_MS = 2_000;

export interface HubOptions {
  readonly configFile: string;
  readonly natsUrl: string;
  /** Where that NATS keeps its data, when it is on this machine: the hub then sees how full its disk is. */
  readonly natsFolder?: string | null;
  readonly databaseUrl: string;
  /** Where the hub writes `hub.json`, by which the CLI finds it. */
  readonly stateDir: string;
  /** Prefix of everything in NATS and the schema in PostgreSQL. Default: the configuration's, else `stellwerk`. */
  readonly namespace?: string;
  /** Where the control API listens. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly grpcAddress?: string;
  /** Where the HTTP server listens. Default: the configuration's, else `127.0.0.1:0` (a free port). */
  readonly httpAddress?: string;
  /** Default `auto`. */
  readonly log?: LogFormat;
  /** Where `\${NAME}` in the configuration comes from. Default: the process's environment. */
  readonly env?: NodeJS.ProcessEnv;
  /** Every stream reads its source at the start, whatever its schedule says. Default: those that owe a run. */
  readonly readEverything?: boolean;
  /** Told what the start waits for, one line each. */
  readonly onProgress?: (line: string) => void;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
}

/** A hub at work. */
export interface RunningHub extends HubPort {
  /** Where the control API listens, host and port. */
  readonly grpcAddress: string;
  /** Where the HTTP server listens, host and port. */
  readonly httpAddress: string;
  /** Resolves when every stream that reads at the start has finished a run since, none reads and no lane has anything left. */
  settled(signal: AbortSignal): Promise<void>;
  /** What failed and is not over, by cause, most frequent first. */
  troubles(): Promise<readonly CauseGroup[]>;
  /** How many things the hub knows. */
  masterKeys(): Promise<number>;
  /** All ids of one thing; null when the hub does not know this one. */
  links(connector: string, entity: string, externalId: string): Promise<Links | null>;
  /** Stops reading, lets what is in flight settle, closes everything. Called again, it waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts a hub on running servers.
 * @throws Failure CONFIG_INVALID with all mistakes; SETUP_FAILED
 */
export async function startHub(options: HubOptions): Promise<RunningHub> {
  const signal = options.signal ?? new AbortController().signal;
  const env = options.env ?? process.env;
  const plan = await loadConfig(options.configFile, env);
  const namespace = options.namespace ?? plan.hub.namespace ?? 'stellwerk';
  const secrets = [...plan.secrets, ...[options.natsUrl, options.databaseUrl].flatMap(secretsIn)];
  const log = openLog(options.log ?? 'auto', env.STELLWERK_LOG_LEVEL, secrets);
  await using opened = new AsyncDisposableStack();
  const untilStopped = (work: (abort: AbortSignal) => Promise<void>) =>
    opened.defer(inBackground(work, log));

  const bus = await connectBus(options.natsUrl, namespace, options.natsFolder);
  opened.defer(() => bus.nc.close());
  const store = await openStore({ databaseUrl: options.databaseUrl, namespace, signal });
  opened.defer(() => store.close());
  await takeLease(store, { signal, log, opened, onProgress: options.onProgress });

  const startedAtMs = Date.now();
  const metrics = openMetrics();
  const traces = telemetryOf(plan.hub.telemetry, env);
  const telemetry = traces && (await openTelemetry({ settings: traces, namespace, log }));
  opened.defer(async () => telemetry?.close());
  const workers = openWorkers();
  opened.defer(() => workers.close());
  const landscape = new Landscape({
    ...{ bus, store, log, workers, batches: metrics.batches, telemetry },
    // Called by lanes, streams and arrivals only, which begin when the supervisor and the HTTP server do.
    trip: (connector, failure) => supervisor.trip(connector, failure),
    wake: (stream) => supervisor.send(tickOf(stream)),
    onHint: () => hints.wake(),
  });
  opened.defer(() => landscape.close());
  const { cast: opening, staged } = await openWhole(landscape, plan);
  await clearLeftovers({ bus, store }, landscape, plan);
  const version = await recordStart(store, plan, log);
  const timekeeper = new Timekeeper({
    ...{ schedules: await openSchedules(bus), book: store.schedules, log },
    // Called when the hub is at work.
    supervisor: () => supervisor,
  });
  const isNewVersion = version.appliedAtMs >= startedAtMs;
  const { readEverything: everything = false } = options;
  const cast = await beginBySchedule(opening, plan, timekeeper, { everything, isNewVersion });
  landscape.board.showSchedules((stream) => timekeeper.status(stream));
  const imports = await openImports({
    ...{ bus, store, workers, log, stateDir: options.stateDir },
    streams: landscape.streamsByName,
    board: landscape.board,
    traffic: landscape.traffic,
    // Called when the hub is at work.
    viewOf: (id) => supervisor.import(id),
    send: (command, abort) => mailbox.request(command, abort),
  });
  const supervisor = superviseActors({
    ...{ landscape, cast, log },
    imports: imports.effects,
    store,
  });
  const hints = new HintFollower({
    ...{ store, log, board: landscape.board, streams: landscape.streamsByName },
    stateOf: (stream) => supervisor.stream(stream).state,
  });
  const mailbox = await openMailbox(bus, {
    onFailure: (failure, command) => log.warn({ err: failure, command }, 'command failed'),
  });
  await supervisor.start();
  opened.defer(() => supervisor.stop());
  const carryOut: CommandHandler = (command, abort) =>
    command.dueAtMs === undefined
      ? supervisor.send(command, abort)
      : timekeeper.tick(command, abort);
  untilStopped((abort) => takeCommands(mailbox, carryOut, log, abort));
  untilStopped((abort) => hints.run(abort));
  untilStopped((abort) => landscape.board.keepFresh(abort));
  untilStopped((abort) =>
    forgetHistory(
      store,
      { log, flows: () => landscape.twoWayFlows(), lanes: () => landscape.keptStories() },
      abort,
    ),
  );
  const watched = { streams: landscape.streamsByName, board: landscape.board, log };
  untilStopped((abort) => giveUpLeftovers(staged, log, abort));
  untilStopped((abort) => measureChanges(watched, abort));
  untilStopped((abort) => watchAwaitedLogs(bus, log, abort));
  untilStopped((abort) => giveBackAtRest(thisProcess(), abort));
  const { auditKeptMs } = plan.hub;
  if (auditKeptMs !== null) {
    untilStopped((abort) => pruneAuditLog(store, { log, auditKeptMs }, abort));
  }
  untilStopped((abort) => timekeeper.keepTime(abort));
  const configuration = openConfiguration({
    ...{ bus, store, landscape, supervisor, timekeeper, log, env, plan, version },
    stateDir: options.stateDir,
    hide: (texts) => void secrets.push(...texts),
  });
  opened.defer(() => configuration.idle());
  const hub = hubPortOf({
    ...{ bus, store, namespace, startedAtMs, plan, landscape, supervisor, mailbox },
    ...{ configuration, imports, logging: adjustable(log) },
  });
  const address = options.grpcAddress ?? plan.hub.grpcAddress ?? '127.0.0.1:0';
  const settings = plan.hub;
  const door = await openDoor({ settings, store, stateDir: options.stateDir, log, opened });
  const control = await serveControl({
    ...{ hub, address, ...door },
    onDefect: (failure, method) => log.error({ err: failure, method }, 'control API failed'),
  });
  opened.defer(() => control.stop(GRACE_MS));
  const httpAddress = options.httpAddress ?? settings.httpAddress ?? '127.0.0.1:0';
  metrics.show(hub, { bus, store, workers, stateDir: options.stateDir, tls: door.tls });
  const trends = new Trends(hub);
  untilStopped((abort) => trends.keep(abort));
  const web = await openWeb({
    ...{ bus, store, landscape, log, metrics, door, hub, control, trends },
    signIn: settings.signIn ?? null,
    address: httpAddress,
  });
  opened.defer(() => web.stop(GRACE_MS));
  const { notifications } = settings;
  opened.defer(
    await openNotifications({ notifications, hub, store, tls: door.tls, namespace, log }),
  );
  opened.defer(
    await announceHub(options.stateDir, {
      ...{ grpcAddress: control.address, httpAddress: web.address, pid: process.pid },
      tls: settings.tls !== undefined,
    }),
  );

  const reading = new Set(cast.streams.filter((one) => one.syncAtStart).map(({ name }) => name));
  const resources = opened.move();
  let stopped: Promise<void> | null = null;
  return {
    ...hub,
    grpcAddress: control.address,
    httpAddress: web.address,
    settled: (abort) =>
      untilSettled(hub, bus, {
        ...{ sinceMs: startedAtMs, reading, signal: abort },
        refresh: () => landscape.board.refresh(),
      }),
    troubles: () => store.causes.groups({ streams: null, withClosed: false }),
    masterKeys: () => store.masterKeyCount(),
    links: (connector, entity, externalId) => store.links(connector, entity, externalId),
    stop: () => (stopped ??= resources.disposeAsync()),
  };
}
