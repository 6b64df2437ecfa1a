import { randomUUID } from 'node:crypto';
import type { Client } from '@grpc/grpc-js';
import type {
  ConnectorStatus,
  LaneStatus,
  StandingAction,
  StandingKind,
  StreamStatus,
} from '../domain/index.ts';
import { Failure, leadsToLoopback } from '../domain/index.ts';
import { auditClient } from './client-audit.ts';
import type { AuditClient } from './client-audit.ts';
import type { ConfigurationClient } from './client-configuration.ts';
import { configurationClient } from './client-configuration.ts';
import type { ClientAccess } from './client-access.ts';
import { bearerOptions, channelCredentials, noAccess } from './client-access.ts';
import { clientOrders } from './client-orders.ts';
import type { ServiceClients } from './client-orders.ts';
import { importClient } from './client-imports.ts';
import type { ImportClient } from './client-imports.ts';
import { accessClient } from './client-keys.ts';
import type { AccessClient } from './client-keys.ts';
import { erasureClient } from './client-erasure.ts';
import type { ErasureClient } from './client-erasure.ts';
import { historyClient } from './client-history.ts';
import type { HistoryClient } from './client-history.ts';
import { relinkClient } from './client-relinking.ts';
import type { RelinkClient } from './client-relinking.ts';
import { recoveryClient } from './client-recovery.ts';
import type { RecoveryClient } from './client-recovery.ts';
import type { HubStatus } from './client-status.ts';
import { readStatus, watchStatus } from './client-status.ts';
import { serverInfoClient } from './client-server-info.ts';
import type { ServerInfoClient } from './client-server-info.ts';
import { loadProtocol } from './protocol.ts';

const READ_LIMIT_MS = 10_000;
/** Longer than the hub's own limit for a command, whose error message is more precise. */
const ORDER_LIMIT_MS = 45_000;
/** Work in flight has 20 s to settle; the hub's own limit is a minute. */
const APPLY_LIMIT_MS = 75_000;
/** Lanes first settle their work in flight, and many versions are erased one by one. */
const ERASE_LIMIT_MS = 120_000;
const limits = {
  'grpc.max_receive_message_length': 32 * 1024 * 1024,
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 10_000,
};

export type OrderedStatus = ConnectorStatus | StreamStatus | LaneStatus;

/** A client of a hub's control API. Its methods throw HubUnreachable, or a Failure whose message includes the remedy. */
export interface ControlClient extends ServerInfoClient {
  status(signal: AbortSignal): Promise<HubStatus>;
  /** Yields the full status now and after each change; a slow reader gets only the newest. Ends when the signal aborts. */
  watch(signal: AbortSignal): AsyncIterable<HubStatus>;
  /** Commands an actor. Only a stream can `sync`. @returns its status afterwards */
  order(
    kind: StandingKind,
    name: string,
    action: StandingAction,
    signal: AbortSignal,
  ): Promise<OrderedStatus>;
  /** Dead letters, replays and paused keys. */
  recovery(signal: AbortSignal): RecoveryClient;
  /** Bulk imports. */
  imports(signal: AbortSignal): ImportClient;
  /** Runs, conflicts, the location of things, plans and verification. */
  history(signal: AbortSignal): HistoryClient;
  /** Erasing what the hub holds of a thing. */
  erasure(signal: AbortSignal): ErasureClient;
  /** Merging and splitting things. */
  relinking(signal: AbortSignal): RelinkClient;
  /** The audit log. */
  audit(signal: AbortSignal): AuditClient;
  /** The configuration at run time. */
  configuration(signal: AbortSignal): ConfigurationClient;
  /** API keys, and the caller's own identity. */
  access(signal: AbortSignal): AccessClient;
  close(): void;
}

/**
 * Creates a client for the hub at an address; the first call connects.
 * @param access default: none, as on loopback
 * @throws Failure INVALID_REQUEST if a key would leave the machine without TLS
 */
export async function connectControl(
  address: string,
  access: ClientAccess = noAccess,
): Promise<ControlClient> {
  if (access.bearer !== null && access.tls === null && !leadsToLoopback(address)) {
    throw new Failure('INVALID_REQUEST', {
      message: `A key would be sent to ${address} unencrypted: use TLS (--ca FILE or --tls).`,
    });
  }
  const { services } = await loadProtocol();
  const options = { ...limits, ...bearerOptions(access) };
  const open = [address, channelCredentials(access), options] as const;
  const clients: ServiceClients = {
    connectors: new services.ConnectorService(...open),
    streams: new services.StreamService(...open),
    lanes: new services.LaneService(...open),
    deadLetters: new services.DeadLetterService(...open),
    imports: new services.ImportService(...open),
    plans: new services.PlanService(...open),
    records: new services.RecordService(...open),
    conflicts: new services.ConflictService(...open),
    runs: new services.RunService(...open),
    audit: new services.AuditService(...open),
    serverInfo: new services.ServerInfoService(...open),
    configuration: new services.ConfigurationService(...open),
    access: new services.AccessService(...open),
    verify: new services.VerifyService(...open),
  };
  const orders = clientOrders(clients);

  return {
    status: (signal) => readStatus(clients, { address, limitMs: READ_LIMIT_MS, signal }),
    watch: (signal) => watchStatus(clients, address, signal),
    order(kind, name, action, signal) {
      const send = orders[`${kind}.${action}`];
      return send({ name, requestId: randomUUID() }, { address, limitMs: ORDER_LIMIT_MS, signal });
    },
    recovery: (signal) => recoveryClient(clients, { address, limitMs: ORDER_LIMIT_MS, signal }),
    imports: (signal) => importClient(clients, { address, limitMs: ORDER_LIMIT_MS, signal }),
    history: (signal) => historyClient(clients, { address, limitMs: READ_LIMIT_MS, signal }),
    erasure: (signal) => erasureClient(clients, { address, limitMs: ERASE_LIMIT_MS, signal }),
    relinking: (signal) => relinkClient(clients, { address, limitMs: ORDER_LIMIT_MS, signal }),
    audit: (signal) => auditClient(clients, { address, limitMs: READ_LIMIT_MS, signal }),
    ...serverInfoClient(clients, (signal) => ({ address, limitMs: READ_LIMIT_MS, signal })),
    configuration: (signal) =>
      configurationClient(clients, { address, limitMs: APPLY_LIMIT_MS, signal }),
    access: (signal) => accessClient(clients.access, { address, limitMs: READ_LIMIT_MS, signal }),
    close() {
      for (const client of Object.values(clients)) (client as Client).close();
    },
  };
}
