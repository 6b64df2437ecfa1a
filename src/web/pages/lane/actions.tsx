import type { ConnectorStatus, StreamStatus } from '../../../domain/index.ts';
import type { ShownLane } from '../../dashboard/news.ts';
import { useConnector } from '../live/hooks.ts';
import { Action } from '../parts/action.tsx';
import { connectorStanding } from '../words.ts';

/** The most common commands: pause and resume, and read the source now. */
export function LaneActions({ lane, stream }: { lane: ShownLane; stream: StreamStatus }) {
  const [target, source] = [useConnector(lane.connector), useConnector(stream.connector)];
  const stopped = lane.state === 'paused' || lane.state === 'failed';
  const unread = stream.state === 'paused' || stream.state === 'failed';
  return (
    <div className="actions">
      <Action
        method={`LaneService/${stopped ? 'ResumeLane' : 'PauseLane'}`}
        request={{ name: lane.name }}
        done={() =>
          stopped
            ? `${lane.name} ${waitsFor(target) ?? 'is delivering again.'}`
            : `${lane.name} is paused; records wait in the stream.`
        }
      >
        {stopped ? 'Resume delivery' : 'Pause delivery'}
      </Action>
      <Action
        method={`StreamService/${unread ? 'ResumeStream' : 'PauseStream'}`}
        request={{ name: stream.name }}
        done={() =>
          unread
            ? `Reading ${stream.name} ${waitsFor(source) ?? 'is resumed.'}`
            : `Reading ${stream.name} is paused.`
        }
      >
        {unread ? 'Resume reading' : 'Pause reading'}
      </Action>
      {unread ? null : (
        <Action
          className="main-action"
          method="StreamService/SyncStream"
          request={{ name: stream.name }}
          done={() => `${stream.name} is being read.`}
        >
          Sync now
        </Action>
      )}
    </div>
  );
}

/** Says that what was resumed waits for its system nevertheless; null if it does not. */
function waitsFor(connector: ConnectorStatus | undefined): string | null {
  if (!connector || connector.state === 'ready' || connector.state === 'checking') return null;
  const { name } = connector;
  return `is resumed, but waits for ${name} (${connectorStanding(connector).text}). The page of ${name} says why.`;
}
