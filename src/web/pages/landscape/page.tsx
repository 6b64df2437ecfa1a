import { useState } from 'react';
import { useLive } from '../live/hooks.ts';
import { Picture } from './picture.tsx';
import { Attention } from './attention.tsx';
import { Imports } from './imports.tsx';
import { Summary } from './summary.tsx';
import { LaneTable } from './table.tsx';

type View = 'picture' | 'table';
const KEPT_AS = 'stellwerk-view';
const MAX_IN_PICTURE = 60;

/** Everything at a glance: systems as stations, lanes as lines between them, or the same as a table. */
export function LandscapePage() {
  const [chosen, setChosen] = useState(keptView);
  const connection = useLive((live) => live.connection);
  const lanes = useLive((live) => live.lanes.length);
  const view = chosen ?? firstView(lanes);
  const choose = (one: View) => {
    localStorage.setItem(KEPT_AS, one);
    setChosen(one);
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
      {lanes === 0 ? (
        <Empty connecting={connection === 'connecting'} />
      ) : view === 'picture' ? (
        <>
          <Picture />
          <Attention />
          <Imports />
        </>
      ) : (
        // A table of many lanes is long.
        <>
          <Attention />
          <Imports />
          <LaneTable />
        </>
      )}
    </>
  );
}

function Empty({ connecting }: { readonly connecting: boolean }) {
  if (connecting) return <p className="quiet">Connecting …</p>;
  return <p className="card">The configuration has no streams that you may see.</p>;
}

function keptView(): View | null {
  const kept = localStorage.getItem(KEPT_AS);
  return kept === 'picture' || kept === 'table' ? kept : null;
}

/** A narrow screen begins with the table, which fits on it; so do more lanes than a picture shows in a legible size. */
function firstView(lanes: number): View {
  return window.innerWidth < 720 || lanes > MAX_IN_PICTURE ? 'table' : 'picture';
}
