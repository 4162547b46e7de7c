// What differs between the best corridors of two views: over each other on the map, beside each other in a table.

const SIDES = [{ key: '−', hue: 1, kind: 'gone' }, { key: '+', hue: 0, kind: 'new' }];

function changeSign(kind) {
  return svg('svg', { viewBox: '0 0 36 12', class: 'mode-sign', 'aria-hidden': 'true' },
    svg('path', { d: 'M1 6h34', class: `change ${kind}`, 'stroke-width': kind === 'same' ? 2.5 : 4 }));
}

/** The points of a way over several chains. */
function latlngsOf(steps, chains) {
  return steps.flatMap((step) => {
    const { latlngs } = chains[Math.abs(step) - 1];
    return step < 0 ? latlngs.slice().reverse() : latlngs;
  });
}

/** A leg's path cut where it joins or leaves the way of the other side, or a planned link. */
function runsApart({ path, mode, planned }, others) {
  const runs = [];
  const links = new Set(planned ? planned.paths.flat() : []);
  for (const step of path) {
    const shared = others.has(`${mode} ${Math.abs(step)}`);
    const dash = links.has(step) ? 'planned' : mode;
    if (!runs.length || runs.at(-1).shared !== shared || runs.at(-1).dash !== dash) runs.push({ shared, dash, steps: [] });
    runs.at(-1).steps.push(step);
  }
  return runs;
}

function makeChangeLines(page) {
  const { map, chains, sides } = page;
  const { panes, badges } = page.layers;
  const group = L.layerGroup().addTo(map);
  const used = sides.map(({ legs }) => new Set(legs.flatMap(({ mode, path }) => path.map((step) => `${mode} ${Math.abs(step)}`))));
  const own = sides.map(() => []);
  const every = [];
  sides.forEach((side, i) => {
    const others = used[1 - i] || new Set();
    for (const leg of side.legs) {
      for (const { shared, dash, steps } of runsApart(leg, others)) {
        if (shared && i) continue;
        const latlngs = latlngsOf(steps, chains);
        const kind = shared ? 'same' : side.kind;
        const draw = (pane, className, weight, more) => L.polyline(latlngs, { pane, renderer: panes[pane], className,
          weight, interactive: false, ...more }).addTo(group);
        draw('casings', 'casing', shared ? 5 : 7);
        draw('overlayPane', `change ${kind} ${leg.mode}`, shared ? 2.5 : 4,
          { dashArray: DASHES[dash], lineCap: ['rail', 'planned'].includes(dash) ? 'butt' : 'round' });
        every.push(latlngs);
        if (!shared) own[i].push(latlngs);
      }
    }
  });

  const pixels = (latlngs) => latlngs.map((latlng) => map.latLngToLayerPoint(latlng));
  const lengthOf = (points) => points.reduce((sum, point, i) => sum + (i ? point.distanceTo(points[i - 1]) : 0), 0);

  return {
    remove() {
      group.remove();
      badges.clearLayers();
    },
    /** A letter on the longest stretch of each side that is its own. */
    drawBadges(taken) {
      badges.clearLayers();
      sides.forEach((side, i) => {
        const found = own[i].map(pixels).map((points) => [lengthOf(points), points]).sort((a, b) => b[0] - a[0])[0];
        if (!found) return;
        const point = along(found[1], found[0] / 2);
        const icon = L.divIcon({ className: 'badge-icon', html: badge(side), iconSize: [20, 20] });
        L.marker(map.layerPointToLatLng(point), { icon, keyboard: false, interactive: false }).addTo(badges);
        const at = map.layerPointToContainerPoint(point);
        taken.push([at.x - 10, at.y - 10, at.x + 10, at.y + 10]);
      });
    },
    /** What both cover, as west, south, east, north. */
    bounds() {
      if (!every.length) return null;
      const box = L.latLngBounds(every.flat());
      return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    },
    taken() {
      const boxes = [];
      for (const latlngs of every) {
        const points = latlngs.map((latlng) => map.latLngToContainerPoint(latlng));
        const length = lengthOf(points);
        for (let at = 0; at <= length; at += 12) {
          const { x, y } = along(points, at);
          if (map.getSize().contains([x, y])) boxes.push([x - 6, y - 6, x + 6, y + 6]);
        }
      }
      return boxes;
    },
  };
}

