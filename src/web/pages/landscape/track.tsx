import { memo } from 'react';
import { EdgeLabelRenderer } from '@xyflow/react';
import type { Edge, EdgeProps } from '@xyflow/react';
import { brief, span } from '../format.ts';
import { useLane, useNow, useStream } from '../live/hooks.ts';
import { StandingSign } from '../parts/standing.tsx';
import { href } from '../routing.ts';
import { laneStanding, streamStanding, worst } from '../words.ts';

export type TrackEdge = Edge<{ path: string; head: string; signX: number; signY: number }, 'track'>;

/** A lane: its path, and a sign on it with what it carries. */
export const Track = memo(function Track({ id, source, target, data }: EdgeProps<TrackEdge>) {
  const lane = useLane(id);
  const stream = useStream(lane?.stream ?? '');
  if (!lane || !stream || !data) return null;
  const standing = worst(laneStanding(lane), streamStanding(stream));
  const waiting = lane.backlog + lane.parked;
  // How much waits and for how long says more, and there is room for little.
  const rests = waiting > 0 && lane.settledPerMinute === 0;
  const flows = lane.settledPerMinute > 0 && lane.state === 'running';
  return (
    <>
      <path className={`track ${standing.tone} ${flows ? 'flows' : ''}`} d={data.path} />
      <path className={`track-head ${standing.tone}`} d={data.head} />
      <EdgeLabelRenderer>
        <a
          className={`sign-board ${standing.tone} nopan`}
          href={href(['lane', id])}
          style={{ transform: `translate(-50%, -50%) translate(${data.signX}px, ${data.signY}px)` }}
        >
          <StandingSign standing={standing} brief />
          <span className="sign-name">{lane.stream}</span>
          <span className="unseen">
            from {source} to {target}
          </span>
          {rests ? null : <span className="sign-rate">{brief(lane.settledPerMinute)}/min</span>}
          {waiting > 0 ? <Waiting waiting={waiting} sinceMs={lane.oldestWaitingSinceMs} /> : null}
        </a>
      </EdgeLabelRenderer>
    </>
  );
});

function Waiting({ waiting, sinceMs }: { waiting: number; sinceMs: number | null }) {
  const nowMs = useNow();
  const age = sinceMs === null || nowMs - sinceMs < 10_000 ? '' : ` · ${span(nowMs - sinceMs)}`;
  return (
    <span className="sign-waiting">
      {brief(waiting)} waiting{age}
    </span>
  );
}
