import dagre from '@dagrejs/dagre';

/** The path of one lane, from the source's station to the target's. */
export interface Line {
  readonly lane: string;
  readonly from: string;
  readonly to: string;
}

export interface StationPlace {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TrackPlace extends Line {
  /** In SVG syntax. */
  readonly path: string;
  /** Its arrowhead, at the target. */
  readonly head: string;
  /** Centre of its sign. */
  readonly signX: number;
  readonly signY: number;
}

export interface Plan {
  readonly stations: readonly StationPlace[];
  readonly tracks: readonly TrackPlace[];
}

const SIGN_WIDTH = 248;
const STATION_WIDTH = 176;
const STATION_HEIGHT = 104;
const SIGN_SPACING = 40;
const PORT_SPACING = 22;
const HEAD = 10;
/** Room for the bends on either side of a sign. */
const BEND = 84;

/**
 * Places stations in columns, from sources to targets, and gives each line between two of them its own track. All lines between
 * the same two stations run side by side, whatever their direction.
 */
export function layOut(names: readonly string[], lines: readonly Line[]): Plan {
  const graph = new dagre.graphlib.Graph();
  graph.setGraph({ rankdir: 'LR', nodesep: 36, ranksep: 2, edgesep: 24 });
  const bundles = bundle(lines);
  const heights = new Map(names.map((name) => [name, heightOf(name, bundles)]));
  for (const [name, height] of heights) graph.setNode(name, { width: STATION_WIDTH, height });
  for (const { from, to, lines: own } of bundles) {
    const label = {
      width: SIGN_WIDTH + 2 * BEND,
      height: own.length * SIGN_SPACING,
      labelpos: 'c',
    };
    graph.setEdge(from, to, { ...label, minlen: 1 });
  }
  dagre.layout(graph);
  const stations = names.map((name) => {
    const { x, y, width, height } = graph.node(name) as StationPlace;
    return { name, x: x - width / 2, y: y - height / 2, width, height };
  });
  const signs = bundles.flatMap(({ from, to, lines: own }) => {
    const middle = graph.edge(from, to) as { x?: number; y?: number };
    return own.map((line, index) => ({
      ...line,
      signX: middle.x ?? 0,
      signY: (middle.y ?? 0) + (index - (own.length - 1) / 2) * SIGN_SPACING,
    }));
  });
  return { stations, tracks: drawTracks(stations, signs) };
}

interface Bundle {
  readonly from: string;
  readonly to: string;
  readonly lines: Line[];
}

/** Groups the lines between the same two stations. */
function bundle(lines: readonly Line[]): Bundle[] {
  const bundles = new Map<string, Bundle>();
  for (const line of lines) {
    const [one, other] = [line.from, line.to].sort();
    const pair = JSON.stringify([one, other]);
    const known = bundles.get(pair) ?? { from: line.from, to: line.to, lines: [] };
    known.lines.push(line);
    bundles.set(pair, known);
  }
  return [...bundles.values()];
}

function heightOf(station: string, bundles: readonly Bundle[]): number {
  const ends = bundles.filter(({ from, to }) => from === station || to === station);
  const ports = ends.reduce((sum, { lines }) => sum + lines.length, 0);
  return Math.max(STATION_HEIGHT, (ports + 1) * PORT_SPACING);
}

type Sign = Line & { readonly signX: number; readonly signY: number };

function drawTracks(stations: readonly StationPlace[], signs: readonly Sign[]): TrackPlace[] {
  const places = new Map(stations.map((station) => [station.name, station]));
  const ports = portsOf(places, signs);
  return signs.map((sign) => {
    const start = ports.get(`${sign.from} ${sign.lane}`) ?? { x: 0, y: 0 };
    const end = ports.get(`${sign.to} ${sign.lane}`) ?? { x: 0, y: 0 };
    return { ...sign, path: pathOf(start, sign, end), head: headOf(start, end) };
  });
}

/** Where each track meets its stations: on the side of its sign, in the order of the signs. */
function portsOf(places: ReadonlyMap<string, StationPlace>, signs: readonly Sign[]) {
  const ports = new Map<string, { x: number; y: number }>();
  for (const [name, { x, y, width, height }] of places) {
    const own = signs.filter(({ from, to }) => from === name || to === name);
    for (const atRight of [false, true]) {
      const side = own
        .filter(({ signX }) => signX > x + width / 2 === atRight)
        .sort((one, other) => one.signY - other.signY);
      side.forEach(({ lane }, index) => {
        const offset = (index - (side.length - 1) / 2) * PORT_SPACING;
        ports.set(`${name} ${lane}`, { x: atRight ? x + width : x, y: y + height / 2 + offset });
      });
    }
  }
  return ports;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function pathOf(start: Point, { signX, signY }: Sign, end: Point): string {
  const way = end.x >= start.x ? 1 : -1;
  const [enter, leave] = [signX - (way * SIGN_WIDTH) / 2, signX + (way * SIGN_WIDTH) / 2];
  const bend = (way * BEND) / 2;
  return [
    `M${start.x},${start.y}`,
    `C${start.x + bend},${start.y} ${enter - bend},${signY} ${enter},${signY}`,
    `L${leave},${signY}`,
    `C${leave + bend},${signY} ${end.x - bend},${end.y} ${end.x},${end.y}`,
  ].join(' ');
}

function headOf(start: Point, end: Point): string {
  const back = end.x >= start.x ? -HEAD : HEAD;
  return `M${end.x},${end.y} l${back},${-HEAD / 2} v${HEAD} z`;
}
