import type { HubPlan, LanePlan, StreamPlan } from '../runtime/config/index.ts';
import { timetableText } from '../runtime/config/index.ts';
import { table } from './table.ts';
import { NOTHING } from './words.ts';

/** Formats the streams and lanes of a configuration as tables. */
export function planTables({ streams }: HubPlan): string {
  const streamTable = table<StreamPlan>(
    [
      { title: 'STREAM', cell: ({ name }) => name },
      { title: 'FROM', cell: ({ connector, source }) => `${connector}/${source.entity}` },
      { title: 'WHEN', cell: ({ schedule }) => scheduleText(schedule) },
      { title: 'KEEPS', cell: ({ semantics }) => semantics },
    ],
    streams,
  );
  const laneTable = table<LanePlan>(
    [
      { title: 'LANE', cell: ({ name }) => name },
      { title: 'TO', cell: ({ connector, target }) => `${connector}/${target.entity}` },
      { title: 'ATTEMPTS', align: 'right', cell: ({ retry }) => String(retry.attempts) },
    ],
    streams.flatMap(({ lanes }) => lanes),
  );
  return `${streamTable}\n\n${laneTable}`;
}

/** Summarises a plan for scripts. Contains no settings, since those hold secrets. */
export function planSummary({ connectors, streams }: HubPlan): object {
  return {
    connectors: connectors.map(({ name, kind }) => ({ name, kind: kind.kind })),
    streams: streams.map(({ name, connector, source, schedule, semantics, lanes }) => ({
      name,
      connector,
      entity: source.entity,
      schedule,
      semantics,
      lanes: lanes.map((lane) => ({
        name: lane.name,
        connector: lane.connector,
        entity: lane.target.entity,
      })),
    })),
  };
}

function scheduleText(schedule: StreamPlan['schedule']): string {
  return schedule === null ? NOTHING : timetableText(schedule);
}
