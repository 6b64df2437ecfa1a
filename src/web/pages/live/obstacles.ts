import { readObstacles } from '../api.ts';
import { useLoaded } from './load.ts';

const AGAIN_MS = 5_000;
const none: readonly string[] = [];

/** What keeps the hub from its work, a sentence each: everything that is shown stands still meanwhile. */
export function useObstacles(): readonly string[] {
  const { value } = useLoaded('obstacles', readObstacles, AGAIN_MS);
  return value ?? none;
}
