import { useMemo } from 'react';
import { brief, count, plural, span } from '../format.ts';
import { useOpenLetters } from '../letters/open-letters.ts';
import { useLive, useNow } from '../live/hooks.ts';
import { useObstacles } from '../live/obstacles.ts';
import { href } from '../routing.ts';
import { connectorStanding, laneStanding, streamStanding } from '../words.ts';

/** An operator's three questions in one row: does it move, what waits, what needs attention. */
export function Summary() {
  const lanes = useLive((live) => live.lanes);
  const streams = useLive((live) => live.streams);
  const connectors = useLive((live) => live.connectors);
  const open = useOpenLetters();
  const obstacles = useObstacles();
  const nowMs = useNow();
  const { rate, waiting, sinceMs } = useMemo(() => sums(lanes), [lanes]);
  const standings = [
    ...connectors.map(connectorStanding),
    ...streams.map(streamStanding),
    ...lanes.map(laneStanding),
  ];
  const bad = standings.filter(({ tone }) => tone === 'bad' || tone === 'warn');
  const troubled = bad.length + obstacles.length;
  return (
    <dl className="summary">
      <Figure name="Records a minute" value={brief(rate)} note={plural(lanes.length, 'lane')} />
      <Figure
        name="Waiting"
        value={brief(waiting)}
        note={sinceMs === null ? 'nothing is late' : `oldest for ${span(nowMs - sinceMs)}`}
      />
      <Figure
        name="Need attention"
        value={count(troubled)}
        note={troubled === 0 ? 'all is well' : 'hub, connectors, streams, lanes'}
        tone={troubled > 0 ? 'bad' : 'good'}
      />
      <Figure
        name="Dead letters"
        value={open === null ? '–' : brief(open)}
        note={<a href={href(['dead-letters'])}>open ones</a>}
        tone={open ? 'warn' : 'good'}
      />
    </dl>
  );
}

function Figure(props: { name: string; value: string; note: React.ReactNode; tone?: string }) {
  const { name, value, note, tone = '' } = props;
  return (
    <div className={`figure ${tone}`}>
      <dt>{name}</dt>
      <dd>
        <span className="figure-value">{value}</span> <span className="figure-note">{note}</span>
      </dd>
    </div>
  );
}

function sums(lanes: readonly Parameters<typeof sinceOf>[0][]) {
  let [rate, waiting, sinceMs] = [0, 0, Infinity];
  for (const lane of lanes) {
    rate += lane.settledPerMinute;
    waiting += lane.backlog + lane.parked;
    sinceMs = Math.min(sinceMs, sinceOf(lane));
  }
  return { rate, waiting, sinceMs: sinceMs === Infinity ? null : sinceMs };
}

function sinceOf(lane: {
  readonly settledPerMinute: number;
  readonly backlog: number;
  readonly parked: number;
  readonly oldestWaitingSinceMs: number | null;
}): number {
  return lane.oldestWaitingSinceMs ?? Infinity;
}
