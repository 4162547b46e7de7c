// The alternatives as lines, and their badges.

const LINE_PX = 4, THINNEST_PX = 1.8, CHOSEN_PX = 6;
const SHOWN_AT_FIRST = 8, OWN_AT_FIRST = 5, SHOWN_AT_MOST = 9;
const EVERY_PX = 12;
const DASHES = { road: null, rail: `${DASH_PX} ${PERIOD_PX - DASH_PX}`, sea: '1 8', planned: '2 5' };

/** The weight of a line: less where most of its way is shared by many. */
function weightOf(map, path, { chosen, share }) {
  if (chosen) return CHOSEN_PX * share;
  let sum = 0, length = 0;
  for (const { chain } of path) {
    const span = chain.span(map) + 0.01;
    sum += span * chain.step;
    length += span;
  }
  return Math.max(Math.min((0.9 * sum) / length, LINE_PX), THINNEST_PX) * share;
}

/** A leg's path cut into runs: those of known shape, and those over planned links or of unknown shape. */
function runsOf(leg, path) {
  const kinds = leg.path.map(() => 'firm');
  const mark = (stretches, kind) => {
    let at = 0;
    for (const steps of stretches) {
      while (at < kinds.length && !steps.every((step, i) => leg.path[at + i] === step)) at += 1;
      kinds.fill(kind, at, at + steps.length);
      at += steps.length;
    }
  };
  mark(leg.schematic || [], 'schematic');
  mark(leg.planned ? leg.planned.paths : [], 'planned');
  const runs = { firm: [], schematic: [], planned: [] };
  kinds.forEach((kind, i) => {
    if (i && kinds[i - 1] === kind) runs[kind].at(-1).push(path[i]);
    else runs[kind].push([path[i]]);
  });
  return Object.entries(runs).filter(([, found]) => found.length);
}

/** What is on the map at first, open ones before blocked ones; ways round are open, and leave the plan's own some room. */
function firstOf(alternatives) {
  const around = alternatives.filter((item) => item.around.length).slice(0, SHOWN_AT_MOST);
  const own = alternatives.filter((item) => !item.around.length).sort((a, b) => a.blocked - b.blocked);
  const room = Math.min(Math.max(SHOWN_AT_FIRST - around.length, OWN_AT_FIRST), SHOWN_AT_MOST - around.length);
  return [...own.slice(0, room), ...around].sort((a, b) => a.number - b.number);
}

/** What views fill with their own: groups of markers, the renderers of lines. */
function makeLayers(map) {
  map.createPane('casings').style.zIndex = 390;
  const group = () => L.layerGroup().addTo(map);
  return {
    panes: { casings: L.svg({ pane: 'casings', padding: 0.5 }), overlayPane: L.svg({ padding: 0.5 }) },
    badges: group(),
    crossing: group(), terminal: group(), port: group(), pins: group(),
    unchosen: L.layerGroup(),
  };
}

