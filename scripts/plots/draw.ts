/** Draws what the benchmark on Redis has found. */
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import type { Figures } from '../../test/bench/redis/figures.ts'

const { document } = parseHTML('<html><body></body></html>')
const SIZE = { width: 720, height: 400, marginTop: 72, marginRight: 36, marginBottom: 64, marginLeft: 64, insetTop: 16 }
/** Letters are about so wide, and lines so high. */
const LETTER = { width: 6.8, height: 18 }
/** Colours that people who confuse some can tell apart, on white. */
const RECALL = '#0072b2'
const BARE = '#767676'
const OTHERS = ['#d55e00', '#e69f00', '#56b4e9']

type Row<Part extends keyof Figures> = NonNullable<Figures[Part]> extends { rows: (infer One)[] } ? One : never

/** How each part is drawn. */
const pictures: { [Part in keyof Figures]?: (figures: NonNullable<Figures[Part]>) => string } = {
  answers: ({ rows, ...measured }) => bars({
    title: 'Answers a second by one process, one connection', measured, across: 'in flight at once',
    values: rows.filter(({ work }) => work === 'answers').flatMap(({ inFlight, ours, bare, client }) => [
      { group: inFlight, name: 'Recall', value: ours }, { group: inFlight, name: 'ioredis alone', value: client?.rate ?? 0 }, { group: inFlight, name: 'redis-benchmark', value: bare.rate },
    ]),
  }),
  processes: ({ rows, inFlight, ...measured }) => bars({
    title: `Answers a second by all processes, ${inFlight} in flight in each`, measured, across: 'processes (redis-benchmark: connections)',
    values: rows.flatMap(({ processes, ours, bare }) => [{ group: processes, name: 'Recall', value: ours }, { group: processes, name: 'redis-benchmark', value: bare.rate }]),
  }),
  rank: ({ rows, boards, inFlight, ...measured }) => bars({
    title: `Awards a second, each to ${boards} boards, ${inFlight} in flight`, measured, across: 'awards in one call',
    values: rows.map(({ at, name, rate }) => ({ group: at, name, value: rate })),
  }),
  boards: ({ rows, ...measured }) => boardLines(rows, measured),
  rounds: ({ rows, rounds, ...measured }) => bars({
    title: `How late what is due is taken, ms, with ${said(rounds)} rounds running`, measured, across: 'processes',
    values: rows.flatMap(({ processes, p50, p99 }) => [{ group: processes, name: 'half of it sooner than', value: p50 }, { group: processes, name: '99 % sooner than', value: p99 }]),
  }),
  dailies: figures => postedLine(figures),
}

/** Gives a picture, as SVG, for each part that has figures, by the part's name. */
export function drawPlots(figures: Figures): Record<string, string> {
  const parts = Object.entries(pictures) as [keyof Figures, (of: unknown) => string][]
  return Object.fromEntries(parts.flatMap(([part, draw]) => figures[part] === undefined ? [] : [[part, draw(figures[part])]]))
}

interface Measured {
  at: string
  cores: number
  load: number
}

interface Bars {
  title: string
  measured: Measured
  across: string
  values: readonly { group: number, name: string, value: number }[]
}

/** Bars side by side in groups, with their values; a legend in one line above. */
function bars({ title, measured, across, values }: Bars): string {
  const names = [...new Set(values.map(({ name }) => name))]
  const groups = [...new Set(values.map(({ group }) => group))]
  const colour = new Map(names.map((name, place) => [name, colourOf(name, place)]))
  return svg(title, measured, {
    fx: { label: across, labelOffset: 38, domain: groups, tickFormat: said, padding: 0.12 },
    x: { axis: null, domain: names, padding: 0.08 },
    y: { label: null, grid: true, ticks: 5, tickFormat: said },
    marks: [
      Plot.barY(values, { fx: 'group', x: 'name', y: 'value', fill: ({ name }: { name: string }) => colour.get(name) }),
      Plot.text(values, { fx: 'group', x: 'name', y: 'value', text: ({ value }: { value: number }) => said(value), dy: -8, fontSize: 11 }),
      Plot.ruleY([0]),
    ],
  }, names.map(name => [name, colour.get(name) ?? BARE]))
}

