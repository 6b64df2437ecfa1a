import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LaneTrend } from '../../dashboard/port.ts';
import { read } from '../api.ts';
import { brief, span } from '../format.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';

const AGAIN_MS = 5_000;
const HEIGHT = 168;

/** The last hour: how much was delivered, how much waited and for how long. */
export function Plots({ lane }: { readonly lane: string }) {
  const { value, error } = useLoaded(
    lane,
    (signal) => read<LaneTrend>(`api/trend?lane=${encodeURIComponent(lane)}`, signal),
    AGAIN_MS,
  );
  return (
    <section className="plots" aria-label="The last hour">
      <LoadError error={error} />
      {value ? (
        <>
          <Plot title="Records a minute" trend={value} values={perMinute(value)} show={brief} />
          <Plot title="Waiting" trend={value} values={value.waiting} show={brief} />
          <Plot title="Oldest waits for" trend={value} values={value.oldestWaitingMs} show={span} />
        </>
      ) : null}
    </section>
  );
}

interface PlotProps {
  readonly title: string;
  readonly trend: LaneTrend;
  readonly values: readonly number[];
  readonly show: (value: number) => string;
}

function Plot({ title, trend, values, show }: PlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const made = new uPlot(optionsOf(box, show), [[], []], box);
    plot.current = made;
    const resized = new ResizeObserver(() =>
      made.setSize({ width: box.clientWidth, height: HEIGHT }),
    );
    resized.observe(box);
    // The colours of a canvas do not follow those of the page.
    const repaint = () => made.redraw(false, true);
    const theme = new MutationObserver(repaint);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', repaint);
    return () => {
      resized.disconnect();
      theme.disconnect();
      scheme.removeEventListener('change', repaint);
      made.destroy();
    };
  }, [show]);
  useEffect(() => {
    plot.current?.setData([trend.atMs.map((at) => at / 1_000), [...values]]);
  }, [trend, values, show]);
  const newest = values.at(-1) ?? 0;
  const highest = values.reduce((one, other) => Math.max(one, other), 0);
  return (
    <figure className="card plot">
      <figcaption>
        {title} <strong>{show(newest)}</strong>
      </figcaption>
      <div
        ref={place}
        className="plot-box"
        role="img"
        aria-label={`${title} over the last hour: now ${show(newest)}, at most ${show(highest)}`}
      />
    </figure>
  );
}

function optionsOf(box: HTMLElement, show: (value: number) => string): uPlot.Options {
  const colour = (name: string) => () => getComputedStyle(box).getPropertyValue(name).trim();
  const axis = {
    stroke: colour('--quiet'),
    grid: { stroke: colour('--rule'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  } as const;
  return {
    width: box.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      {
        ...axis,
        size: 28,
        space: 76,
        values: [
          [60, '{HH}:{mm}', ...Array<null>(6).fill(null)],
          [1, '{HH}:{mm}:{ss}', ...Array<null>(6).fill(null)],
        ],
      },
      {
        ...axis,
        size: 58,
        space: 36,
        values: (_plot, splits) => splits.map((value) => show(value)),
      },
    ],
    series: [
      {},
      {
        stroke: colour('--line'),
        fill: colour('--line-fill'),
        width: 1.5,
        points: { show: false },
      },
    ],
  };
}

/** Converts sums to rates; the first point has no predecessor. */
function perMinute({ atMs, settled }: LaneTrend): number[] {
  return settled.map((sum, index) => {
    const passedMs = (atMs[index] ?? 0) - (atMs[index - 1] ?? 0);
    if (index === 0 || passedMs <= 0) return 0;
    // A recreated lane counts from 0 again.
    return (Math.max(0, sum - (settled[index - 1] ?? 0)) * 60_000) / passedMs;
  });
}
