import { call } from '../api.ts';
import { integer } from '../format.ts';
import { useLive } from '../live/hooks.ts';
import { useLoaded } from '../live/load.ts';

const AGAIN_MS = 10_000;

/** The number of open dead letters, of a lane or in total; null until it is known. Reloaded when another one is added. */
export function useOpenLetters(lane = ''): number | null {
  const buried = useLive(({ lanes }) =>
    lanes.reduce(
      (sum, { name, counts }) => (lane === '' || name === lane ? sum + counts.deadLettered : sum),
      0,
    ),
  );
  const filter = lane === '' ? {} : { filter: { lane } };
  const { value } = useLoaded(
    `${lane} ${buried}`,
    (signal) =>
      call<{ totalSize?: string }>(
        'DeadLetterService/ListDeadLetters',
        { ...filter, pageSize: 1 },
        signal,
      ),
    AGAIN_MS,
  );
  return value ? integer(value.totalSize) : null;
}
