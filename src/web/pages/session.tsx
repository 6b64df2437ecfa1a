import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { call, Problem, readSession, signOut } from './api.ts';
import { SignIn } from './sign-in.tsx';

export interface Who {
  readonly name: string;
  readonly role: 'ROLE_VIEWER' | 'ROLE_OPERATOR' | 'ROLE_ADMIN';
  readonly proof: string;
  /** Whether access comes from signing in here, and not from an open loopback or a certificate. */
  readonly bySession: boolean;
}

interface Session {
  readonly who: Who;
  /** Whether the person may send commands. The hub checks each call anyway; pages show only what it would not refuse. */
  readonly mayAct: boolean;
  /** Whether there is a session to end: not on an open loopback. */
  readonly maySignOut: boolean;
  readonly leave: () => void;
  /** Must be called with each failure, because one of them may say that the session is over. */
  readonly check: (error: Error) => void;
}

const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('outside of a session');
  return session;
}

/** Shows its children to a person who has access, and a sign-in form to others. */
export function SessionDoor({ children }: { readonly children: ReactNode }) {
  const [who, setWho] = useState<Who | 'stranger' | null>(null);
  const [trouble, setTrouble] = useState('');
  const [signOutUrl, setSignOutUrl] = useState<string | null>(null);
  const ask = useCallback(() => {
    setTrouble('');
    whoLooks().then(setWho, (error: Error) => {
      if (isStranger(error)) setWho('stranger');
      else setTrouble(error.message);
    });
  }, []);
  useEffect(ask, [ask]);
  const check = useCallback((error: Error) => {
    if (isStranger(error)) setWho('stranger');
  }, []);
  const leave = useCallback(() => {
    signOut().then(
      (url) => {
        setSignOutUrl(url);
        setWho('stranger');
      },
      (error: Error) => setTrouble(error.message),
    );
  }, []);
  const session = useMemo(
    () => (who === null || who === 'stranger' ? null : sessionOf(who, leave, check)),
    [who, leave, check],
  );
  if (session) return <SessionContext value={session}>{children}</SessionContext>;
  if (who === 'stranger') return <SignIn onDone={ask} signOutUrl={signOutUrl} />;
  return (
    <main className="door" aria-busy={trouble === ''}>
      {trouble === '' ? null : (
        <p role="alert">
          {trouble} <button onClick={ask}>Try again</button>
        </p>
      )}
    </main>
  );
}

function sessionOf(who: Who, leave: () => void, check: (error: Error) => void): Session {
  return {
    who,
    mayAct: who.role !== 'ROLE_VIEWER',
    maySignOut: who.bySession,
    leave,
    check,
  };
}

async function whoLooks(): Promise<Who> {
  const who = await call<Who>('AccessService/WhoAmI');
  const { active } = await readSession();
  return { ...who, bySession: active };
}

function isStranger(error: Error): boolean {
  return error instanceof Problem && error.status === 401;
}
