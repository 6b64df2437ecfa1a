import type { RecoveryClient } from '../../control/index.ts';
import type { DeadLetter, DeadLetterState } from '../../domain/index.ts';
import { CliError } from '../exit.ts';

const ANY_STATE: readonly DeadLetterState[] = ['open', 'replaying', 'closed'];

/**
 * Checks the dead letters that were given by id, so that the caller learns why nothing would happen to one of them.
 * @throws CliError notFound for an unknown id; failed when one could not be replayed
 */
export async function requireNamed(
  recovery: Pick<RecoveryClient, 'list'>,
  ids: readonly string[],
  verb: 'replay' | 'discard',
): Promise<void> {
  if (ids.length === 0) return;
  const { letters } = await recovery.list({ ids }, ANY_STATE, ids.length);
  const byId = new Map(letters.map((letter) => [letter.id, letter]));
  for (const id of ids) {
    const letter = byId.get(id);
    if (!letter) {
      throw new CliError(
        'notFound',
        `There is no dead letter ${id}; "stellwerk dead-letters list" shows them. Nothing was done.`,
      );
    }
    const obstacle = obstacleTo(verb, letter);
    if (obstacle) throw new CliError('failed', `Dead letter ${id} ${obstacle} Nothing was done.`);
  }
}

function obstacleTo(
  verb: 'replay' | 'discard',
  { state, closing, lane, position }: DeadLetter,
): string | null {
  // Discarding a closed dead letter has no effect and is not an error.
  if (verb === 'discard') return null;
  if (state === 'replaying') return 'is already being replayed.';
  if (state === 'closed') return `is already closed${closing ? ` (${closing})` : ''}.`;
  if (lane !== null) return null;
  return `is a row (${position ?? 'position unknown'}) that never became a record: correct it in its source, and it is read again.`;
}
