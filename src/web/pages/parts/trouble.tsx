import type { ErrorStatus } from '../../../domain/index.ts';
import { ago, when } from '../format.ts';
import { useNow } from '../live/hooks.ts';

/** The last error, and what to do about it. */
export function LastError({ error }: { readonly error: ErrorStatus | null }) {
  const nowMs = useNow();
  if (!error) return null;
  return (
    <section className="card error-card" aria-label="Last error">
      <h2>
        <code>{error.code}</code>
        <span className="quiet" title={when(error.atMs)}>
          {' '}
          {ago(error.atMs, nowMs)}, at {error.stage}
        </span>
      </h2>
      <p>{error.message}</p>
      <p className="remedy">{error.remedy}</p>
    </section>
  );
}

/** Why something could not be loaded. */
export function LoadError({ error }: { readonly error: Error | null }) {
  return error ? (
    <p role="alert" className="trouble">
      {error.message}
    </p>
  ) : null;
}
