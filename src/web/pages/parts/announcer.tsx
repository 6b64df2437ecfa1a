import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';

type Announce = (sentence: string, tone?: 'good' | 'bad') => void;
const AnnounceContext = createContext<Announce>(() => undefined);
const SHOWN_MS = 8_000;

/** Announces the result of an action in a sentence: shown for a while, and read out. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<{ sentence: string; tone: string } | null>(null);
  const announce = useCallback<Announce>(
    (sentence, tone = 'good') => setSaid({ sentence, tone }),
    [],
  );
  useEffect(() => {
    // A failure stays until it is dismissed.
    if (said?.tone !== 'good') return;
    const timer = setTimeout(() => setSaid(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="announcer" role="status" aria-live="polite">
        {said ? (
          <p className={`announcement ${said.tone}`}>
            {said.sentence}
            <button
              className="plain"
              onClick={() => setSaid(null)}
              aria-label="Dismiss this message"
            >
              ×
            </button>
          </p>
        ) : null}
      </div>
    </AnnounceContext>
  );
}
