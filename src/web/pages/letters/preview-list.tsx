import { count, plural } from '../format.ts';
import { Differences } from './differences.tsx';
import type { Preview } from './types.ts';

const effects: Readonly<Record<string, string>> = {
  REPLAY_EFFECT_DELIVER: 'would be sent',
  REPLAY_EFFECT_UNCHANGED: 'the target already has it',
  REPLAY_EFFECT_SUPERSEDED: 'the target has a newer version',
  REPLAY_EFFECT_DEAD_LETTER: 'would become a dead letter again',
};
const SHOWN = 10;

/** What a replay would do to each dead letter. */
export function PreviewList({ previews, total }: { previews: readonly Preview[]; total: number }) {
  return (
    <>
      <p>
        <strong>{plural(total, 'dead letter')}</strong> would be replayed: {tally(previews)}.
      </p>
      {previews.slice(0, SHOWN).map((preview) => (
        <details key={preview.id}>
          <summary>
            <code>{preview.id}</code> {effects[preview.effect] ?? preview.effect}
          </summary>
          <PreviewBody preview={preview} />
        </details>
      ))}
    </>
  );
}

export function PreviewBody({ preview }: { readonly preview: Preview }) {
  if (preview.reason) return <p className="trouble">{preview.reason}</p>;
  if (preview.effect !== 'REPLAY_EFFECT_DELIVER') return null;
  return (
    <Differences differences={preview.differences ?? []} lastKnown={preview.lastKnown === true} />
  );
}

export function effectWords({ effect }: Preview): string {
  return effects[effect] ?? effect;
}

function tally(previews: readonly Preview[]): string {
  const groups = Map.groupBy(previews, effectWords);
  return (
    Array.from(groups, ([words, some]) => `${count(some.length)} ${words}`).join(', ') || 'none'
  );
}
