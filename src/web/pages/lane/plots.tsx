import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { LaneTrend } from '../../dashboard/port.ts';
import { read } from '../api.ts';
import { brief, span } from '../format.ts';
import { useLoaded } from '../live/load.ts';
import { LoadError } from '../parts/trouble.tsx';
import type { Series } from './series.ts';
import { settledPerMinute } from './series.ts';

const AGAIN_MS = 5_000;
const HEIGHT = 168;

/** The last hour: how much was delivered, how much waited and for how long. */
export function Plots({ lane }: { readonly lane: string }) {
  const { value, error } = useLoaded(
    lane,
    (signal) => read<LaneTrend>(`api/trend?lane=${encodeURIComponent(lane)}`, signal),
    AGAIN_MS,
  );
  const atMs = value?.atMs ?? [];
  return (
    <section className="plots" aria-label="The last hour">
      <LoadError error={error} />
      {value ? (
        <>
          <Plot title="Records a minute" series={settledPerMinute(value)} unit={records} />
          <Plot title="Waiting" series={{ atMs, values: value.waiting }} unit={records} />
          <Plot
            title="Oldest waits for"
            series={{ atMs, values: value.oldestWaitingMs }}
            unit={time}
          />
        </>
      ) : null}
    </section>
  );
}

/** What the values of a plot are. */
interface Unit {
  readonly show: (value: number) => string;
  /** Room for the labels, in pixels. */
  readonly room: number;
  /** Distances between labels. */
  readonly steps: number[];
}

const decimal = (from: number, powers: number) =>
  Array.from({ length: powers }, (_, power) =>
    [1, 2, 5].map((step) => step * from * 10 ** power),
  ).flat();
const records: Unit = { show: brief, room: 58, steps: decimal(1, 12) };
const time: Unit = {
  show: span,
  room: 72,
  steps: [
    ...decimal(1, 3),
    ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
    ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
    ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
    ...decimal(86_400_000, 4),
  ],
};

interface PlotProps {
  readonly title: string;
  readonly series: Series;
  readonly unit: Unit;
}

function Plot({ title, series: { atMs, values }, unit }: PlotProps) {
  const { show } = unit;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const made = new uPlot(optionsOf(box, unit), [[], []], box);
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
  }, [unit]);
  useEffect(() => {
    plot.current?.setData([atMs.map((at) => at / 1_000), [...values]]);
  }, [atMs, values, unit]);
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

function optionsOf(box: HTMLElement, { show, room, steps }: Unit): uPlot.Options {
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
        size: room,
        space: 36,
        incrs: steps,
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
