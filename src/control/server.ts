import { setTimeout } from 'node:timers/promises';
import { logVerbosity, Server, setLogVerbosity } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import type { Failure, GuardPort, JsonObject, TlsPort } from '../domain/index.ts';
import { Beginning, cannotListen, everyoneIsAdmin, hostOf, requireSafe } from '../domain/index.ts';
import type { ApiKeysPort } from './api-keys-port.ts';
import type { ServiceContext } from './context.ts';
import { Admissions } from './gate/admissions.ts';
import type { AuditContext } from './gate/audit-trail.ts';
import { gate } from './gate/gate.ts';
import { perCaller } from './gate/per-caller.ts';
import { Vouchers } from './gate/vouchers.ts';
import type { HubPort } from './hub-port.ts';
import type { CallOnBehalf } from './own-calls.ts';
import { OwnCalls } from './own-calls.ts';
import { loadProtocol } from './protocol.ts';
import { refusingUnreadable } from './readable.ts';
import { reflected } from './reflection.ts';
import { auditService } from './services/audit.ts';
import { conflictService } from './services/conflicts.ts';
import { configurationService } from './services/configuration.ts';
import { accessService } from './services/access.ts';
import { connectorService } from './services/connectors.ts';
import { importService } from './services/imports.ts';
import { deadLetterService } from './services/dead-letters.ts';
import { laneService } from './services/lanes.ts';
import { planService } from './services/plans.ts';
import { recordService } from './services/records.ts';
import { runService } from './services/runs.ts';
import { serverInfoService } from './services/server-info.ts';
import { streamService } from './services/streams.ts';
import { verifyService } from './services/verify.ts';
import { serverCredentials } from './tls.ts';

export interface ControlOptions {
  readonly hub: HubPort;
  /** Host and port, on loopback unless there are TLS and a guard; port 0 selects a free port. */
  readonly address: string;
  /** Until it has begun, calls are refused as STARTING, and the health is NOT_SERVING. Default: it has begun. */
  readonly beginning?: Beginning;
  /** Decides who may call. Default: any caller is admin. */
  readonly guard?: GuardPort;
  /** Default: no keys are stored. */
  readonly apiKeys?: ApiKeysPort;
  /** Default: no TLS. */
  readonly tls?: TlsPort;
  /** Called with each audit entry that could not be stored, for the log. Default: ignored. */
  readonly onLostEntry?: AuditContext['onLostEntry'];
  /** Interval at which a watch's permission is checked again, in milliseconds. Default 30 s. */
  readonly askAgainMs?: number;
  /** Called with each defect (INTERNAL) that a caller met, for the log. Default: ignored. */
  readonly onDefect?: (failure: Failure, method: string) => void;
}

/** A running server of the control API. */
export interface ControlServer {
  /** Host and port on which it listens. */
  readonly address: string;
  /**
   * Calls a unary method on behalf of a caller who arrived through the HTTP server, through the same gate as all calls.
   * @throws Failure the failure of the call; NOT_FOUND, INVALID_REQUEST if the call cannot be made
   */
  callOnBehalf(call: CallOnBehalf): Promise<JsonObject>;
  /**
   * Accepts no more calls, ends all watchers, and gives the other calls `graceMs` to finish before it aborts them. A
   * second call waits for the first.
   */
  stop(graceMs: number): Promise<void>;
}

