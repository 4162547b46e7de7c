// The time/cost-distance chart: distance across, hours or dollars so far upward; moves slant, stops rise.

const SUMMED = ['time', 'cost'];
const ROOM = { left: 44, right: 26, top: 22, bottom: 34 };
const DAYS_FROM_H = 72;
/** How far above the highest line the axis goes for the top of the band. */
const BAND_OVER = 1.35;

/** An alternative's legs and stops with where they begin and end: kilometres, and sums of hours and dollars, null
 *  from where one is missing. */
function trackOf(alternative) {
  let km = 0;
  const sums = Object.fromEntries(SUMMED.map((measure) => [measure, { value: 0, low: 0, high: 0, assumed: false }]));
  return partsOf(alternative).map((part) => {
    const step = { ...part, start: km, end: km + (part.leg ? part.item.distance[0] : 0) };
    for (const measure of SUMMED) {
      const from = sums[measure], list = part.item[measure];
      const to = from && list ? {
        value: from.value + list[0], low: from.low + list[1], high: from.high + list[2],
        assumed: from.assumed || list[3] === 'assumed',
      } : null;
      step[measure] = { from, to };
      sums[measure] = to;
    }
    km = step.end;
    return step;
  });
}

/** What an alternative has added up to at a place within a leg or at the end of a stop, as a figure. */
function sumAt(step, measure, km) {
  const { from, to } = step[measure];
  if (!to) return null;
  const share = step.leg && step.end > step.start ? (km - step.start) / (step.end - step.start) : 1;
  const value = from.value + (to.value - from.value) * share;
  return [value, value, value, to.assumed ? 'assumed' : '', [], '', ''];
}

function isDrawn(track, measure) {
  return track.length > 0 && track.at(-1)[measure].to !== null;
}

/** The next of 1, 2, 5, 10, 20… that is not less. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((part) => part * power).find((step) => step >= least * (1 - 1e-9));
}

function ticksOf(most, count, scale = 1) {
  const step = roundStep(most / scale / count);
  return Array.from({ length: Math.floor(most / scale / step + 1e-9) + 1 }, (_, i) => [i * step * scale, brief(i * step)]);
}

/** The axes of some tracks, with room for the band of the chosen one. */
function axesOf(tracks, chosen, measure, { width, height }) {
  const ends = tracks.map((track) => track.at(-1));
  const km = Math.max(...ends.map(({ end }) => end)) || 1;
  const top = Math.max(...ends.map((end) => end[measure].to.value)) || 1;
  const high = chosen ? chosen.at(-1)[measure].to.high : 0;
  const most = Math.max(top * 1.06, Math.min(high, top * BAND_OVER));
  const inDays = measure === 'time' && most > DAYS_FROM_H;
  const [wide, tall] = [width - ROOM.left - ROOM.right, height - ROOM.top - ROOM.bottom];
  return {
    km, most, width, height, measure,
    unit: measure === 'cost' ? 'USD' : inDays ? 'days' : 'hours',
    x: (at) => ROOM.left + (wide * at) / km,
    y: (value) => ROOM.top + tall * (1 - Math.min(value / most, 1)),
    kmAt: (x) => Math.max(0, Math.min(((x - ROOM.left) / wide) * km, km)),
    across: ticksOf(km, width < 420 ? 5 : 7),
    up: ticksOf(most, 5, inDays ? 24 : 1),
  };
}

function pathOf(points) {
  return `M${points.map((point) => point.map((one) => one.toFixed(1)).join(' ')).join('L')}`;
}

function grid({ x, y, km, width, height, unit, across, up }) {
  const bottom = height - ROOM.bottom;
  const text = (words, left, top, anchor) => svg('text', { x: left, y: top, 'text-anchor': anchor }, words);
  return [
    svg('path', { class: 'rule', d: up.map(([value]) => pathOf([[x(0), y(value)], [x(km), y(value)]])).join('') }),
    svg('path', { class: 'axis', d: across.map(([at]) => pathOf([[x(at), bottom], [x(at), bottom + 4]])).join('') }),
    up.map(([value, words]) => text(words, ROOM.left - 6, y(value) + 4, 'end')),
    across.map(([at, words]) => text(words, x(at), bottom + 16, 'middle')),
    text(unit, ROOM.left - 6, 12, 'end'),
    text('distance, km', x(km), height - 4, 'end'),
  ];
}

