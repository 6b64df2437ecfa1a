import { loadPackageDefinition } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import { load } from '@grpc/proto-loader';
import type { ProtoGrpcType as Audit } from './gen/audit.ts';
import type { ProtoGrpcType as Configurations } from './gen/configuration.ts';
import type { ProtoGrpcType as Access } from './gen/access.ts';
import type { ProtoGrpcType as Connectors } from './gen/connectors.ts';
import type { ProtoGrpcType as DeadLetters } from './gen/dead_letters.ts';
import type { ProtoGrpcType as Imports } from './gen/imports.ts';
import type { ProtoGrpcType as Lanes } from './gen/lanes.ts';
import type { ProtoGrpcType as Plans } from './gen/plans.ts';
import type { ProtoGrpcType as Records } from './gen/records.ts';
import type { ProtoGrpcType as Conflicts } from './gen/conflicts.ts';
import type { ProtoGrpcType as Runs } from './gen/runs.ts';
import type { ProtoGrpcType as ServerInfo } from './gen/server_info.ts';
import type { ProtoGrpcType as Streams } from './gen/streams.ts';
import type { ProtoGrpcType as Verify } from './gen/verify.ts';
import { protoDir } from './proto-dir.ts';

/** The control API as defined by its proto files. */
export interface Protocol {
  readonly definition: PackageDefinition;
  /** Service definitions and client classes by name. */
  readonly services: Types['stellwerk']['control']['v1'];
  /** Full names of the services, as used by reflection and health. */
  readonly serviceNames: readonly string[];
}

type Types = Connectors &
  Streams &
  Lanes &
  DeadLetters &
  Imports &
  Plans &
  Records &
  Conflicts &
  Runs &
  Audit &
  ServerInfo &
  Configurations &
  Access &
  Verify;

const PACKAGE = 'stellwerk.control.v1';
const serviceNames = [
  'ConnectorService',
  'StreamService',
  'LaneService',
  'DeadLetterService',
  'ImportService',
  'PlanService',
  'RecordService',
  'ConflictService',
  'RunService',
  'AuditService',
  'ServerInfoService',
  'ConfigurationService',
  'AccessService',
  'VerifyService',
];
export const protoFiles: readonly string[] = [
  ...[
    'connectors',
    'streams',
    'lanes',
    'dead_letters',
    'imports',
    'plans',
    'records',
    'conflicts',
    'runs',
    'audit',
    'server_info',
    'configuration',
    'access',
    'verify',
  ].map((name) => `stellwerk/control/v1/${name}.proto`),
];

let loaded: Promise<Protocol> | undefined;

/** Reads the proto files, once per process. */
export function loadProtocol(): Promise<Protocol> {
  return (loaded ??= read());
}

async function read(): Promise<Protocol> {
  const definition = await load([...protoFiles], {
    includeDirs: [protoDir()],
    // The same options as in the type generator, see ops/generate-proto.ts. All integers of the API are safe integers.
    longs: Number,
    enums: String,
    defaults: true,
    arrays: true,
  });
  const types = loadPackageDefinition(definition) as unknown as Types;
  return {
    definition,
    services: types.stellwerk.control.v1,
    serviceNames: serviceNames.map((name) => `${PACKAGE}.${name}`),
  };
}
