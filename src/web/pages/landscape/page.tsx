import { useState } from 'react';
import { useLive } from '../live/hooks.ts';
import { Picture } from './picture.tsx';
import { Attention } from './attention.tsx';
import { Summary } from './summary.tsx';
import { LaneTable } from './table.tsx';

type View = 'picture' | 'table';
const KEPT_AS = 'stellwerk-view';

/** Everything at a glance: systems as stations, lanes as lines between them, or the same as a table. */
export function LandscapePage() {
  const [view, setView] = useState<View>(firstView);
  const connection = useLive((live) => live.connection);
  const isEmpty = useLive(({ lanes }) => lanes.length === 0);
  const choose = (chosen: View) => {
    localStorage.setItem(KEPT_AS, chosen);
    setView(chosen);
  };
  return (
    <>
      <div className="page-head">
        <h1>Landscape</h1>
        <div className="choice" role="group" aria-label="View">
          {(['picture', 'table'] as const).map((one) => (
            <button key={one} aria-pressed={view === one} onClick={() => choose(one)}>
              {one === 'picture' ? 'Picture' : 'Table'}
            </button>
          ))}
        </div>
      </div>
      <Summary />
      {isEmpty ? (
        <Empty connecting={connection === 'connecting'} />
      ) : view === 'picture' ? (
        <Picture />
      ) : (
        <LaneTable />
      )}
      <Attention />
    </>
  );
}

function Empty({ connecting }: { readonly connecting: boolean }) {
  if (connecting) return <p className="quiet">Connecting …</p>;
  return <p className="card">The configuration has no streams that you may see.</p>;
}

/** A narrow screen begins with the table, which fits on it. */
function firstView(): View {
  const kept = localStorage.getItem(KEPT_AS);
  if (kept === 'picture' || kept === 'table') return kept;
  return window.innerWidth < 720 ? 'table' : 'picture';
}
