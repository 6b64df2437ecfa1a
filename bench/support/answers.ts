import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Resolves with the next message of a process. @throws when the process ends before, or the signal aborts */
export async function answerOf<Answer>(child: ChildProcess, signal: AbortSignal): Promise<Answer> {
  const died = new AbortController();
  const onExit = (code: number | null) => died.abort(new Error(`a process ended with ${code}`));
  child.once('exit', onExit);
  try {
    const limits = AbortSignal.any([signal, died.signal]);
    const [answer] = (await once(child, 'message', { signal: limits })) as [Answer];
    return answer;
  } catch (error) {
    throw died.signal.aborted ? died.signal.reason : error;
  } finally {
    child.off('exit', onExit);
  }
}

/** Ends a process and waits for its exit. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (child.connected) child.disconnect();
  await exited;
}