function boardLines(rows: readonly Row<'boards'>[], measured: Measured): string {
  const points = rows.flatMap(({ members, ours, bare }) => [{ members, name: 'Recall', value: ours }, { members, name: 'ZREVRANGE + ZREVRANK', value: bare }])
  const colour = ({ name }: { name: string }) => name === 'Recall' ? RECALL : BARE
  return svg('A page of a leaderboard and one\'s own place, microseconds (median)', measured, {
    x: { type: 'log', label: 'members', labelAnchor: 'center', labelOffset: 38, ticks: rows.map(({ members }) => members), tickFormat: said },
    y: { label: null, grid: true, zero: true, ticks: 5, tickFormat: said },
    marks: [
      Plot.lineY(points, { x: 'members', y: 'value', z: 'name', stroke: colour, strokeWidth: 2 }),
      Plot.dot(points, { x: 'members', y: 'value', fill: colour, r: 4 }),
      Plot.text(points, { x: 'members', y: 'value', text: ({ value }: { value: number }) => said(value), dy: -12, fontSize: 11 }),
      Plot.ruleY([0]),
    ],
  }, [['Recall', RECALL], ['bare ZREVRANGE + ZREVRANK', BARE]])
}

function postedLine({ dailies, perSecond, processes, floorSeconds, seconds, hundredths, ...measured }: NonNullable<Figures['dailies']>): string {
  const posted = hundredths.map((second, share) => ({ second, posted: share / 100 * dailies }))
  return svg(`${said(dailies)} dailies due at one minute, ${processes} processes, ${perSecond} posts a second: ${seconds.toFixed(0)} s`, measured, {
    x: { label: 'seconds since the minute', labelAnchor: 'center', labelOffset: 38, domain: [0, Math.max(seconds, floorSeconds)], grid: true },
    y: { label: null, grid: true, ticks: 5, tickFormat: said },
    marks: [
      Plot.lineY([{ second: 0, posted: 0 }, { second: floorSeconds, posted: dailies }], { x: 'second', y: 'posted', stroke: BARE, strokeWidth: 2, strokeDasharray: '6 4' }),
      Plot.lineY(posted, { x: 'second', y: 'posted', stroke: RECALL, strokeWidth: 2 }),
      Plot.ruleY([0]),
    ],
  }, [['posted', RECALL], ['the least that the pace allows', BARE]])
}

/** A picture with its title, its legend and what it was measured on, black on white wherever it is shown. */
function svg(title: string, { at, cores, load }: Measured, options: Plot.PlotOptions, legend: readonly (readonly [string, string])[]): string {
  const element = Plot.plot({ ...SIZE, document, style: { background: 'white', color: '#1a1a1a', fontFamily: 'system-ui, sans-serif', fontSize: '12px' }, ...options })
  const { width, height } = SIZE
  const words = [
    '<rect width="100%" height="100%" fill="white"/>',
    text(SIZE.marginLeft, 22, title, 'text-anchor="start" font-size="15" font-weight="600"'),
    ...legendPlaces(legend).map(({ name, colour, x, y }) => `<rect x="${x}" y="${y - 10}" width="11" height="11" fill="${colour}"/>${text(x + 16, y, name)}`),
    text(width - 8, height - 6, `measured on ${at.slice(0, 10)}, ${cores} cores, load ${load} before`, 'font-size="10" text-anchor="end" fill-opacity="0.7"'),
  ]
  element.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', title)
  return `${element.outerHTML.replace(/<style>[^]*?<\/style>/, words.join(''))}\n`
}

/** Where the names of the legend stand: as many in a line as fit. */
function legendPlaces(legend: readonly (readonly [name: string, colour: string])[]): { name: string, colour: string, x: number, y: number }[] {
  let [x, y] = [SIZE.marginLeft, 44]
  return legend.map(([name, colour]) => {
    const width = 36 + name.length * LETTER.width
    if (x > SIZE.marginLeft && x + width > SIZE.width) [x, y] = [SIZE.marginLeft, y + LETTER.height]
    const place = { name, colour, x, y }
    x += width
    return place
  })
}

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${x}" y="${y}" fill="currentColor" stroke="none" ${more === '' ? 'text-anchor="start"' : more}>${words.replace(/[&<>]/g, letter => `&#${letter.charCodeAt(0)};`)}</text>`
}

function colourOf(name: string, place: number): string {
  if (name.startsWith('Recall')) return RECALL
  return name === 'redis-benchmark' ? BARE : OTHERS.at(place - 1) ?? BARE
}

function said(value: number): string {
  return Math.round(value).toLocaleString('en-GB')
}
