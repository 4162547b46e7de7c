// Gateways, ends and candidates as markers; what a click on each tells.

const SHAPES = {
  crossing: { title: 'Border crossing', draw: () => svg('path', { d: 'M12 3 21 12 12 21 3 12z' }) },
  terminal: { title: 'Terminal', draw: () => svg('path', { d: 'M5 5h14v14H5z' }) },
  port: {
    title: 'Port',
    draw: () => [
      svg('circle', { cx: 12, cy: 12, r: 9 }),
      svg('path', { class: 'ink', d: 'M12 9v8.5M9.5 11h5M7.5 13.5c.6 2.6 2.2 3.8 4.5 4 2.3-.2 3.9-1.4 4.5-4' }),
      svg('circle', { class: 'ink', cx: 12, cy: 7.5, r: 1.4 }),
    ],
  },
  pin: {
    title: 'Origin or destination',
    draw: () => [
      svg('path', { d: 'M12 1a8 8 0 0 0-8 8c0 6 8 14 8 14s8-8 8-14a8 8 0 0 0-8-8z' }),
      svg('circle', { class: 'hole', cx: 12, cy: 9, r: 3 }),
    ],
  },
};

function shapeSign(shape, className) {
  return svg('svg', { viewBox: '0 0 24 24', class: `sign ${shape} ${className || ''}`, 'aria-hidden': 'true' },
    SHAPES[shape].draw());
}

function shapeOf(stops) {
  const kinds = stops.map((stop) => stop.kind);
  if (kinds.includes('port')) return 'port';
  return kinds.includes('clearance') ? 'crossing' : 'terminal';
}

/** Stops of all alternatives by where they are; those at one spot become one marker. */
function spotsOf(alternatives) {
  const spots = new Map();
  for (const alternative of alternatives) {
    for (const stop of alternative.stops) {
      const [, lon, lat] = stop.place;
      const key = `${lon.toFixed(2)} ${lat.toFixed(2)} ${stop.kind === 'clearance' ? 'crossing' : ''}`;
      if (!spots.has(key)) spots.set(key, { lon, lat, visits: [] });
      spots.get(key).visits.push({ alternative, stop });
    }
  }
  return [...spots.values()];
}

function markerAt(lat, lon, { shape, className, label, size, popup, ...options }) {
  const icon = L.divIcon({
    className: 'marker', html: shapeSign(shape, className), iconSize: [size, size],
    iconAnchor: shape === 'pin' ? [size / 2, size - 2] : [size / 2, size / 2],
  });
  const marker = L.marker([lat, lon], { icon, keyboard: true, riseOnHover: true, ...options });
  marker.bindPopup(() => {
    roomFor(marker.getPopup(), marker._map);
    return popup();
  });
  marker.on('add', () => {
    marker.getElement().setAttribute('role', 'button');
    marker.getElement().setAttribute('aria-label', label);
  });
  return marker;
}

/** The status that a reader must know first. */
function worstOf(stops) {
  return ['closed', 'restricted', 'planned'].map((status) => stops.find((stop) => stop.status === status)).find(Boolean);
}

function statusNote(stop, data) {
  const source = stop.source === null ? null : data.sources[stop.source];
  return h('div', { class: `status-note ${stop.status}` },
    h('strong', {}, capital(statusText(stop))),
    stop.note ? h('p', {}, named(stop.note)) : null,
    source ? h('p', { class: 'quiet' }, 'Source: ', named(source[0])) : null);
}

/** A table cell: the value, its range, and what it rests on, without the year where space is short. */
function figureCell(list, measure, { unit = false, year = false } = {}) {
  if (!list) return h('td', { class: 'no-data' }, 'no data');
  const how = MEASURES[measure];
  const range = rangeText(list, how);
  return h('td', { title: [basisText(list), list[6]].filter(Boolean).join(': ') },
    h('span', { class: 'value' }, valueText(list, how), unit && how.unit ? ` ${how.unit}` : ''),
    range ? h('span', { class: 'range' }, range) : null,
    h('span', { class: 'range basis' }, basisText(list, { year })));
}

/** By what an alternative comes to a stop, and goes on from it. */
function modesAt({ legs }, { after }) {
  return unique([legs[after], legs[after + 1]].filter(Boolean).map(({ mode }) => MODES[mode].toLowerCase())).join(' → ');
}