/** A ring around each gateway that is open on one side and not on the other, and its sign where no way passes. */
function makeRings(page) {
  const { map, changes, sides } = page;
  const group = L.layerGroup().addTo(map);
  const passed = new Set(sides.flatMap(({ stops }) => stops.map((stop) => stop.place[0])));
  for (const { place: [name, lon, lat], before, after } of changes.gateways) {
    const size = passed.has(name) ? 34 : 24;
    const icon = L.divIcon({ className: 'ring', iconSize: [size, size] });
    L.marker([lat, lon], { icon, keyboard: false, interactive: false, zIndexOffset: -200 }).addTo(group);
    if (passed.has(name)) continue;
    const words = `${STATUSES[before]} → ${STATUSES[after]}`;
    markerAt(lat, lon, {
      shape: 'crossing', size: 16, className: after, zIndexOffset: -100, label: `Status changed: ${name}, ${words}`,
      popup: () => h('div', { class: 'popup' }, h('h3', {}, named(name)), h('p', {}, words)),
    }).addTo(group);
  }
  return { remove: () => group.remove() };
}

function changeCells(cells) {
  return cells.map((text) => h('td', {}, text));
}

function changesTable(changes) {
  const heads = () => h('thead', {}, h('tr', {}, ['km', 'time', 'USD'].map((head) => h('th', { scope: 'col' }, head))));
  const title = (content, className) => h('tr', { class: `title ${className || ''}` },
    h('th', { scope: 'rowgroup', colspan: 3 }, content));
  const whole = changes.totals.map(([world, label, cells], i) => h('tbody', { class: i > 1 ? 'change-row' : '' },
    title([i < 2 ? badge(SIDES[i]) : null, ' ', h('strong', {}, named(capital(world))), label ? ': ' : '', named(label)]),
    h('tr', {}, changeCells(cells))));
  const parts = (wanted) => changes.rows.filter(([kind]) => kind === wanted).map(([, where, how, cells, changed]) =>
    h('tbody', { class: changed ? 'changed' : 'unchanged' },
      title([h('strong', {}, where.length ? where.flatMap((name, i) => [i ? ' → ' : '', named(name)]) : 'At sea'), ': ', named(how)]),
      cells.some(Boolean) ? h('tr', {}, changeCells(cells)) : null));
  return [
    h('table', { class: 'legs changes' }, h('caption', { class: 'hidden' }, 'Best corridors'), heads(), whole),
    section('By border', h('table', { class: 'legs changes' }, heads(), parts('border'))),
    section('By country', h('table', { class: 'legs changes' }, heads(), parts('country'))),
  ];
}

function changesPanel(page) {
  const { data, changes, sides } = page;
  const entry = (sign, text) => h('li', {}, sign, h('span', {}, text));
  const moved = changes.gateways.map(({ place: [name], before, after }) =>
    h('span', {}, named(name), `: ${STATUSES[before]} → ${STATUSES[after]}`));
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Changes' },
    changes.reason ? h('div', { class: 'banner', role: 'note' }, 'Only one of them has a corridor: ', named(changes.reason)) : null,
    h('ul', { class: 'legend' },
      sides.map((side) => entry([changeSign(side.kind), ' ', badge(side)], h('span', {}, 'only ', named(side.name)))),
      sides.length > 1 ? entry(changeSign('same'), 'both') : null,
      sides.some(({ legs }) => legs.some((leg) => leg.planned))
        ? entry(modeSign('planned'), 'Planned link, taken as built') : null,
      moved.length ? entry(h('span', { class: 'ring' }), 'status changed') : null),
    section('Best corridors', changesTable(changes)),
    moved.length ? section('Gateways whose status changed', list(moved, 'warnings')) : null,
    h('p', { class: 'quiet' }, 'What did not change is grey. Numbers have their sources in the other views.'));
}

/** The view of changes; `shared` as of any view. */
function makeChanges(shared) {
  const { map, data, names } = shared;
  // a gateway is drawn with its status in the second view; its ring tells that it changed
  const after = new Map(data.changes.gateways.map((one) => [one.place.join(), one.after]));
  const turned = (stop) => {
    const status = after.get(stop.place.join());
    return status && status !== stop.status ? { ...stop, status, since: '', note: '', source: null } : stop;
  };
  const sides = SIDES.flatMap((side, i) => {
    const { name, missing, alternatives: [best] } = data.views[i];
    return missing ? [] : [{ ...best, ...side, stops: best.stops.map(turned), number: i, name }];
  });
  const page = {
    ...shared, sides, changes: data.changes, alternatives: sides, view: { unchosen: [] }, selected: null,
    bounds: () => lines.bounds(), isVisible: () => true, isDim: () => false, visible: () => sides,
    refreshNames() {
      const taken = [...controlsOf(map), ...markers.taken()];
      lines.drawBadges(taken);
      names.refresh(taken, lines.taken());
    },
    remove() {
      map.closePopup();
      [lines, rings, markers].forEach((part) => part.remove());
      clearPanel();
    },
  };
  const lines = makeChangeLines(page);
  const rings = makeRings(page);
  const markers = makeMarkers(page);
  fillPanel(page, [...sides].reverse().map(({ origin, destination }) => `${origin[0]} → ${destination[0]}`)[0],
    changesPanel(page));
  markers.refresh();
  page.refreshNames();
  return page;
}
