// Stretches of line: what alternatives share is one, fanned out by whole pixels among those that are shown.

const FAN_PX = 5, BUNDLE_PX = 18;
/** What is shorter than this on the screen is passed over. */
const SPECK_PX = 3;
/** A dash, and that with the gap after it. */
const DASH_PX = 9, PERIOD_PX = 15;

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

/** How far each point is along the line through them. */
function milesOf(points) {
  const miles = [0];
  for (let i = 1; i < points.length; i++) miles.push(miles[i - 1] + points[i].distanceTo(points[i - 1]));
  return miles;
}

function lengthOf(points) {
  return milesOf(points).at(-1);
}

/** A stretch of line, and the alternatives that use it. */
class Chain {
  constructor(latlngs) {
    this.latlngs = latlngs;
    this.users = new Set();
    this.shown = [];
    this.front = null;
    this.frame = null;
    this.phase = 0;
  }

  /** Screen points of the chain for one of its users. */
  points(map, user) {
    const frame = `${map.getZoom()} ${map.getPixelOrigin()}`;
    if (this.frame !== frame) {
      this.frame = frame;
      this.whole ||= this.latlngs.map((latlng) => map.project(latlng, 0));
      const scale = map.getZoomScale(map.getZoom(), 0), origin = map.getPixelOrigin();
      const points = this.whole.map((point) => point.multiplyBy(scale)._round()._subtract(origin));
      // shifting close zigzags sideways would make spikes of them
      this.calm = L.LineUtil.simplify(points, 3.5);
      this.fine = L.LineUtil.simplify(points, 0.7);
      this.byShift = new Map([[0, this.calm]]);
      this.length = lengthOf(this.fine);
    }
    if (this.lies(user)) return this.fine;
    const by = this.shift(user);
    if (!this.byShift.has(by)) this.byShift.set(by, shifted(this.calm, by));
    return this.byShift.get(by);
  }

  /** Whether one lies on the stretch itself: the one in front, one alone, one that is not shown on it. */
  lies(user) {
    return user === this.front || this.shown.length < 2 || !this.shown.includes(user);
  }

  /** Where each of the points lies in the pattern of dashes, so that those of neighbours stand side by side. */
  beats(map, user) {
    const points = this.points(map, user);
    const miles = milesOf(this.lies(user) ? points : this.calm), whole = milesOf(this.calm).at(-1);
    return miles.map((mile) => this.phase + (mile * whole) / (miles.at(-1) || 1));
  }

  /** Pixels between two neighbours: fewer where many share the stretch, so that the bundle stays narrow. */
  get step() {
    return Math.min(FAN_PX, BUNDLE_PX / Math.max(this.shown.length - 1, 1));
  }

  /** Pixels aside of the stretch; the one in front of all others lies on it. */
  shift(user) {
    return this.lies(user) ? 0 : (this.shown.indexOf(user) - (this.shown.length - 1) / 2) * this.step;
  }

  /** Pixels from end to end, for a glance. */
  span(map) {
    this.points(map, -1);
    return this.length;
  }
}

/** Let dashes run on from stretch to stretch along each of the paths; what two share keeps the first one's. */
function setPhases(map, paths) {
  const set = new Set();
  for (const path of paths) {
    let beat = 0;
    for (const { chain, back } of path) {
      if (chain.span(map) <= SPECK_PX) continue;
      const whole = lengthOf(chain.calm);
      if (!set.has(chain)) chain.phase = back ? DASH_PX - beat - whole : beat;
      set.add(chain);
      beat = back ? DASH_PX - chain.phase : chain.phase + whole;
    }
  }
}

/** Cut stretches, each its points and their beats, into dashes; only within `bounds`. */
function dashesOf(stretches, bounds) {
  const dashes = [];
  let open = null;
  const steps = stretches.flatMap(([points, beats]) =>
    beats.slice(1).map((to, i) => [points[i], points[i + 1], beats[i], to]));
  for (const [a, b, from, to] of steps) {
    const last = open;
    open = null;
    const seen = from === to ? null : L.LineUtil.clipSegment(a, b, bounds);
    if (!seen) continue;
    const at = (beat) => a.add(b.subtract(a).multiplyBy((beat - from) / (to - from)));
    const beat = (point) => (point === b ? to : from + ((to - from) * a.distanceTo(point)) / a.distanceTo(b));
    const [low, high] = seen.map(beat).sort((one, other) => one - other);
    const found = [];
    for (let start = Math.floor(low / PERIOD_PX) * PERIOD_PX; start < high; start += PERIOD_PX) {
      const dash = [Math.max(low, start), Math.min(high, start + DASH_PX)];
      if (dash[0] < dash[1]) found.push(dash);
    }
    if (from > to) found.reverse().forEach((dash) => dash.reverse());
    for (const [start, end] of found) {
      if (start === from && last) last.push(a, at(end));
      else dashes.push([at(start), at(end)]);
      open = end === to ? (start === from && last) || dashes.at(-1) : null;
    }
  }
  return dashes.map((dash) => dash.map(({ x, y }) => L.point(Math.round(x * 10) / 10, Math.round(y * 10) / 10)));
}

/** Runs of chains, each a stretch of its own; with `dashed` in dashes that stand beside those of the neighbours. */
const FannedLine = L.Polyline.extend({
  initialize(runs, user, options) {
    this.runs = runs;
    this.user = user;
    const latlngs = runs.map((run) => run.flatMap(({ chain }) => chain.latlngs));
    L.Polyline.prototype.initialize.call(this, latlngs, options);
  },

  _seen(run) {
    const seen = run.filter(({ chain }) => chain.span(this._map) > SPECK_PX);
    return seen.length ? seen : run;
  },

  _projectLatlngs(_latlngs, result, bounds) {
    for (const run of this.runs) {
      const ring = this._seen(run).flatMap(({ chain, back }) => {
        const points = chain.points(this._map, this.user);
        return back ? points.slice().reverse() : points;
      });
      ring.forEach((point) => bounds.extend(point));
      result.push(ring);
    }
  },

  _clipPoints() {
    const { dashed } = this.options;
    L.Polyline.prototype._clipPoints.call(this);
    if (!dashed || !this._parts.length) return;
    dashed();
    this._parts = this.runs.flatMap((run) => dashesOf(this._seen(run).map(({ chain, back }) => {
      const both = [chain.points(this._map, this.user), chain.beats(this._map, this.user)];
      return back ? both.map((list) => list.slice().reverse()) : both;
    }), this._renderer._bounds));
  },
});

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
