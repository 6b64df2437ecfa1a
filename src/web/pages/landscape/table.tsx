import { ago, brief, count, span } from '../format.ts';
import { useLive, useNow } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { href } from '../routing.ts';
import type { ShownLane } from '../../dashboard/news.ts';
import type { StreamStatus } from '../../../domain/index.ts';
import { laneStanding, streamStanding, worst } from '../words.ts';

/** The landscape as a table. */
export function LaneTable() {
  const lanes = useLive((live) => live.lanes);
  const streams = useLive((live) => live.streams);
  const byName = new Map(streams.map((stream) => [stream.name, stream]));
  return (
    <div className="card table-card">
      <table className="lanes">
        <caption className="unseen">All lanes with what they carry</caption>
        <thead>
          <tr>
            <th scope="col">Lane</th>
            <th scope="col">State</th>
            <th scope="col" className="number">
              Records/min
            </th>
            <th scope="col" className="number">
              Waiting
            </th>
            <th scope="col" className="number">
              Oldest
            </th>
            <th scope="col" className="number">
              Applied
            </th>
            <th scope="col" className="number">
              Next run
            </th>
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <Row key={lane.name} lane={lane} stream={byName.get(lane.stream)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ lane, stream }: { lane: ShownLane; stream: StreamStatus | undefined }) {
  const nowMs = useNow();
  const standing = stream ? worst(laneStanding(lane), streamStanding(stream)) : laneStanding(lane);
  const since = lane.oldestWaitingSinceMs;
  const next = stream?.nextRunAtMs ?? null;
  return (
    <tr>
      <th scope="row">
        <a href={href(['lane', lane.name])}>{lane.stream}</a>
        <span className="quiet way">
          {stream?.connector ?? '?'} → {lane.connector}
        </span>
      </th>
      <td>
        <StandingSign standing={standing} />
      </td>
      <td className="number" data-label="records/min">
        {brief(lane.settledPerMinute)}
      </td>
      <td className="number" data-label="waiting">
        {brief(lane.backlog + lane.parked)}
      </td>
      <td className="number" data-label="oldest">
        {since === null ? '–' : span(nowMs - since)}
      </td>
      <td className="number" data-label="applied">
        {count(lane.counts.applied)}
      </td>
      <td className="number" data-label="next run">
        {next === null ? '–' : ago(next, nowMs)}
      </td>
    </tr>
  );
}
