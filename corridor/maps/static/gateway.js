// The page of one gateway: its place, what lies around it, and all that is known of it.

const NAME_STEP_PX = 6;
const LONG = ['why', 'stands on', 'note', 'name'];
const NETWORKS = [['roads', 'Roads', 'road'], ['rails', 'Railways', 'rail']];

/** A table whose long texts stand below their row, so that it fits a narrow panel. */
function sheetTable({ title, heads, rows, note }) {
  const short = heads.map((_, i) => i).filter((i) => !LONG.includes(heads[i]));
  const long = heads.map((_, i) => i).filter((i) => LONG.includes(heads[i]));
  return [
    h('h2', {}, title),
    h('table', { class: 'sheet' },
      h('thead', {}, h('tr', {}, short.map((i) => h('th', { scope: 'col' }, heads[i])))),
      rows.map((row) => h('tbody', {},
        h('tr', {}, short.map((i) => h('td', {}, named(row[i])))),
        long.filter((i) => row[i]).map((i) =>
          h('tr', {}, h('td', { colspan: short.length, class: 'quiet' }, named(row[i]))))))),
    note ? h('p', { class: 'quiet' }, note) : null,
  ];
}

function networkSign(mode) {
  const line = svg('path', { d: 'M1 6h34', class: `network ${mode}`, 'stroke-width': 2.5,
    'stroke-dasharray': mode === 'rail' ? '6 4' : null });
  return svg('svg', { viewBox: '0 0 36 12', class: 'mode-sign', 'aria-hidden': 'true' }, line);
}

function gatewayPanel(data) {
  const theme = button({ 'aria-label': 'Light or dark', onclick: toggleTheme }, '◐');
  const kinds = unique(data.near.map(({ shape }) => shape));
  const legend = [
    [shapeSign(data.shown.shape, `shown ${data.shown.status.split(' ')[0]}`), 'this place'],
    ...kinds.map((shape) => [shapeSign(shape), `other ${SHAPES[shape].title.toLowerCase()}`]),
    ...NETWORKS.filter(([key]) => data[key].length).map(([, title, mode]) => [networkSign(mode), title.toLowerCase()]),
  ];
  document.getElementById('corridor-panel').append(
    makeGrip(),
    h('header', {}, h('h1', {}, named(data.title)), h('div', { class: 'buttons' }, theme),
      h('p', { class: 'asked quiet' }, named(data.kind), ' · ', data.id)),
    h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Facts' },
      data.alert ? h('div', { class: `banner ${data.alert.startsWith('closed') ? 'blocked' : ''}`, role: 'note' },
        h('strong', {}, capital(data.alert))) : null,
      h('table', { class: 'facts' }, h('tbody', {}, data.facts.map(([name, text]) =>
        h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, named(text)))))),
      data.tables.map(sheetTable),
      h('h2', {}, 'Legend'),
      h('ul', { class: 'legend' }, legend.map(([sign, text]) => h('li', {}, sign, text))),
      h('p', { class: 'quiet' }, 'Lines of the network are drawn between its junctions. Borders are drawn as the data have them, without a position on any dispute.'),
      h('h2', {}, 'Sources'),
      h('ol', { class: 'sources' }, data.sources.map(([title, publisher, year]) =>
        h('li', {}, named([title, publisher, year].filter(Boolean).join(', ')))))));
}

function gatewaySpot(spot, isShown) {
  const status = spot.status.split(' ')[0];
  const away = isShown ? '' : `${brief(spot.away)}${NARROW}km away`;
  return markerAt(spot.lat, spot.lon, {
    shape: spot.shape, size: isShown ? 30 : 20, className: `${isShown ? 'shown' : ''} ${status}`,
    zIndexOffset: isShown ? 500 : 0, label: [spot.name, spot.kind, spot.status].filter(Boolean).join(', '),
    popup: () => h('div', { class: 'popup' }, h('h3', {}, named(spot.name)),
      h('p', { class: 'quiet' }, named([spot.kind, away].filter(Boolean).join(', '))),
      spot.status && spot.status !== 'open'
        ? h('div', { class: `status-note ${status}` }, h('strong', {}, capital(spot.status))) : null,
      h('p', { class: 'quiet' }, spot.id)),
  });
}

/** Small screen rectangles along lines, for names to keep clear of. */
function boxesAlong(map, lines) {
  const view = L.bounds([0, 0], map.getSize());
  const boxes = [];
  for (const latlngs of lines) {
    const points = latlngs.map((latlng) => map.latLngToContainerPoint(latlng));
    for (let i = 1; i < points.length; i++) {
      const seen = L.LineUtil.clipSegment(points[i - 1], points[i], view);
      if (!seen) continue;
      const [a, b] = seen;
      const count = Math.ceil(a.distanceTo(b) / NAME_STEP_PX) || 1;
      for (let k = 0; k <= count; k++) {
        const { x, y } = a.add(b.subtract(a).multiplyBy(k / count));
        boxes.push([x - 3, y - 3, x + 3, y + 3]);
      }
    }
  }
  return boxes;
}

window.gatewayPage = function (id) {
  const data = JSON.parse(document.getElementById('corridor-data').textContent);
  const [west, south, east, north] = data.ground.box;
  const map = makeMap(id, data.bounds);
  map.setMinZoom(6).setMaxZoom(14).setMaxBounds([[south, west], [north, east]]);
  gatewayPanel(data);
  drawLand(map, data.ground);

  map.createPane('networks').style.zIndex = 300;
  const renderer = L.svg({ pane: 'networks', padding: 0.5 });
  const drawn = (lines, className, more) => L.polyline(lines.map((line) => decode(line, 4)),
    { pane: 'networks', renderer, interactive: false, className, ...more }).addTo(map);
  drawn(data.borders, 'state-border', { weight: 2, dashArray: '8 4 2 4' });
  const control = L.control.layers(null, null, { position: 'topright' }).addTo(map);
  for (const [key, title, mode] of NETWORKS) {
    if (!data[key].length) continue;
    control.addOverlay(drawn(data[key], `network ${mode}`, { weight: 2, dashArray: mode === 'rail' ? '6 4' : null }), title);
  }
  const near = L.layerGroup(data.near.map((spot) => gatewaySpot(spot, false))).addTo(map);
  if (data.near.length) control.addOverlay(near, 'Other gateways');
  gatewaySpot(data.shown, true).addTo(map);

  const inView = ([, lon, lat]) => lon > data.bounds[0] && lon < data.bounds[2] && lat > data.bounds[1] && lat < data.bounds[3];
  const cities = [...data.ground.cities.filter(inView), ...data.ground.cities.filter((city) => !inView(city))];
  const names = makeNames(map, { ...data.ground, cities }, { strict: true });
  const lines = [data.borders, data.roads, data.rails].flat().map((line) => decode(line, 4));
  control.addOverlay(names.group, 'Place names');
  const refresh = () => {
    const spots = [data.shown, ...data.near].map(({ lat, lon }) => map.latLngToContainerPoint([lat, lon]));
    names.refresh([...controlsOf(map), ...spots.map(({ x, y }) => [x - 12, y - 12, x + 12, y + 12])], boxesAlong(map, lines));
  };
  printable(map, keepFitted(map, () => data.bounds));
  closeByEscape(map);
  names.group.on('add', refresh);
  map.on('moveend zoomend', refresh);
  refresh();
  return map;
};
