import { pretty } from '../format.ts';
import type { StoryEvent } from './story-types.ts';

/** The documents of an event, on demand: what was read, or what a mapping made of it. */
export function ShownDocuments({ event }: { readonly event: StoryEvent }) {
  const { kind, beforeJson, afterJson } = event;
  if (kind === 'RECORD_EVENT_KIND_READ')
    return afterJson ? (
      <details>
        <summary>Show its content</summary>
        <Shown json={afterJson} name="As it was read" />
      </details>
    ) : null;
  if (kind !== 'RECORD_EVENT_KIND_MAPPED') return null;
  if (!afterJson) return <p className="moment-facts quiet">The mapping skipped it.</p>;
  return (
    <details>
      <summary>Show before and after</summary>
      <div className="before-after">
        {beforeJson ? <Shown json={beforeJson} name="Before: from the source" /> : null}
        <Shown json={afterJson} name="After: for the target" />
      </div>
    </details>
  );
}

function Shown({ json, name }: { readonly json: string; readonly name: string }) {
  return (
    <figure className="shown-document">
      <figcaption className="quiet">{name}</figcaption>
      <pre tabIndex={0}>{pretty(json)}</pre>
    </figure>
  );
}
