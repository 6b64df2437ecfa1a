import type { ConnectorStatus, ImportStatus, LaneStatus, StreamStatus } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { ServiceClients } from './client-orders.ts';
import { Followed, followAll } from './follow.ts';
import type { ListConnectorsResponse__Output } from './gen/stellwerk/control/v1/ListConnectorsResponse.ts';
import type { ListImportsResponse__Output } from './gen/stellwerk/control/v1/ListImportsResponse.ts';
import type { ListLanesResponse__Output } from './gen/stellwerk/control/v1/ListLanesResponse.ts';
import type { ListStreamsResponse__Output } from './gen/stellwerk/control/v1/ListStreamsResponse.ts';
import type { WatchConnectorsResponse__Output as Connectors } from './gen/stellwerk/control/v1/WatchConnectorsResponse.ts';
import type { WatchImportsResponse__Output as Imports } from './gen/stellwerk/control/v1/WatchImportsResponse.ts';
import type { WatchLanesResponse__Output as Lanes } from './gen/stellwerk/control/v1/WatchLanesResponse.ts';
import type { WatchStreamsResponse__Output as Streams } from './gen/stellwerk/control/v1/WatchStreamsResponse.ts';
import { readConnector, readImport, readLane, readStream } from './messages/index.ts';

/** The status of all connectors, streams and lanes, in the order of the configuration, and of imports. */
export interface HubStatus {
  readonly connectors: readonly ConnectorStatus[];
  readonly streams: readonly StreamStatus[];
  readonly lanes: readonly LaneStatus[];
  /** The imports that are not over and the newest hundred that are, newest first. */
  readonly imports: readonly ImportStatus[];
}

/** Reads the current status of everything. */
export async function readStatus(clients: ServiceClients, limits: CallLimits): Promise<HubStatus> {
  const { connectors, streams, lanes, imports } = clients;
  const [one, two, three, four] = await Promise.all([
    allPages((pageToken) =>
      callOnce<ListConnectorsResponse__Output>(limits, (options, done) =>
        connectors.listConnectors({ pageToken }, options, done),
      ),
    ),
    allPages((pageToken) =>
      callOnce<ListStreamsResponse__Output>(limits, (options, done) =>
        streams.listStreams({ pageToken }, options, done),
      ),
    ),
    allPages((pageToken) =>
      callOnce<ListLanesResponse__Output>(limits, (options, done) =>
        lanes.listLanes({ pageToken }, options, done),
      ),
    ),
    callOnce<ListImportsResponse__Output>(limits, (options, done) =>
      imports.listImports({}, options, done),
    ),
  ]);
  return {
    connectors: one.flatMap((page) => page.connectors.map(readConnector)),
    streams: two.flatMap((page) => page.streams.map(readStream)),
    lanes: three.flatMap((page) => page.lanes.map(readLane)),
    imports: four.imports.map(readImport),
  };
}

async function allPages<Page extends { readonly nextPageToken: string }>(
  read: (pageToken: string) => Promise<Page>,
): Promise<readonly Page[]> {
  const pages = [await read('')];
  for (let token = pages[0]?.nextPageToken; token;) {
    const next = await read(token);
    pages.push(next);
    token = next.nextPageToken;
  }
  return pages;
}

/** Combines all watches: yields the full status now and after each change. */
export async function* watchStatus(
  clients: ServiceClients,
  address: string,
  signal: AbortSignal,
): AsyncGenerator<HubStatus> {
  const connectors = new Followed<ConnectorStatus>();
  const streams = new Followed<StreamStatus>();
  const lanes = new Followed<LaneStatus>();
  const imports = new Followed<ImportStatus & { readonly name: string }>();
  const watches = [
    {
      call: clients.connectors.watchConnectors({}),
      take(message: unknown) {
        const { connectors: changed, removed } = message as Connectors;
        connectors.take({ changed: changed.map(readConnector), removed });
      },
    },
    {
      call: clients.streams.watchStreams({}),
      take(message: unknown) {
        const { streams: changed, removed } = message as Streams;
        streams.take({ changed: changed.map(readStream), removed });
      },
    },
    {
      call: clients.lanes.watchLanes({}),
      take(message: unknown) {
        const { lanes: changed, removed } = message as Lanes;
        lanes.take({ changed: changed.map(readLane), removed });
      },
    },
    {
      call: clients.imports.watchImports({}),
      take(message: unknown) {
        const { imports: told, removed } = message as Imports;
        const changed = told.map(readImport).map((one) => ({ ...one, name: one.id }));
        imports.take({ changed, removed });
      },
    },
  ];
  for await (const _news of followAll(watches, address, signal)) {
    const all = [connectors, streams, lanes, imports];
    if (all.some(({ complete }) => !complete)) continue;
    yield {
      connectors: connectors.all,
      streams: streams.all,
      lanes: lanes.all,
      imports: newestFirst(imports.all),
    };
  }
}

/** Sorts imports newest first, because the watch appends those that began after it. */
function newestFirst(
  imports: readonly (ImportStatus & { readonly name: string })[],
): readonly ImportStatus[] {
  return imports
    .map(({ name: _name, ...status }) => status)
    .toSorted((one, other) => Number(other.id) - Number(one.id));
}