const limits = {
  // An edited record may be as large as the bus accepts; a list of 10,000 lanes is about 4 MB.
  'grpc.max_receive_message_length': 2 * 1024 * 1024,
  'grpc.max_send_message_length': 32 * 1024 * 1024,
  'grpc.max_concurrent_streams': 200,
  // Detects a watcher whose machine vanished after 40 s and frees its subscription.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/**
 * Serves the control API, with reflection and health.
 * @throws Failure SETUP_FAILED if the address is not on loopback, malformed or in use
 */
export async function serveControl(options: ControlOptions): Promise<ControlServer> {
  const { hub, address, tls, apiKeys = null, onDefect = () => undefined } = options;
  const { beginning = Beginning.over() } = options;
  requireSafe('The control API', address, {
    tls: tls !== undefined,
    guarded: options.guard !== undefined,
  });
  const { services, serviceNames } = await loadProtocol();
  const admissions = new Admissions();
  const context: ServiceContext = { hub, apiKeys, admissions, watchers: new Set(), onDefect };
  const vouchers = new Vouchers();
  const server = new Server({
    ...limits,
    interceptors: [gateOf({ ...options, beginning }, admissions, vouchers)],
  });
  const ownCalls = new OwnCalls(server, vouchers);
  const infoService = (own: ServiceContext) => serverInfoService(own, serviceNames);
  const own = [
    refusingUnreadable(services.ConnectorService.service, perCaller(context, connectorService)),
    refusingUnreadable(services.StreamService.service, perCaller(context, streamService)),
    refusingUnreadable(services.LaneService.service, perCaller(context, laneService)),
    refusingUnreadable(services.DeadLetterService.service, perCaller(context, deadLetterService)),
    refusingUnreadable(services.ImportService.service, perCaller(context, importService)),
    refusingUnreadable(services.PlanService.service, perCaller(context, planService)),
    refusingUnreadable(services.VerifyService.service, perCaller(context, verifyService)),
    refusingUnreadable(services.RecordService.service, perCaller(context, recordService)),
    refusingUnreadable(services.ConflictService.service, perCaller(context, conflictService)),
    refusingUnreadable(services.RunService.service, perCaller(context, runService)),
    refusingUnreadable(services.AccessService.service, perCaller(context, accessService)),
    refusingUnreadable(services.AuditService.service, perCaller(context, auditService)),
    refusingUnreadable(services.ServerInfoService.service, perCaller(context, infoService)),
    refusingUnreadable(
      services.ConfigurationService.service,
      perCaller(context, configurationService),
    ),
  ];
  for (const [service, handlers] of own) server.addService(service, handlers);
  new ReflectionService(await reflected()).addToServer(server);
  const health = new HealthImplementation();
  const tellHealth = (status: 'SERVING' | 'NOT_SERVING') => {
    for (const name of ['', ...serviceNames]) health.setStatus(name, status);
  };
  health.addToServer(server);
  tellHealth('NOT_SERVING');
  const port = await listen(server, address, tls);
  void beginning.begun.then(() => tellHealth('SERVING'));

  let stopped: Promise<void> | undefined;
  return {
    address: `${hostOf(address)}:${port}`,
    callOnBehalf: (call) => ownCalls.call(call),
    stop(graceMs) {
      tellHealth('NOT_SERVING');
      stopped ??= drain(server, context, graceMs).finally(() => ownCalls.close());
      return stopped;
    },
  };
}

function gateOf(
  options: ControlOptions & { readonly beginning: Beginning },
  admissions: Admissions,
  vouchers: Vouchers,
) {
  const { hub, beginning, guard = everyoneIsAdmin, askAgainMs } = options;
  const { onLostEntry = () => undefined } = options;
  const watches = askAgainMs === undefined ? {} : { askAgainMs };
  return gate({ hub, beginning, guard, admissions, vouchers, onLostEntry, ...watches });
}

async function listen(server: Server, address: string, tls: TlsPort | undefined): Promise<number> {
  // Otherwise the library would also print the errors that are thrown here.
  setLogVerbosity(logVerbosity.NONE);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, serverCredentials(tls), (error, port) => {
    if (error) reject(error);
    else resolve(port);
  });
  try {
    return await promise;
  } catch (error) {
    server.forceShutdown();
    throw cannotListen('The control API', address, 'hub.grpc.address', error as Error);
  }
}

async function drain(server: Server, context: ServiceContext, graceMs: number): Promise<void> {
  const drained = Promise.withResolvers<void>();
  // An error here means that the server was not listening any more, which is the goal.
  server.tryShutdown(() => drained.resolve());
  for (const endWatch of [...context.watchers]) endWatch();
  const graceOver = new AbortController();
  const grace = setTimeout(graceMs, undefined, { signal: graceOver.signal });
  await Promise.race([drained.promise, grace]);
  graceOver.abort();
  await grace.catch(() => undefined);
  server.forceShutdown();
  await drained.promise;
}
