// Downloads, made in the page: lines and stops as GeoJSON, figures as CSV, the chart as SVG; of what is shown.

const UNITS = { distance: 'km', time: 'h', cost: 'usd', co2e: 'kg' };

/** A cell as RFC 4180 has it; text that a spreadsheet would take for a formula has an apostrophe before it. */
function csvCell(value) {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function sourceText(numbers, data) {
  return numbers.map((number) => data.sources[number].filter(Boolean).join(', ')).join(' | ');
}

function toCsv({ data, visible }) {
  const head = ['corridor', 'label', 'seq', 'kind', 'mode', 'country', 'from', 'to', 'name', 'status', 'status_since',
    'measure', 'value', 'low', 'high', 'unit', 'basis', 'as_of', 'note', 'sources'];
  const rows = visible().flatMap((alternative) => partsOf(alternative).flatMap(({ leg, item }, i) => {
    const about = leg ? ['leg', item.mode, item.country, item.start, item.end, '', item.planned ? 'planned' : '', '']
      : [item.kind, '', item.countries.join('|'), '', '', item.place[0], item.status, item.since];
    return (leg ? COLUMNS : SUMMED).map((measure) => {
      const figure = figureOf(item[measure]);
      const told = figure ? [figure.value, figure.low, figure.high, UNITS[measure], figure.basis, figure.asOf, figure.note,
        sourceText(figure.sources, data)] : ['', '', '', UNITS[measure], 'no data', '', '', ''];
      return [alternative.key, alternative.label, i + 1, ...about, measure, ...told];
    });
  }));
  return `\ufeff${[head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;
}

/** A line in pieces within 180 degrees either way, cut where it crosses. */
function geometryOf(latlngs) {
  const pieces = [[]];
  latlngs.forEach(([lat, lon], i) => {
    const turn = Math.floor((lon + 180) / 360) * 360;
    const [before, from] = i ? latlngs[i - 1] : [lat, lon];
    const last = Math.floor((from + 180) / 360) * 360;
    if (turn !== last) {
      const edge = Math.max(turn, last) - 180;
      const cut = before + ((lat - before) * (edge - from)) / (lon - from);
      pieces.at(-1).push([edge - last, cut]);
      pieces.push([[edge - turn, cut]]);
    }
    pieces.at(-1).push([lon - turn, lat]);
  });
  const rounded = pieces.map((piece) => piece.map((point) => point.map((one) => Number(one.toFixed(4)))));
  return rounded.length > 1 ? { type: 'MultiLineString', coordinates: rounded } : { type: 'LineString', coordinates: rounded[0] };
}

function toGeoJson({ data, visible, view }) {
  const figures = (item, measures) => Object.fromEntries(measures.flatMap((measure) => {
    const name = `${measure}_${UNITS[measure]}`;
    const { value, low, high, basis, sources } = figureOf(item[measure]) || { value: null, low: null, high: null, basis: null, sources: [] };
    return [[name, value], [`${name}_low`, low], [`${name}_high`, high], [`${name}_basis`, basis], [`${name}_sources`, sourceText(sources, data)]];
  }));
  const feature = (geometry, properties) => ({ type: 'Feature', geometry, properties });
  const point = ([, lon, lat]) => ({ type: 'Point', coordinates: [Number((lon - 360 * Math.round(lon / 360)).toFixed(4)), lat] });
  const features = visible().flatMap((alternative) => partsOf(alternative).map(({ leg, item, index }, i) => {
    const about = { corridor: alternative.key, label: alternative.label, seq: i + 1 };
    if (!leg) {
      return feature(point(item.place), { ...about, kind: 'stop', stop_kind: item.kind, id: item.gateway, name: item.place[0],
        countries: item.countries, status: item.status, status_since: item.since || null, ...figures(item, SUMMED) });
    }
    const latlngs = alternative.paths[index].flatMap(({ chain, back }, n) => {
      const points = back ? chain.latlngs.slice().reverse() : chain.latlngs;
      return n ? points.slice(1) : points;
    });
    return feature(latlngs.length > 1 ? geometryOf(latlngs) : null, { ...about, kind: 'leg', mode: item.mode, country: item.country || null,
      from_name: item.start, to_name: item.end, gauge_mm: item.gauge, planned: Boolean(item.planned), ...figures(item, COLUMNS) });
  }));
  const about = { title: view.ends, as_of: view.asOf, scenario: view.scenario || null, credit: CREDIT };
  return JSON.stringify({ type: 'FeatureCollection', ...about, features });
}

const KEPT = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'opacity', 'font-size', 'font-weight'];

/** The chart with its looks written into it, in light colours, under its title and over the names of its lines. */
function toSvg(page, measure) {
  const root = document.documentElement;
  const shown = page.visible();
  const [width, tall, top] = [760, 440, 50];
  const high = top + tall + 18 * shown.length + 26;
  const line = (text, y, className) => svg('text', { x: 12, y, class: className || '' }, text);
  const found = drawChart(shown, page.alternatives.map(trackOf), page.selected, measure, { width, height: tall });
  const { sequence, asOf, scenario, ends } = page.view;
  const asked = [sequence.join(' – '), `as of ${asOf}`, scenario && `scenario ${scenario}`].filter(Boolean).join(' · ');
  const whole = svg('svg', { viewBox: `0 0 ${width} ${high}`, width, height: high, class: 'chart file' },
    svg('rect', { width, height: high, class: 'paper' }),
    line(ends, 22, 'big'), line(asked, 40),
    svg('g', { transform: `translate(0 ${top})` }, found ? [...found.picture.childNodes] : line('no data', 20)),
    shown.map((item, i) => line(`${item.key}  ${item.label}: ${totalsText(item)}`, top + tall + 18 * (i + 1))),
    line(`${capital(measure)} since the origin. Thin: assumed. Red: closed.`, high - 8));
  const theme = root.dataset.theme;
  root.dataset.theme = 'light';
  document.body.append(whole);
  const elements = [...whole.querySelectorAll('*')];
  const looks = elements.map((element) => KEPT.map((name) => getComputedStyle(element).getPropertyValue(name)));
  elements.forEach((element, i) => {
    KEPT.forEach((name, n) => element.setAttribute(name, looks[i][n]));
    element.removeAttribute('class');
  });
  whole.setAttribute('font-family', "system-ui, 'Noto Sans', sans-serif");
  whole.remove();
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  return new XMLSerializer().serializeToString(whole).replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '');
}

function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}

function downloads(page) {
  const { codes, asOf, name } = page.view;
  const stem = ['corridor', ...codes, name, asOf].join('-').replace(/[^\w-]+/g, '-').replace(/-+/g, '-').slice(0, 120);
  const saver = (text, suffix, type, make) => button({ onclick: () => save(stem + suffix, type, make()) }, text);
  const chart = (measure) => saver(`Chart of ${measure} (SVG)`, `-${measure}.svg`, 'image/svg+xml', () => toSvg(page, measure));
  return h('div', { class: 'on-screen' }, section('Download what is shown', h('div', { class: 'saves' },
    saver('Lines and stops (GeoJSON)', '.geojson', 'application/geo+json', () => toGeoJson(page)),
    saver('Figures (CSV)', '.csv', 'text/csv', () => toCsv(page)),
    SUMMED.map(chart))));
}