function gatewayPopup(spot, page) {
  const shown = spot.visits.filter(({ alternative }) => page.isVisible(alternative));
  const names = unique(shown.map(({ stop }) => stop.place[0]));
  const countries = unique(shown.flatMap(({ stop }) => stop.countries)).map((code) => page.data.countries[code]);
  const shut = shown.map(({ stop }) => stop).filter((stop) => stop.status !== 'open');
  const notes = [...new Map(shut.map((stop) => [`${stop.place[0]} ${statusText(stop)} ${stop.note}`, stop])).values()];
  return h('div', { class: 'popup' },
    h('h3', {}, names.flatMap((name, i) => [i ? ' · ' : '', named(name)])),
    h('p', { class: 'quiet' }, `${SHAPES[spot.shape].title}, `, countries.flatMap((name, i) => [i ? ' – ' : '', named(name)])),
    notes.map((stop) => statusNote(stop, page.data)),
    h('table', {},
      h('thead', {}, h('tr', {}, h('td', {}), ['wait', 'fees'].map((head) => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, shown.map(({ alternative, stop }) => h('tr', {},
        h('th', { scope: 'row' }, badge(alternative), h('span', { class: 'quiet' }, ` ${KINDS[stop.kind]}`),
          names.length > 1 ? h('div', { class: 'quiet which' }, named(stop.place[0]), `, ${modesAt(alternative, stop)}`) : null),
        figureCell(stop.time, 'wait', { unit: true, year: true }),
        figureCell(stop.cost, 'cost', { unit: true, year: true }))))),
    notes.length ? null : h('p', { class: 'quiet' }, `Status: ${statusText(shown[0].stop)}`));
}

function makeMarkers(page) {
  const { map, data } = page;
  const { layers } = page;

  const spots = spotsOf(page.alternatives);
  for (const spot of spots) {
    const stops = spot.visits.map(({ stop }) => stop);
    const worst = worstOf(stops);
    spot.shape = shapeOf(stops);
    spot.marker = markerAt(spot.lat, spot.lon, {
      shape: spot.shape, size: 24, className: worst ? worst.status : '', zIndexOffset: worst ? 200 : 0,
      label: `${SHAPES[spot.shape].title}: ${unique(stops.map((stop) => stop.place[0])).join(', ')}${worst ? `, ${statusText(worst)}` : ''}`,
      popup: () => gatewayPopup(spot, page),
    });
  }

  const ends = new Map();
  for (const alternative of page.alternatives) {
    for (const role of ['origin', 'destination']) {
      const [name, lon, lat] = alternative[role];
      const key = `${role} ${lon.toFixed(2)} ${lat.toFixed(2)}`;
      if (!ends.has(key)) ends.set(key, { role, name, lon, lat, users: [] });
      ends.get(key).users.push(alternative);
    }
  }
  for (const end of ends.values()) {
    end.marker = markerAt(end.lat, end.lon, {
      shape: 'pin', size: 34, className: end.role, zIndexOffset: 1000, label: `${capital(end.role)}: ${end.name}`,
      popup: () => h('div', { class: 'popup' }, h('h3', {}, named(end.name)),
        h('p', {}, `${capital(end.role)} of `, end.users.filter(page.isVisible).map(badge))),
    });
  }

  for (const item of page.view.unchosen) {
    const [name, lon, lat] = item.place;
    const countries = item.countries.map((code) => data.countries[code]);
    markerAt(lat, lon, {
      shape: 'crossing', size: 16, className: `unchosen ${item.status}`, zIndexOffset: -300,
      label: `Crossing not chosen: ${name}, ${statusText(item)}`,
      popup: () => h('div', { class: 'popup' }, h('h3', {}, named(name)),
        h('p', { class: 'quiet' }, `${MODES[item.mode]} crossing, `, named(countries.join(' – '))),
        item.status === 'open' ? null : h('div', { class: `status-note ${item.status}` }, h('strong', {}, capital(statusText(item)))),
        h('p', {}, 'Not chosen: ', named(item.reason || 'no data'))),
    }).addTo(layers.unchosen);
  }

  let drawnFor = null;
  function show(group, marker, users) {
    const wanted = users.some(page.isVisible);
    if (wanted !== group.hasLayer(marker)) wanted ? group.addLayer(marker) : group.removeLayer(marker);
    const element = marker.getElement();
    if (element) element.classList.toggle('dim', users.filter(page.isVisible).every(page.isDim));
  }

  return {
    remove: () => ['crossing', 'terminal', 'port', 'pins', 'unchosen'].forEach((name) => layers[name].clearLayers()),
    refresh() {
      for (const spot of spots) show(layers[spot.shape], spot.marker, spot.visits.map(({ alternative }) => alternative));
      for (const end of ends.values()) show(layers.pins, end.marker, end.users);
      const shown = String(page.visible().map(({ number }) => number));
      if (shown === drawnFor) return;
      drawnFor = shown;
      refreshPopup(map);
    },
    /** Screen rectangles of what is drawn, for names to keep clear of. */
    taken() {
      const boxes = [];
      for (const { marker } of [...spots, ...ends.values()]) {
        if (!map.hasLayer(marker)) continue;
        const at = map.latLngToContainerPoint(marker.getLatLng());
        const high = marker.options.icon.options.iconSize[1] > 24 ? 30 : 10;
        boxes.push([at.x - 10, at.y - high, at.x + 10, at.y + 10]);
      }
      return boxes;
    },
    open(gateway) {
      const spot = spots.find(({ visits }) => visits.some(({ stop }) => stop.gateway === gateway));
      if (!spot || !map.hasLayer(spot.marker)) return;
      map.panInside(spot.marker.getLatLng(), { padding: [60, 60] });
      spot.marker.openPopup();
    },
  };
}
