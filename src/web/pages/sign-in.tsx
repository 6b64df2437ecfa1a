import { useEffect, useState } from 'react';
import { askForRefusal, readSession } from './api.ts';
import type { SessionState } from './api.ts';
import { KeyForm } from './key-form.tsx';
import { Mark } from './parts/mark.tsx';
import { useHash } from './routing.ts';

interface SignInProps {
  readonly onDone: () => void;
  /** Where a person who has just signed out may also sign out of the issuer; null when there is nothing to do. */
  readonly signOutUrl: string | null;
}

/** The page in front of a hub that requires signing in. */
export function SignIn({ onDone, signOutUrl }: SignInProps) {
  const [issuer, setIssuer] = useState<SessionState['signIn'] | 'unknown'>('unknown');
  const [trouble, setTrouble] = useState('');
  useEffect(() => {
    const tell = (error: Error) => setTrouble(error.message);
    readSession().then(
      ({ signIn }) => {
        setIssuer(signIn);
        if (signIn) askForRefusal().catch(tell);
      },
      (error: Error) => {
        setIssuer(null);
        tell(error);
      },
    );
  }, []);
  if (issuer === 'unknown') return <main className="door" aria-busy />;
  return (
    <main className="door">
      <div className="card door-card">
        <Mark />
        <h1>Sign in to Stellwerk</h1>
        {trouble === '' ? null : (
          <p role="alert" className="trouble">
            {trouble}
          </p>
        )}
        {issuer === null ? null : <IssuerDoor issuer={issuer} signOutUrl={signOutUrl} />}
        <KeyForm onDone={onDone} isOnlyWay={issuer === null} />
      </div>
    </main>
  );
}

function IssuerDoor({
  issuer: { label, url },
  signOutUrl,
}: {
  readonly issuer: NonNullable<SessionState['signIn']>;
  readonly signOutUrl: string | null;
}) {
  // Restores the page that was asked for: a browser never sends the part after the # to a server.
  const to = encodeURIComponent(useHash());
  return (
    <>
      {signOutUrl === null ? null : (
        <p role="status">
          You are signed out here, and still signed in with {label}.{' '}
          <a href={signOutUrl}>Sign out there too</a>
        </p>
      )}
      <a className="button main-action" href={`${url}?to=${to}`}>
        Sign in with {label}
      </a>
      <p className="door-or quiet">or with a key</p>
    </>
  );
}
