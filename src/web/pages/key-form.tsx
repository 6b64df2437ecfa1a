import { useState } from 'react';
import type { FormEvent } from 'react';
import { signIn } from './api.ts';

interface KeyFormProps {
  readonly onDone: () => void;
  /** Then nothing else on the page needs the focus first. */
  readonly isOnlyWay: boolean;
}

/** Signing in with an API key. */
export function KeyForm({ onDone, isOnlyWay }: KeyFormProps) {
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const key = new FormData(event.currentTarget).get('key');
    setBusy(true);
    setTrouble('');
    signIn(typeof key === 'string' ? key.trim() : '')
      .then(onDone, (error: Error) => setTrouble(error.message))
      .finally(() => setBusy(false));
  };
  return (
    <form className="key-form" onSubmit={submit}>
      <label htmlFor="key">API key</label>
      <input
        id="key"
        name="key"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={isOnlyWay}
        aria-describedby="key-help"
        aria-invalid={trouble !== ''}
      />
      <p id="key-help" className="quiet">
        An admin creates one with <code>stellwerk api-keys create</code>. It stays in the hub’s
        memory until you sign out.
      </p>
      {trouble === '' ? null : (
        <p role="alert" className="trouble">
          {trouble}
        </p>
      )}
      <button className={isOnlyWay ? 'main-action' : undefined} disabled={busy}>
        {busy ? 'Signing in …' : 'Sign in'}
      </button>
    </form>
  );
}
