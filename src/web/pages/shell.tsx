import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLive } from './live/hooks.ts';
import { useObstacles } from './live/obstacles.ts';
import { useOpenLetters } from './letters/open-letters.ts';
import { Announcer } from './parts/announcer.tsx';
import { Mark } from './parts/mark.tsx';
import { ThemeSwitch } from './parts/theme-switch.tsx';
import { count } from './format.ts';
import { go, href } from './routing.ts';
import type { Place } from './routing.ts';
import { useSession } from './session.tsx';

/** The frame of every page: the current place, the navigation, and whether the data is live. */
export function Shell({
  place,
  children,
}: {
  readonly place: Place;
  readonly children: ReactNode;
}) {
  const main = useRef<HTMLElement>(null);
  const where = place.path.join('/');
  const entered = useRef(where);
  useEffect(() => {
    window.scrollTo(0, 0);
    document.title = titleOf(place);
    // Screen readers are told about a new page by moving the focus; they read the first page anyway.
    if (entered.current !== where) main.current?.focus();
    entered.current = where;
  }, [where]);
  const [page = ''] = place.path;
  const obstacles = useObstacles();
  return (
    <Announcer>
      <a
        className="skip"
        href="#main"
        onClick={(event) => (event.preventDefault(), main.current?.focus())}
      >
        Skip to content
      </a>
      <header className="shell-header">
        <a className="brand" href="#/" aria-label="Stellwerk, go to the landscape">
          <Mark /> Stellwerk
        </a>
        <nav aria-label="Pages">
          <Tab to="#/" here={page === '' || page === 'lane' || page === 'system'}>
            Landscape
          </Tab>
          <Tab to={href(['dead-letters'])} here={page === 'dead-letters'}>
            Dead letters <OpenCount />
          </Tab>
        </nav>
        <Search />
        <div className="shell-tools">
          <Connection stands={obstacles.length > 0} />
          <ThemeSwitch />
          <Caller />
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        {obstacles.length > 0 ? (
          <p role="alert" className="trouble">
            <strong>The hub stands still.</strong> {obstacles.join(' ')}
          </p>
        ) : null}
        {children}
      </main>
    </Announcer>
  );
}

function Tab({ to, here, children }: { to: string; here: boolean; children: ReactNode }) {
  return (
    <a href={to} aria-current={here ? 'page' : undefined}>
      {children}
    </a>
  );
}

function OpenCount() {
  const open = useOpenLetters();
  if (!open) return null;
  return (
    <span className="badge">
      {count(open)}
      <span className="unseen"> open</span>
    </span>
  );
}

function Search() {
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        const id = new FormData(event.currentTarget).get('id');
        if (typeof id === 'string' && id.trim() !== '') go(href(['record'], { id: id.trim() }));
      }}
    >
      <label className="unseen" htmlFor="search">
        Order number, SKU or any other id
      </label>
      <input
        id="search"
        name="id"
        type="search"
        placeholder="Find order, SKU, any id"
        autoComplete="off"
      />
    </form>
  );
}

function Connection({ stands }: { readonly stands: boolean }) {
  const connection = useLive((live) => live.connection);
  const words = { connecting: 'connecting', live: 'live', lost: 'connection lost' }[connection];
  const stale = stands && connection === 'live';
  return (
    <span className={`connection ${stale ? 'lost' : connection}`} role="status">
      <span className="dot" aria-hidden="true" />
      {stale ? 'standing still' : words}
    </span>
  );
}

function Caller() {
  const { who, leave, maySignOut } = useSession();
  const role = who.role.replace('ROLE_', '').toLowerCase();
  return (
    <span className="caller">
      <span title={`${who.name}, ${role}`}>
        {who.name} <span className="quiet">{role}</span>
      </span>
      {maySignOut ? (
        <button className="plain" onClick={leave}>
          Sign out
        </button>
      ) : null}
    </span>
  );
}

function titleOf({ path: [page = '', name = ''], query }: Place): string {
  const titles: Readonly<Record<string, string>> = {
    '': 'Landscape',
    'dead-letters': name === '' ? 'Dead letters' : `Dead letter ${name}`,
    record: query.get('id') ?? 'Record',
  };
  return `${titles[page] ?? (name || 'Page not found')} · Stellwerk`;
}
