// The ground: land, borders, and names that do not collide.

function decode(text, decimals) {
  const points = [];
  const scale = 10 ** decimals;
  let at = 0, lat = 0, lon = 0;
  const step = () => {
    let value = 0, shift = 0, code;
    do {
      code = text.charCodeAt(at++) - 63;
      value += (code & 31) * 2 ** shift;
      shift += 5;
    } while (code >= 32);
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  while (at < text.length) {
    lat += step();
    lon += step();
    points.push([lat / scale, lon / scale]);
  }
  return points;
}

/** The lines of a strand: one run of points in whole steps, and one letter for the length of each line. */
function decodeStrand([text, lengths], stepDeg) {
  const points = decode(text, 0).map(([lat, lon]) => [lat * stepDeg, lon * stepDeg]);
  let at = 0;
  return Array.from(lengths, (letter) => points.slice(at, (at += letter.charCodeAt(0) - 63)));
}

/** Parts of rings that are borders or coasts, not the sides of the box that they were cut at. */
function uncut(rings, box) {
  const middle = (box[0] + box[2]) / 2;
  const lons = [box[0], box[2], middle - 180, middle + 180, -180, 180];
  const near = (a, b) => Math.abs(a - b) < 0.051;
  const isCut = (a, b) =>
    (a[1] === b[1] && lons.some((lon) => near(lon, a[1]))) ||
    (a[0] === b[0] && (near(a[0], box[1]) || near(a[0], box[3])));
  const lines = [];
  for (const ring of rings) {
    let line = [ring[0]];
    for (let i = 1; i < ring.length; i++) {
      if (isCut(ring[i - 1], ring[i])) {
        if (line.length > 1) lines.push(line);
        line = [];
      }
      line.push(ring[i]);
    }
    if (line.length > 1) lines.push(line);
  }
  return lines;
}

function drawLand(map, ground) {
  map.createPane('ground').style.zIndex = 200;
  const renderer = L.svg({ pane: 'ground', padding: 0.5 });
  const fixed = { pane: 'ground', renderer, interactive: false, smoothFactor: 1 };
  for (const [rings, decimals] of [[ground.far, 1], [ground.near, ground.decimals || 2]]) {
    const decoded = rings.map((ring) => decode(ring, decimals));
    const land = { ...fixed, stroke: false, fillRule: 'nonzero', fillOpacity: 1, className: 'land' };
    L.polygon(decoded, land).addTo(map);
    L.polyline(uncut(decoded, ground.box), { ...fixed, weight: 1, className: 'border' }).addTo(map);
  }
  if (ground.borders) L.polyline(decodeStrand(ground.borders, 0.01), { ...fixed, weight: 1, className: 'border' }).addTo(map);
  return renderer;
}

const CITIES_SHOWN = 45;
const CITIES_OVER_LINES = 15;

function textWidth(text, font) {
  const canvas = (textWidth.canvas ||= document.createElement('canvas').getContext('2d'));
  canvas.font = font;
  return canvas.measureText(text).width;
}

/** Names of countries and cities that keep clear of each other, of what is `taken` and, but for the
 *  biggest cities, of `lines`; both are lists of screen rectangles. With `strict` no city lies on a line. */
function makeNames(map, ground, { strict = false } = {}) {
  map.createPane('names').style.zIndex = 450;
  const group = L.layerGroup().addTo(map);
  const local = L.layerGroup();
  const overlaps = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];

  function place(box, taken, lines) {
    if (taken.some((other) => overlaps(box, other)) || lines.some((other) => overlaps(box, other))) return false;
    taken.push(box);
    return true;
  }

  function label(latlng, className, content) {
    const icon = L.divIcon({ className: `name ${className}`, html: content, iconSize: null });
    L.marker(latlng, { icon, pane: 'names', interactive: false, keyboard: false }).addTo(group);
  }

  /** A name, and below it the one that is used there, if that is known and wanted. */
  function content(name, there) {
    if (!there || !map.hasLayer(local)) return named(name);
    return h('bdi', { class: 'both' }, h('span', { dir: 'auto' }, name), h('span', { dir: 'auto', class: 'there' }, there));
  }

  /** How wide the local name is, and how much taller it makes the label. */
  function more(there) {
    return there && map.hasLayer(local) ? [textWidth(there, '11px sans-serif'), 13] : [0, 0];
  }

  function country([name, lon, lat, width, there], taken, lines) {
    const at = map.latLngToContainerPoint([lat, lon]);
    const [least, tall] = more(there);
    const wide = Math.max(textWidth(name.toUpperCase(), '600 11px sans-serif') + name.length * 1.4, least);
    if (wide > (width / 360) * 256 * 2 ** map.getZoom() * 1.3) return;
    const half = wide / 2 + 3;
    for (const [right, down] of [[0, 0], [0, 30], [0, -30], [60, 0], [-60, 0], [60, 40], [-60, -40]]) {
      const [x, y] = [at.x + right, at.y + down];
      if (!place([x - half, y - 8 - tall / 2, x + half, y + 8 + tall / 2], taken, lines)) continue;
      label(map.containerPointToLatLng([x, y]), 'country', content(name, there));
      return;
    }
  }

  function city([name, lon, lat, there], taken, lines) {
    const { x, y } = map.latLngToContainerPoint([lat, lon]);
    const [least, tall] = more(there);
    const wide = Math.max(textWidth(name, '12px sans-serif'), least) + 4;
    const sides = {
      right: [x + 4, y - 8 - tall / 2, x + 6 + wide, y + 8 + tall / 2],
      left: [x - 6 - wide, y - 8 - tall / 2, x - 4, y + 8 + tall / 2],
      above: [x - wide / 2, y - 20 - tall, x + wide / 2, y - 4],
      below: [x - wide / 2, y + 4, x + wide / 2, y + 20 + tall],
    };
    const side = Object.keys(sides).find((name) => place(sides[name], taken, lines));
    if (side) label([lat, lon], `city ${side}`, content(name, there));
    return side !== undefined;
  }

  return {
    group,
    local,
    refresh(taken, lines) {
      group.clearLayers();
      if (!map.hasLayer(group)) return;
      const seen = map.getBounds().pad(0.1);
      const inView = ([, lon, lat]) => seen.contains([lat, lon]);
      const cities = ground.cities.filter(inView);
      let shown = 0;
      for (const item of cities.slice(0, CITIES_OVER_LINES)) shown += city(item, taken, lines) || (!strict && city(item, taken, []));
      ground.countries.filter(inView).forEach((item) => country(item, taken, lines));
      for (const item of cities.slice(CITIES_OVER_LINES)) {
        shown += city(item, taken, lines);
        if (shown >= CITIES_SHOWN) break;
      }
    },
  };
}

const STEPS_DEG = [[3, 20], [5, 10], [Infinity, 5]];

/** Faint lines of whole degrees, closer where the map is larger. */
function makeGraticule(map, renderer) {
  const lines = L.polyline([], { pane: 'ground', renderer, interactive: false, weight: 1, className: 'graticule' });
  let drawn = null;
  const draw = () => {
    const step = STEPS_DEG.find(([zoom]) => map.getZoom() < zoom)[1];
    if (step === drawn) return;
    drawn = step;
    const found = [];
    for (let lon = -360; lon <= 360; lon += step) found.push([[-85, lon], [85, lon]]);
    for (let lat = -80; lat <= 80; lat += step) found.push([[lat, -360], [lat, 360]]);
    lines.setLatLngs(found);
  };
  map.on('zoomend', draw);
  draw();
  return lines;
}
