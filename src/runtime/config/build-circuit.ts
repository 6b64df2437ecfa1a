import type { CircuitPolicy } from '../../domain/index.ts';
import { defaultCircuitPolicy } from '../../domain/index.ts';
import { buildBackoff } from './build-backoff.ts';
import type { RawCircuit } from './raw.ts';
import type { At, Report } from './report.ts';

/** Faster probes would be a load of their own. */
const MIN_PROBE_MS = 100;

/** Returns a connector's circuit with defaults filled in. */
export function buildCircuit(raw: RawCircuit | undefined, at: At, report: Report): CircuitPolicy {
  const fallback = defaultCircuitPolicy;
  const windowMs = report.duration(raw?.window, [...at, 'window'], fallback.windowMs);
  if (windowMs === 0) {
    const message = 'A window of length 0 contains no answers.';
    report.add([...at, 'window'], 'minimum', message, 'Write 1s or more.');
  }
  return {
    failures: raw?.failures ?? fallback.failures,
    failureRate: raw?.failureRate ?? fallback.failureRate,
    minimumCalls: raw?.minimumCalls ?? fallback.minimumCalls,
    windowMs,
    probe: buildProbe(raw?.probe, [...at, 'probe'], report),
  };
}

function buildProbe(raw: RawCircuit['probe'], at: At, report: Report): CircuitPolicy['probe'] {
  const probe = buildBackoff(raw, defaultCircuitPolicy.probe, at, report);
  if (probe.initialMs < MIN_PROBE_MS) {
    const message = `A system is probed every ${MIN_PROBE_MS} ms at most.`;
    report.add([...at, 'initial'], 'minimum', message, `Write ${MIN_PROBE_MS}ms or more.`);
  }
  return probe;
}
