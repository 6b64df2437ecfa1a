import type { Standing, Tone } from '../words.ts';

const signs: Readonly<Record<Tone, string>> = {
  good: '●',
  busy: '◆',
  off: '❙❙',
  warn: '▲',
  bad: '■',
};

/** The state of something: words, and a sign with its own shape, because not everyone can distinguish the colours. */
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
