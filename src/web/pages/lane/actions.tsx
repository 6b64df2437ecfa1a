import type { StreamStatus } from '../../../domain/index.ts';
import type { ShownLane } from '../../dashboard/news.ts';
import { Action } from '../parts/action.tsx';

/** What a person orders most: stop and go on, and read the source now. */
export function LaneActions({ lane, stream }: { lane: ShownLane; stream: StreamStatus }) {
  const stopped = lane.state === 'paused' || lane.state === 'failed';
  const unread = stream.state === 'paused' || stream.state === 'failed';
  return (
    <div className="actions">
      <Action
        method={`LaneService/${stopped ? 'ResumeLane' : 'PauseLane'}`}
        request={{ name: lane.name }}
        done={() =>
          stopped ? `${lane.name} goes on.` : `${lane.name} is paused; records wait in the stream.`
        }
      >
        {stopped ? 'Resume delivery' : 'Pause delivery'}
      </Action>
      <Action
        method={`StreamService/${unread ? 'ResumeStream' : 'PauseStream'}`}
        request={{ name: stream.name }}
        done={() =>
          unread ? `${stream.name} is read again.` : `${stream.name} is not read any more.`
        }
      >
        {unread ? 'Resume reading' : 'Pause reading'}
      </Action>
      {unread ? null : (
        <Action
          className="main-action"
          method="StreamService/SyncStream"
          request={{ name: stream.name }}
          done={() => `${stream.name} is read now.`}
        >
          Sync now
        </Action>
      )}
    </div>
  );
}