/** From all lows to all highs, cut where the axis ends, so that a slope stays a slope. */
function bandOf(track, { x, y, most, measure }) {
  const highs = [[x(0), y(0)]], lows = [[x(0), y(0)]];
  for (const { start, end, [measure]: { from, to } } of track) {
    if (from.high < most && to.high > most) highs.push([x(start + ((end - start) * (most - from.high)) / (to.high - from.high)), y(most)]);
    highs.push([x(end), y(to.high)]);
    lows.push([x(end), y(to.low)]);
  }
  return svg('path', { class: 'band', d: `${pathOf([...highs, ...lows.reverse()])}Z` });
}

function stopMark({ item, end }, { x, y }, value) {
  const [left, top] = [x(end), y(value)];
  const d = shapeOf([item]) === 'crossing' ? 'M-4 0 0-4 4 0 0 4z' : 'M-3-3h6v6h-6z';
  return svg('path', { class: `stop-mark ${item.status}`, d, transform: `translate(${left.toFixed(1)} ${top.toFixed(1)})` });
}

function lineOf(alternative, track, axes, { chosen, dim }) {
  const { x, y, measure } = axes;
  const ends = track.map(({ start, end, [measure]: { from, to } }) => [[x(start), y(from.value)], [x(end), y(to.value)]]);
  const parts = track.map(({ leg, item }, i) => svg('path', {
    class: [leg ? item.mode : '', item[measure][3] === 'assumed' ? 'thin' : '', !leg && item.status === 'closed' ? 'shut' : ''].filter(Boolean).join(' '),
    d: pathOf(ends[i]), 'stroke-dasharray': leg ? DASHES[item.mode] : null,
    'stroke-linecap': leg && item.mode === 'sea' ? 'round' : null,
  }));
  return svg('g', { class: `series alt-${alternative.hue} ${chosen ? 'chosen' : ''} ${dim ? 'dim' : ''}`, 'data-key': alternative.key },
    chosen ? bandOf(track, axes) : null,
    svg('path', { class: 'case', d: pathOf([ends[0][0], ...ends.map(([, end]) => end)]) }),
    parts,
    chosen ? track.filter(({ leg }) => !leg).map((step) => stopMark(step, axes, step[measure].to.value)) : null);
}

/** The letter at the end of a line, where none lies yet, and what joins the two. */
function letterOf(alternative, [left, top], taken, dim) {
  const places = [0, -17, 17, -34, 34, -51, 51, -68, 68].flatMap((up) => [12, -12].map((aside) => [left + aside, top + up]));
  const free = places.slice(0, 1).concat(places.slice(2)).find(([x, y]) =>
    y > 8 && taken.every((other) => Math.hypot(other[0] - x, other[1] - y) > 16)) || places[0];
  taken.push(free);
  return svg('g', { class: `letter alt-${alternative.hue} ${dim ? 'dim' : ''}`, 'data-key': alternative.key },
    svg('path', { d: pathOf([[left, top], free]) }),
    svg('circle', { cx: free[0].toFixed(1), cy: free[1].toFixed(1), r: 8 }),
    svg('text', { x: free[0].toFixed(1), y: (free[1] + 4).toFixed(1), 'text-anchor': 'middle' }, alternative.key));
}

/** The picture of some alternatives, the selected one on top, and its axes; null where there is nothing to draw. */
function drawChart(alternatives, tracks, selected, measure, size) {
  const drawn = alternatives.filter(({ number }) => isDrawn(tracks[number], measure));
  if (!drawn.length) return null;
  const chosen = drawn.find(({ number }) => number === selected);
  const axes = axesOf(drawn.map(({ number }) => tracks[number]), chosen && tracks[selected], measure, size);
  const order = [...drawn.filter((item) => item !== chosen).reverse(), ...(chosen ? [chosen] : [])];
  const taken = [];
  const isDim = (item) => Boolean(chosen) && item !== chosen;
  const letters = order.slice().reverse().map((item) => {
    const end = tracks[item.number].at(-1);
    return letterOf(item, [axes.x(end.end), axes.y(end[measure].to.value)], taken, isDim(item));
  });
  const picture = svg('svg', { viewBox: `0 0 ${size.width} ${size.height}`, class: 'chart', 'aria-hidden': 'true' },
    grid(axes),
    order.map((item) => lineOf(item, tracks[item.number], axes, { chosen: item === chosen, dim: isDim(item) })),
    letters.reverse());
  return { picture, axes, drawn };
}
