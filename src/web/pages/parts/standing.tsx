import type { Standing, Tone } from '../words.ts';

const signs: Readonly<Record<Tone, string>> = {
  good: '●',
  busy: '◆',
  off: '❙❙',
  warn: '▲',
  bad: '■',
};

/** How something stands: a sign of its own shape, since not everybody tells colours apart, and words. */
export function StandingSign({ standing, brief = false }: { standing: Standing; brief?: boolean }) {
  return (
    <span className={`standing ${standing.tone}`} title={brief ? standing.text : undefined}>
      <span className="sign" aria-hidden="true">
        {signs[standing.tone]}
      </span>
      <span className={brief ? 'unseen' : undefined}>{standing.text}</span>
    </span>
  );
}
