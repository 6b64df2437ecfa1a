import type { StreamStatus } from '../../../domain/index.ts';
import type { ShownLane } from '../../dashboard/news.ts';
import { Action } from '../parts/action.tsx';

/** The most common commands: pause and resume, and read the source now. */
export function LaneActions({ lane, stream }: { lane: ShownLane; stream: StreamStatus }) {
  const stopped = lane.state === 'paused' || lane.state === 'failed';
  const unread = stream.state === 'paused' || stream.state === 'failed';
  return (
    <div className="actions">
      <Action
        method={`LaneService/${stopped ? 'ResumeLane' : 'PauseLane'}`}
        request={{ name: lane.name }}
        done={() =>
          stopped
            ? `${lane.name} is delivering again.`
            : `${lane.name} is paused; records wait in the stream.`
        }
      >
        {stopped ? 'Resume delivery' : 'Pause delivery'}
      </Action>
      <Action
        method={`StreamService/${unread ? 'ResumeStream' : 'PauseStream'}`}
        request={{ name: stream.name }}
        done={() =>
          unread ? `Reading ${stream.name} is resumed.` : `Reading ${stream.name} is paused.`
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
