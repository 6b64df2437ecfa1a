import type { Difference } from './types.ts';

/** The fields that a delivery would change. */
export function Differences(props: { differences: readonly Difference[]; lastKnown: boolean }) {
  const { differences, lastKnown } = props;
  if (differences.length === 0) return <p className="quiet">Nothing would change.</p>;
  return (
    <>
      {lastKnown ? null : (
        <p className="quiet">
          What was last sent to the target is not known; everything that would be sent is shown.
        </p>
      )}
      <div className="scroll" tabIndex={0} role="group" aria-label="Differences">
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Last sent</th>
              <th scope="col">Would be sent</th>
            </tr>
          </thead>
          <tbody>
            {differences.map(({ path, beforeJson, afterJson }) => (
              <tr key={path}>
                <th scope="row">
                  <code>{path}</code>
                </th>
                <td>{beforeJson ? <del>{beforeJson}</del> : <span className="quiet">–</span>}</td>
                <td>{afterJson ? <ins>{afterJson}</ins> : <span className="quiet">–</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
