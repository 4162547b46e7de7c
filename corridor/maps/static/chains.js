// Stretches of line: what alternatives share is one, fanned out by whole pixels among those that are shown.

const FAN_PX = 5, BUNDLE_PX = 18;

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

function lengthOf(points) {
  let length = 0;
  for (let i = 1; i < points.length; i++) length += points[i].distanceTo(points[i - 1]);
  return length;
}

/** A stretch of line, and the alternatives that use it. */
class Chain {
  constructor(latlngs) {
    this.latlngs = latlngs;
    this.users = new Set();
    this.shown = [];
    this.front = null;
    this.frame = null;
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
      this.byShift = new Map([[0, L.LineUtil.simplify(points, 0.7)]]);
      this.length = lengthOf(this.byShift.get(0));
    }
    const by = this.shift(user);
    if (!this.byShift.has(by)) this.byShift.set(by, shifted(this.calm, by));
    return this.byShift.get(by);
  }

  /** Pixels between two neighbours: fewer where many share the stretch, so that the bundle stays narrow. */
  get step() {
    return Math.min(FAN_PX, BUNDLE_PX / Math.max(this.shown.length - 1, 1));
  }

  /** Pixels aside of the stretch; the one in front of all others lies on it. */
  shift(user) {
    const rank = user === this.front ? -1 : this.shown.indexOf(user);
    return rank < 0 ? 0 : (rank - (this.shown.length - 1) / 2) * this.step;
  }

  /** Pixels from end to end, for a glance. */
  span(map) {
    this.points(map, -1);
    return this.length;
  }
}

/** Runs of chains, each a stretch of its own. */
const FannedLine = L.Polyline.extend({
  initialize(runs, user, options) {
    this.runs = runs;
    this.user = user;
    const latlngs = runs.map((run) => run.flatMap(({ chain }) => chain.latlngs));
    L.Polyline.prototype.initialize.call(this, latlngs, options);
  },

  _projectLatlngs(_latlngs, result, bounds) {
    for (const run of this.runs) {
      const seen = run.filter(({ chain }) => chain.span(this._map) > 3);
      const ring = (seen.length ? seen : run).flatMap(({ chain, back }) => {
        const points = chain.points(this._map, this.user);
        return back ? points.slice().reverse() : points;
      });
      ring.forEach((point) => bounds.extend(point));
      result.push(ring);
    }
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
