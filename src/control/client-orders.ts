import type { CallOptions, ClientUnaryCall, requestCallback } from '@grpc/grpc-js';
import type { StandingAction, StandingKind } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { OrderedStatus } from './client.ts';
import type { ConfigurationServiceClient } from './gen/stellwerk/control/v1/ConfigurationService.ts';
import type { AccessServiceClient } from './gen/stellwerk/control/v1/AccessService.ts';
import type { ConnectorServiceClient } from './gen/stellwerk/control/v1/ConnectorService.ts';
import type { AuditServiceClient } from './gen/stellwerk/control/v1/AuditService.ts';
import type { DeadLetterServiceClient } from './gen/stellwerk/control/v1/DeadLetterService.ts';
import type { ConnectorStatus__Output } from './gen/stellwerk/control/v1/ConnectorStatus.ts';
import type { ImportServiceClient } from './gen/stellwerk/control/v1/ImportService.ts';
import type { LaneServiceClient } from './gen/stellwerk/control/v1/LaneService.ts';
import type { LaneStatus__Output } from './gen/stellwerk/control/v1/LaneStatus.ts';
import type { PlanServiceClient } from './gen/stellwerk/control/v1/PlanService.ts';
import type { RecordServiceClient } from './gen/stellwerk/control/v1/RecordService.ts';
import type { ConflictServiceClient } from './gen/stellwerk/control/v1/ConflictService.ts';
import type { RunServiceClient } from './gen/stellwerk/control/v1/RunService.ts';
import type { ServerInfoServiceClient } from './gen/stellwerk/control/v1/ServerInfoService.ts';
import type { StreamServiceClient } from './gen/stellwerk/control/v1/StreamService.ts';
import type { StreamStatus__Output } from './gen/stellwerk/control/v1/StreamStatus.ts';
import type { VerifyServiceClient } from './gen/stellwerk/control/v1/VerifyService.ts';
import { readConnector, readLane, readStream } from './messages/index.ts';

interface Order {
  readonly name: string;
  readonly requestId: string;
}
type Send = (order: Order, limits: CallLimits) => Promise<OrderedStatus>;

/** One client per service. */
export interface ServiceClients {
  readonly connectors: ConnectorServiceClient;
  readonly streams: StreamServiceClient;
  readonly lanes: LaneServiceClient;
  readonly deadLetters: DeadLetterServiceClient;
  readonly imports: ImportServiceClient;
  readonly plans: PlanServiceClient;
  readonly records: RecordServiceClient;
  readonly conflicts: ConflictServiceClient;
  readonly runs: RunServiceClient;
  readonly audit: AuditServiceClient;
  readonly serverInfo: ServerInfoServiceClient;
  readonly configuration: ConfigurationServiceClient;
  readonly access: AccessServiceClient;
  readonly verify: VerifyServiceClient;
}

/** Returns the call for each kind and action. */
export function clientOrders({
  connectors,
  streams,
  lanes,
}: ServiceClients): Readonly<Record<`${StandingKind}.${StandingAction}`, Send>> {
  return {
    'connector.pause': sender((...call) => connectors.pauseConnector(...call), answeredConnector),
    'connector.resume': sender((...call) => connectors.resumeConnector(...call), answeredConnector),
    'connector.sync': onlyStreams,
    'stream.pause': sender((...call) => streams.pauseStream(...call), answeredStream),
    'stream.resume': sender((...call) => streams.resumeStream(...call), answeredStream),
    'stream.sync': sender((...call) => streams.syncStream(...call), answeredStream),
    'lane.pause': sender((...call) => lanes.pauseLane(...call), answeredLane),
    'lane.resume': sender((...call) => lanes.resumeLane(...call), answeredLane),
    'lane.sync': onlyStreams,
  };
}

function sender<Response>(
  start: (...call: [Order, CallOptions, requestCallback<Response>]) => ClientUnaryCall,
  read: (response: Response) => OrderedStatus | null,
): Send {
  return async (order, limits) => {
    const response = await callOnce<Response>(limits, (options, done) =>
      start(order, options, done),
    );
    const status = read(response);
    if (status) return status;
    throw new Failure('INTERNAL', {
      message: 'The hub carried out the order but returned no status.',
    });
  };
}

const answeredConnector = ({ connector }: { connector: ConnectorStatus__Output | null }) =>
  connector && readConnector(connector);
const answeredStream = ({ stream }: { stream: StreamStatus__Output | null }) =>
  stream && readStream(stream);
const answeredLane = ({ lane }: { lane: LaneStatus__Output | null }) => lane && readLane(lane);

const onlyStreams: Send = async () => {
  throw new Failure('INVALID_REQUEST', { message: 'Only a stream can sync.' });
};
