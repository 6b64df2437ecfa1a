import { useEffect, useMemo } from 'react';
import { call } from './api.ts';
import { LandscapePage } from './landscape/page.tsx';
import { LanePage } from './lane/page.tsx';
import { LetterPage } from './letters/letter-page.tsx';
import { LettersPage } from './letters/list-page.tsx';
import { LiveContext } from './live/hooks.ts';
import { LiveStore } from './live/store.ts';
import { Shell } from './shell.tsx';
import { RecordPage } from './record/page.tsx';
import { usePlace } from './routing.ts';
import type { Place } from './routing.ts';
import { useSession } from './session.tsx';
import { SystemPage } from './system-page.tsx';

/** All pages, over one connection that delivers changes. */
export function App() {
  const { check } = useSession();
  const store = useMemo(() => new LiveStore(), []);
  useEffect(() => {
    // The browser does not tell a page why events ended; a refused call does.
    store.onLost = () => void call('AccessService/WhoAmI').catch(check);
    store.open();
    return () => store.close();
  }, [store, check]);
  const place = usePlace();
  return (
    <LiveContext value={store}>
      <Shell place={place}>{pageOf(place)}</Shell>
    </LiveContext>
  );
}

function pageOf({ path: [page = '', name = ''], query }: Place) {
  switch (page) {
    case '':
      return <LandscapePage />;
    case 'lane':
      return <LanePage key={name} name={name} />;
    case 'system':
      return <SystemPage key={name} name={name} />;
    case 'dead-letters':
      if (name !== '') return <LetterPage key={name} id={name} />;
      return <LettersPage lane={query.get('lane') ?? ''} code={query.get('code') ?? ''} />;
    case 'record':
      return <RecordPage id={query.get('id') ?? ''} />;
    default:
      return (
        <>
          <h1>Page not found</h1>
          <p>
            <a href="#/">Go to the landscape</a>
          </p>
        </>
      );
  }
}
