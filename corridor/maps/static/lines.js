// The alternatives as lines. Where visible ones share a stretch, they are fanned out by whole pixels.

const FAN_PX = 5;
const SHOWN_AT_FIRST = 8;
const DASHES = { road: null, rail: '9 6', sea: '1 8', planned: '2 5' };

/** Points moved sideways by `by` pixels, to the right of their direction where it is positive. */
function shifted(points, by) {
  if (points.length < 2) return points;
  const normals = [];
  for (let i = 1; i < points.length; i++) {
    const step = points[i].subtract(points[i - 1]);
    const length = Math.hypot(step.x, step.y) || 1;
    normals.push(L.point(-step.y / length, step.x / length));
  }
  return points.map((point, i) => {
    const before = normals[Math.max(i - 1, 0)], after = normals[Math.min(i, normals.length - 1)];
    const sum = before.add(after);
    const length = Math.hypot(sum.x, sum.y) || 1;
    const mitre = Math.max((sum.x * after.x + sum.y * after.y) / length, 0.6);
    return point.add(sum.multiplyBy(by / length / mitre));
  });
}

/** A stretch of line, and the alternatives that use it. */
class Chain {
  constructor(latlngs) {
    this.latlngs = latlngs;
    this.users = new Set();
    this.shown = [];
    this.frame = null;
  }

  /** Screen points of the chain for one of its users. */
  points(map, user) {
    const frame = `${map.getZoom()} ${map.getPixelOrigin()}`;
    if (this.frame !== frame) {
      this.frame = frame;
      const points = this.latlngs.map((latlng) => map.latLngToLayerPoint(latlng));
      // shifting close zigzags sideways would make spikes of them
      this.calm = L.LineUtil.simplify(points, 3.5);
      this.byShift = new Map([[0, L.LineUtil.simplify(points, 0.7)]]);
    }
    const by = this.shift(user);
    if (!this.byShift.has(by)) this.byShift.set(by, shifted(this.calm, by));
    return this.byShift.get(by);
  }

  shift(user) {
    const rank = this.shown.indexOf(user);
    return rank < 0 ? 0 : (rank - (this.shown.length - 1) / 2) * FAN_PX;
  }

  /** Pixels from end to end, for a glance. */
  span(map) {
    const points = this.points(map, -1);
    let length = 0;
    for (let i = 1; i < points.length; i++) length += points[i].distanceTo(points[i - 1]);
    return length;
  }
}

const FannedLine = L.Polyline.extend({
  initialize(path, user, options) {
    this.path = path;
    this.user = user;
    const latlngs = path.flatMap(({ chain }) => chain.latlngs);
    L.Polyline.prototype.initialize.call(this, latlngs, options);
  },

  _projectLatlngs(_latlngs, result, bounds) {
    const seen = this.path.filter(({ chain }) => chain.span(this._map) > 3);
    const ring = (seen.length ? seen : this.path).flatMap(({ chain, back }) => {
      const points = chain.points(this._map, this.user);
      return back ? points.slice().reverse() : points;
    });
    ring.forEach((point) => bounds.extend(point));
    result.push(ring);
  },
});

/** Short dashes in place of the line where it runs over a planned link: `steps` of the leg's path. */
function overPlanned(steps, draw, chains) {
  const over = steps.map((step) => ({ chain: chains[Math.abs(step) - 1], back: step < 0 }));
  return [
    draw('overlayPane', 'planned', 4, { interactive: false, lineCap: 'butt' }, over),
    draw('overlayPane', 'line', 4, { interactive: false, lineCap: 'butt', dashArray: DASHES.planned }, over),
  ];
}

/** A hollow line where only its ends are known. */
function overSchematic(steps, draw, chains) {
  const over = steps.map((step) => ({ chain: chains[Math.abs(step) - 1], back: step < 0 }));
  return draw('overlayPane', 'schematic', 1.6, { interactive: false, lineCap: 'butt' }, over);
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
      const draw = (pane, className, weight, more, along = path) => new FannedLine(along, user, {
        pane, renderer: panes[pane], className: `${hue} ${className}`, weight, smoothFactor: 0, ...more,
      });
      const style = { dashArray: DASHES[leg.mode], lineCap: leg.mode === 'rail' ? 'butt' : 'round' };
      const hit = draw('overlayPane', 'hit', 16, { opacity: 0 });
      const country = leg.country ? `, ${data.countries[leg.country]}` : '';
      hit.bindTooltip(h('span', {}, `${alternative.key} · ${MODES[leg.mode]}${country}`), { sticky: true });
      hit.on('click', () => page.toggle(user));
      alternative.lines.push(
        draw('casings', 'casing', 7, { interactive: false }),
        draw('overlayPane', `line ${leg.mode}`, 4, { interactive: false, ...style }),
        ...(leg.planned ? leg.planned.paths : []).flatMap((steps) => overPlanned(steps, draw, chains)),
        ...(leg.schematic || []).map((steps) => overSchematic(steps, draw, chains)),
        hit,
      );
    });
    alternative.group = L.layerGroup(alternative.lines);
  }

  /** Note which alternatives are to be seen on each chain; tell whether that changed anything. */
  function note(visible) {
    if (String(visible) === note.last) return false;
    note.last = String(visible);
    for (const chain of chains) chain.shown = visible.filter((number) => chain.users.has(number));
    return true;
  }

  const first = page.alternatives.slice(0, SHOWN_AT_FIRST);
  note(first.map(({ number }) => number));
  first.forEach(({ group }) => group.addTo(map));

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
    remove: () => badges.clearLayers(),
    /** Fan out again after alternatives were shown, hidden or selected. */
    refresh() {
      const changed = note(page.visible().map(({ number }) => number));
      for (const alternative of page.visible()) {
        const chosen = page.selected === alternative.number;
        for (const line of alternative.lines) {
          if (changed) line._reset();
          const element = line.getElement();
          element.classList.toggle('dim', page.isDim(alternative));
          element.classList.toggle('chosen', chosen);
          if (chosen) line.bringToFront();
        }
      }
    },
    drawBadges,
    /** Small screen rectangles along the lines, for names to keep clear of. */
    taken() {
      const boxes = [];
      for (const chain of chains.filter(({ shown }) => shown.length)) {
        const half = 4 + (chain.shown.length * FAN_PX) / 2;
        const points = chain.points(map, -1).map((point) => map.layerPointToContainerPoint(point));
        const length = chain.span(map);
        for (let at = 0; at <= length; at += 12) {
          const { x, y } = along(points, at);
          if (map.getSize().contains([x, y])) boxes.push([x - half, y - half, x + half, y + half]);
        }
      }
      return boxes;
    },
  };
}

/** The point after `length` pixels along `points`. */
function along(points, length) {
  let left = length;
  for (let i = 1; i < points.length; i++) {
    const step = points[i].distanceTo(points[i - 1]);
    if (left <= step && step > 0) {
      return points[i - 1].add(points[i].subtract(points[i - 1]).multiplyBy(left / step));
    }
    left -= step;
  }
  return points[points.length - 1];
}
