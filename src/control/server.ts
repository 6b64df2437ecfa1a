import { setTimeout } from 'node:timers/promises';
import { logVerbosity, Server, ServerCredentials, setLogVerbosity } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { HealthImplementation } from 'grpc-health-check';
import { Failure } from '../domain/index.ts';
import { hostOf, requireLoopback } from './address.ts';
import type { ServiceContext } from './context.ts';
import type { HubPort } from './hub-port.ts';
import { loadProtocol, loadReflected } from './protocol.ts';
import { refusingUnreadable } from './readable.ts';
import { reflectable } from './reflection.ts';
import { auditService } from './services/audit.ts';
import { configurationService } from './services/configuration.ts';
import { connectorService } from './services/connectors.ts';
import { deadLetterService } from './services/dead-letters.ts';
import { laneService } from './services/lanes.ts';
import { planService } from './services/plans.ts';
import { recordService } from './services/records.ts';
import { runService } from './services/runs.ts';
import { serverInfoService } from './services/server-info.ts';
import { streamService } from './services/streams.ts';

export interface ControlOptions {
  readonly hub: HubPort;
  /** Host and port on loopback; port 0 takes a free one. */
  readonly address: string;
  /** Told of each defect (INTERNAL) that a caller met, for the log. Default: nobody. */
  readonly onDefect?: (failure: Failure, method: string) => void;
}

/** The control API at work. */
export interface ControlServer {
  /** Where it listens, host and port. */
  readonly address: string;
  /**
   * Takes no more calls, ends all watchers, and lets the other calls finish for so long; then cuts them off. Called again, it
   * waits for the first.
   */
  stop(graceMs: number): Promise<void>;
}

const limits = {
  // An edited record may be as large as the bus takes; a list of 10,000 lanes is some 4 MB.
  'grpc.max_receive_message_length': 2 * 1024 * 1024,
  'grpc.max_send_message_length': 32 * 1024 * 1024,
  'grpc.max_concurrent_streams': 200,
  // A watcher whose machine vanished is noticed after 40 s, and its subscription freed.
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

/**
 * Serves the control API, with reflection and health.
 * @throws Failure SETUP_FAILED when the address is not on loopback, malformed or taken
 */
export async function serveControl(options: ControlOptions): Promise<ControlServer> {
  const { hub, address, onDefect = () => undefined } = options;
  requireLoopback(address);
  const { services, serviceNames } = await loadProtocol();
  const context: ServiceContext = { hub, watchers: new Set(), onDefect };
  const server = new Server(limits);
  const own = [
    refusingUnreadable(services.ConnectorService.service, connectorService(context)),
    refusingUnreadable(services.StreamService.service, streamService(context)),
    refusingUnreadable(services.LaneService.service, laneService(context)),
    refusingUnreadable(services.DeadLetterService.service, deadLetterService(context)),
    refusingUnreadable(services.PlanService.service, planService(context)),
    refusingUnreadable(services.RecordService.service, recordService(context)),
    refusingUnreadable(services.RunService.service, runService(context)),
    refusingUnreadable(services.AuditService.service, auditService(context)),
    refusingUnreadable(
      services.ServerInfoService.service,
      serverInfoService(context, serviceNames),
    ),
    refusingUnreadable(services.ConfigurationService.service, configurationService(context)),
  ];
  for (const [service, handlers] of own) server.addService(service, handlers);
  new ReflectionService(reflectable(await loadReflected())).addToServer(server);
  const health = new HealthImplementation();
  const tellHealth = (status: 'SERVING' | 'NOT_SERVING') => {
    for (const name of ['', ...serviceNames]) health.setStatus(name, status);
  };
  health.addToServer(server);
  tellHealth('SERVING');
  const port = await listen(server, address);

  let stopped: Promise<void> | undefined;
  return {
    address: `${hostOf(address)}:${port}`,
    stop(graceMs) {
      tellHealth('NOT_SERVING');
      stopped ??= drain(server, context, graceMs);
      return stopped;
    },
  };
}

async function listen(server: Server, address: string): Promise<number> {
  // The library would print what is thrown here a second time, in words of its own.
  setLogVerbosity(logVerbosity.NONE);
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.bindAsync(address, ServerCredentials.createInsecure(), (error, port) => {
    if (error) reject(error);
    else resolve(port);
  });
  try {
    return await promise;
  } catch (error) {
    server.forceShutdown();
    const { message } = error as Error;
    const reason = message.includes('EADDRINUSE') ? 'the port is in use' : message;
    throw new Failure('SETUP_FAILED', {
      message: `The control API cannot listen on ${address}: ${reason}. Stop who uses it, or choose another.`,
      cause: error,
    });
  }
}

async function drain(server: Server, context: ServiceContext, graceMs: number): Promise<void> {
  const drained = Promise.withResolvers<void>();
  // An error here says that it was not listening any more, which is what was wanted.
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
