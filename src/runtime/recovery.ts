import type { RecoveryPort } from '../control/index.ts';
import { Failure } from '../domain/index.ts';

/** Brings records back on their way. */
export function openRecovery(): RecoveryPort {
  const absent = () =>
    Promise.reject(new Failure('COMMAND_REJECTED', { message: 'Replay is not built yet.' }));
  return {
    listDeadLetters: absent,
    countDeadLetters: absent,
    getDeadLetter: absent,
    previewReplay: absent,
    replayDeadLetters: absent,
    discardDeadLetters: absent,
    replayLane: absent,
    pauseKey: absent,
    resumeKey: absent,
    pausedKeys: absent,
  };
}
