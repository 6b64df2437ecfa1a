import { pretty } from '../format.ts';
import type { Letter } from './types.ts';

/** The content of a dead letter. */
export function Document({ letter }: { readonly letter: Letter }) {
  const text = letter.documentJson ? pretty(letter.documentJson) : (letter.raw ?? '');
  return (
    <section className="card">
      <h2>{letter.documentJson ? 'Content' : 'The row as it was read'}</h2>
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