function makeLines(page) {
  const { map, data, chains } = page;
  const { panes, badges } = page.layers;
  chains.forEach((chain) => chain.users.clear());
  let phased = null;
  const phases = () => {
    if (phased === map.getZoom()) return;
    phased = map.getZoom();
    const railways = ({ legs, paths }) => paths.filter((_, number) => legs[number].mode === 'rail').flat();
    setPhases(map, page.alternatives.map(railways));
  };

  for (const alternative of page.alternatives) {
    const user = alternative.number;
    alternative.lines = [];
    alternative.paths = alternative.legs.map((leg) =>
      leg.path.map((step) => ({ chain: chains[Math.abs(step) - 1], back: step < 0 })));
    alternative.legs.forEach((leg, number) => {
      const path = alternative.paths[number];
      if (!path.length) return;
      path.forEach(({ chain }) => chain.users.add(user));
      const hue = `alt-${alternative.hue}`;
      const draw = (pane, className, share, more, runs = [path]) => new FannedLine(runs, user, {
        pane, renderer: panes[pane], className: `${hue} ${className}`, share, smoothFactor: 0, interactive: false, ...more,
      });
      const style = (kind) => {
        const dashed = leg.mode === 'rail' && kind !== 'planned';
        return {
          dashed: dashed ? phases : null, dashArray: dashed ? null : DASHES[kind === 'planned' ? kind : leg.mode],
          lineCap: leg.mode === 'rail' || kind === 'planned' ? 'butt' : 'round',
        };
      };
      const hit = draw('overlayPane', 'hit', null, { opacity: 0, weight: 16, interactive: true });
      const country = leg.country ? `, ${data.countries[leg.country]}` : '';
      // to listen for the focus would make each line a stop of the Tab key, without a name
      hit._addFocusListeners = () => {};
      hit.bindTooltip(h('span', {}, `${alternative.key} · ${MODES[leg.mode]}${country}`), { sticky: true });
      hit.on('click', () => page.toggle(user));
      alternative.lines.push(
        draw('casings', 'casing', 1.75),
        ...(leg.mode === 'rail' ? [draw('overlayPane', 'bed', 1)] : []),
        ...runsOf(leg, path).map(([kind, runs]) => draw('overlayPane', `line ${leg.mode} ${kind}`, 1, style(kind), runs)),
        hit,
      );
    });
    alternative.group = L.layerGroup(alternative.lines);
  }

  /** Note which alternatives are to be seen on each chain, and which lies in front; return those to draw anew. */
  function note(visible, front) {
    const same = String(visible) === note.visible;
    const moved = same ? [note.front, front].filter((number) => note.front !== front && number !== null) : visible;
    Object.assign(note, { visible: String(visible), front });
    for (const chain of chains) {
      if (!same) chain.shown = visible.filter((number) => chain.users.has(number));
      chain.front = chain.users.has(front) ? front : null;
    }
    return moved;
  }

  const first = firstOf(page.alternatives);
  note(first.map(({ number }) => number), page.selected);
  first.forEach(({ group }) => group.addTo(map));

  /** Under the selected one's lines and over all others: what sets it off from them. */
  const halo = L.layerGroup().addTo(map);

  function drawHalo() {
    halo.clearLayers();
    if (page.selected === null) return;
    const { paths, number } = page.alternatives[page.selected];
    const options = { pane: 'overlayPane', renderer: panes.overlayPane, className: 'casing chosen', weight: 10,
      smoothFactor: 0, interactive: false };
    for (const path of paths) if (path.length) halo.addLayer(new FannedLine([path], number, options));
  }

  /** The stretch where an alternative is most by itself, and longest on the screen. */
  function ownStretch(alternative) {
    let best = null;
    for (const { chain } of alternative.paths.flat()) {
      const score = chain.span(map) / chain.shown.length ** 4;
      if (!best || score > best.score) best = { chain, score };
    }
    return best && best.chain;
  }

  /** A free place for a badge on the stretch, the wanted one where none is free. */
  function badgePoint(chain, user, taken) {
    const points = chain.points(map, user);
    const length = chain.span(map);
    const middle = (chain.shown.indexOf(user) + 1) / (chain.shown.length + 1);
    const places = [0, 0.08, -0.08, 0.16, -0.16, 0.24, -0.24].map((aside) => along(points, length * (middle + aside)));
    return places.find((place) => {
      const { x, y } = map.layerPointToContainerPoint(place);
      return !taken.some((box) => x + 10 > box[0] && x - 10 < box[2] && y + 10 > box[1] && y - 10 < box[3]);
    }) || places[0];
  }

  function drawBadges(taken) {
    badges.clearLayers();
    for (const alternative of page.visible()) {
      const chain = ownStretch(alternative);
      if (!chain) continue;
      const point = badgePoint(chain, alternative.number, taken);
      const icon = L.divIcon({ className: 'badge-icon', html: badge(alternative), iconSize: [20, 20] });
      const marker = L.marker(map.layerPointToLatLng(point), { icon, keyboard: false, zIndexOffset: -500 });
      marker.on('click', () => page.toggle(alternative.number));
      marker.addTo(badges);
      marker.getElement().classList.toggle('dim', page.isDim(alternative));
      const at = map.layerPointToContainerPoint(point);
      taken.push([at.x - 10, at.y - 10, at.x + 10, at.y + 10]);
    }
  }

  return {
    remove() {
      badges.clearLayers();
      halo.remove();
    },
    /** Fan out again after alternatives were shown, hidden or selected. */
    refresh() {
      const visible = page.visible();
      const moved = note(visible.map(({ number }) => number), page.selected);
      drawHalo();
      for (const alternative of visible) {
        const chosen = page.selected === alternative.number;
        alternative.lines.forEach((line) => {
          const { share } = line.options;
          if (share) line.setStyle({ weight: weightOf(map, line.runs.flat(), { chosen, share }) });
          if (moved.includes(alternative.number)) line._reset();
          line.getElement().classList.toggle('dim', page.isDim(alternative));
          line.getElement().classList.toggle('chosen', chosen);
          if (chosen) line.bringToFront();
        });
      }
    },
    /** What the visible alternatives cover, as west, south, east, north; null where there is none. */
    bounds() {
      const seen = chains.filter(({ shown }) => shown.length).flatMap(({ latlngs }) => latlngs);
      if (!seen.length) return null;
      const box = L.latLngBounds(seen);
      return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    },
    drawBadges,
    /** Small screen rectangles along the lines, for names to keep clear of. */
    taken() {
      const boxes = [];
      const size = map.getSize();
      for (const chain of chains.filter(({ shown }) => shown.length)) {
        const half = 4 + (chain.shown.length * chain.step) / 2;
        const points = chain.points(map, -1).map((point) => map.layerPointToContainerPoint(point));
        const wide = L.bounds([-half, -half], size.add([half, half]));
        let next = 0;
        for (let i = 1; i < points.length; i++) {
          const [a, b] = [points[i - 1], points[i]];
          const step = a.distanceTo(b);
          if (!wide.intersects(L.bounds(a, b))) {
            next = Math.max(next - step, 0);
            continue;
          }
          for (; next <= step; next += EVERY_PX) {
            const { x, y } = step ? a.add(b.subtract(a).multiplyBy(next / step)) : a;
            if (size.contains([x, y])) boxes.push([x - half, y - half, x + half, y + half]);
          }
          next -= step;
        }
      }
      return boxes;
    },
  };
}
